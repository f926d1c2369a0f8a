// Files that are loaded again: order, hooks, what they do not define any more (docs/hot-reload.md).

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { before, beforeEach } from 'node:test';
import { compileJank, folder, loadPatch, sleep, startImage } from './image.mjs';
import { promise } from './kinds.mjs';

process.chdir(folder);
let evaluate;
const write = (name, text) => {
  const path = join(folder, 'sources', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const is = (form, value) => assert.equal(evaluate(form), value, form);
// What comes in its time, or with a collection.
async function comesTo(form, value) {
  for (let i = 0; i < 500 && evaluate(form) !== value; ++i) await sleep(20);
  is(form, value);
}

before(async () => {
  evaluate = await startImage({ modulePath: join(folder, 'sources') });
});

const files = {
  'app/base.jank': '(ns app.base) (swap! user/loaded conj :base) (defn base [] 1) (defn unused [] :unused) (defn- helper [] :helper)',
  'app/middle.jank': '(ns app.middle (:require [app.base :as b])) (swap! user/loaded conj :middle) (defn middle [] [(b/base)])',
  'app/top.jank': '(ns app.top (:require [app.middle :as m])) (swap! user/loaded conj :top) (defn top [] [(m/middle)])',
  'app/apart.jank': '(ns app.apart) (swap! user/loaded conj :apart)',
};

beforeEach(() => {
  evaluate("(in-ns 'user)");
  evaluate('(def loaded (atom []))');
  for (const [name, text] of Object.entries(files)) write(name, text);
  evaluate("(require 'app.top 'app.apart :reload-all)");
  evaluate('(reset! loaded [])');
});

promise('Files are loaded in the order in which they need each other.', () => {
  is("(:reloaded (jank.hot/reload! '[app.top app.apart app.base app.middle]))", '[app.apart app.base app.middle app.top]');
  is('@loaded', '[:apart :base :middle :top]');
});

promise('Dependents of what changed are loaded as asked: none, direct or all.', () => {
  is(`(:reloaded (jank.hot/reload! "sources/app/base.jank"))`, '[app.base]');
  is(`(:reloaded (jank.hot/reload! ["/source/app/base.jank"] {:dependents :direct}))`, '[app.base app.middle]');
  is(`(:reloaded (jank.hot/reload! 'app.base {:dependents :all}))`, '[app.base app.middle app.top]');
  is(`(:reloaded (jank.hot/reload! ["sources/app/not_loaded.jank"] {:dependents :all}))`, '[]');
  is('@loaded', '[:base :base :middle :base :middle :top]');
});

promise('A reload is one load: all of its files, or none.', () => {
  write('app/base.jank', '(ns app.base) (defn base [] 2) (defn added [] 3)');
  write('app/middle.jank', '(ns app.middle (:require [app.base :as b])) (defn middle [] :new) (throw (ex-info "half-way" {}))');
  assert.throws(() => evaluate("(jank.hot/reload! 'app.base {:dependents :direct})"), { message: /half-way/ });
  is("[(app.top/top) (resolve 'app.base/added)]", '[[[1]] nil]');
});

promise('What a file does not define any more is listed as stale.', () => {
  evaluate("(in-ns 'app.base)");
  evaluate('(def typed-in 1)');
  evaluate("(in-ns 'user)");
  write('app/base.jank', '(ns app.base) (defn base [] 2)');
  evaluate("(require 'app.base :reload)");
  is('(sort (map str (jank.hot/stale)))', `("#'app.base/helper" "#'app.base/unused")`);
  is('(app.base/unused)', ':unused');
  // Defined again it is not stale.
  write('app/base.jank', '(ns app.base) (defn base [] 2) (defn unused [] :again)');
  evaluate("(require 'app.base :reload)");
  is('(jank.hot/stale)', "[#'app.base/helper]");
  is("(jank.hot/prune!)", "[#'app.base/helper]");
  is("[(jank.hot/stale) (resolve 'app.base/helper) app.base/typed-in]", '[[] nil 1]');
});

promise('A defn removed from a file disappears with its reload where the session asks for it.', () => {
  evaluate("(refer 'app.base :only '[unused])");
  evaluate('(defn calls-it [] (unused))');
  is('(calls-it)', ':unused');
  write('app/base.jank', '(ns app.base) (defn base [] 2)');
  is("(sort (map str (:pruned (jank.hot/reload! 'app.base {:prune true}))))", `("#'app.base/helper" "#'app.base/unused")`);
  is("[(resolve 'app.base/unused) (resolve 'user/unused)]", '[nil nil]');
  assert.throws(() => evaluate('(calls-it)'), { message: /#'app\.base\/unused is called but has no value/ });
  evaluate('(jank.hot/set-prune! true)');
  write('app/base.jank', '(ns app.base) (defn other [] 2)');
  evaluate("(require 'app.base :reload)");
  evaluate('(jank.hot/set-prune! false)');
  is("(resolve 'app.base/base)", 'nil');
});

// Hooks say what they see in user/loaded.
const hooks = `
  (ns app.hooked (:require [app.base :as b]))
  (swap! user/loaded conj :hooked)
  (defn ^:dev/before-load stop [] (swap! user/loaded conj [:before (b/base)]))
  (defn ^:dev/after-load start [] (swap! user/loaded conj [:after (b/base)]))`;
const changed = '(ns app.base) (swap! user/loaded conj :base) (defn base [] 2)';
const withHooks = (text) => {
  write('app/hooked.jank', text);
  evaluate("(require 'app.hooked :reload)");
  evaluate('(reset! loaded [])');
};
const withoutHooks = () => evaluate("(remove-ns 'app.hooked)");

promise('^:dev/before-load and ^:dev/after-load are called around a reload, not around forms.', () => {
  withHooks(hooks);
  write('app/base.jank', changed);
  evaluate("(jank.hot/reload! 'app.base)");
  is('@loaded', '[[:before 1] :base [:after 2]]');
  evaluate('(defn not-a-file [] 1)');
  is('(count @loaded)', '3');
  withoutHooks();
});

promise('Hooks are called around a patch too.', () => {
  withHooks(hooks);
  assert.equal(loadPatch(compileJank('(in-ns (quote app.base)) (clojure.core/defn base [] 3)')), null);
  is('@loaded', '[[:before 1] [:after 3]]');
  withoutHooks();
});

promise('What an asynchronous hook is given is waited for.', async () => {
  withHooks(`
    (ns app.hooked (:require [app.base :as b]))
    (defn ^:dev/before-load-async stop [done]
      (swap! user/loaded conj :stopping)
      (jank.host/after 20 (fn [] (swap! user/loaded conj [:stopped (b/base)]) (done) (done))))
    (defn ^:dev/after-load-async start [done]
      (jank.host/after 20 (fn [] (swap! user/loaded conj [:started (b/base)]) (done))))`);
  write('app/base.jank', changed);
  evaluate('(def result (atom nil))');
  is("(jank.hot/reload! 'app.base {:done (fn [r] (reset! result (:reloaded r)))})", "{:waiting-for #'app.hooked/stop}");
  // One that comes meanwhile has its turn afterwards.
  is("(:waiting-for (jank.hot/reload! 'app.middle))", "#'app.hooked/stop");
  is('[@loaded @result (app.base/base)]', '[[:stopping] nil 1]');
  await comesTo('@loaded', '[:stopping [:stopped 1] :base [:started 2] :stopping [:stopped 2] :middle [:started 2]]');
  is('@result', '[app.base]');
  withoutHooks();
});

promise('Hooks that throw are reported and do not stop the load.', () => {
  withHooks(`
    (ns app.hooked)
    (defn ^:dev/before-load stop [] (throw (ex-info "cannot stop" {})))
    (defn ^:dev/before-load-async stop-later [done] (throw (ex-info "cannot stop later" {})))
    (defn ^:dev/after-load start [] (throw (ex-info "cannot start" {})))
    (defn ^:dev/after-load last-one [] (swap! user/loaded conj :last))`);
  write('app/base.jank', changed);
  is("(:reloaded (jank.hot/reload! 'app.base))", '[app.base]');
  is('[(app.base/base) (last @loaded)]', '[2 :last]');
  withoutHooks();
});

promise('After a load that failed the program is started again.', () => {
  withHooks(hooks);
  write('app/base.jank', '(ns app.base) (defn base [] 2) (throw (ex-info "no" {}))');
  assert.throws(() => evaluate("(jank.hot/reload! 'app.base)"), { message: /no/ });
  is('@loaded', '[[:before 1] [:after 1]]');
  evaluate('(reset! loaded [])');
  const failing = compileJank('(in-ns (quote app.base)) (clojure.core/defn base [] 3) (clojure.core/when (clojure.core/find-ns (quote app.hooked)) (throw (clojure.core/ex-info "no" {})))');
  assert.match(loadPatch(failing), /no/);
  is('@loaded', '[[:before 1] [:after 1]]');
  // What is refused before it is loaded stops nothing.
  evaluate('(reset! loaded [])');
  assert.match(loadPatch(join(folder, 'is-not-there.wasm')), /cannot read/);
  is('@loaded', '[]');
  withoutHooks();
});

test('the result of a reload has the generation that it became, and so it has within another load', () => {
  write('app/base.jank', changed);
  const generation = evaluate("(:generation (jank.hot/reload! 'app.base))");
  is('(jank.hot/generation)', generation);
  assert.equal(evaluate("(do (def beside 1) (:generation (jank.hot/reload! 'app.base)))"), String(Number(generation) + 1));
  is('(jank.hot/generation)', String(Number(generation) + 1));
  is("(:generation (jank.hot/reload! []))", 'nil');
});

promise('^:dev/once namespaces are not loaded again with others, ^:dev/always ones with every reload.', () => {
  write('app/once.jank', '(ns ^:dev/once app.once (:require app.base)) (swap! user/loaded conj :once)');
  write('app/always.jank', '(ns ^:dev/always app.always) (swap! user/loaded conj :always)');
  evaluate("(require 'app.once 'app.always :reload)");
  evaluate('(reset! loaded [])');
  evaluate(`(jank.hot/reload! ["app/base.jank" "app/once.jank"] {:dependents :direct})`);
  is('@loaded', '[:always :base :middle]');
  evaluate("(do (remove-ns 'app.once) (remove-ns 'app.always))");
});

promise('Old versions that are held elsewhere are counted by generation.', async () => {
  evaluate('(defn held [] 1)');
  evaluate('(def holder (atom held))');
  evaluate('(defn held [] (fn [] 2))');
  evaluate('(def closure (held))');
  evaluate('(defn held [] 3)');
  evaluate('(defn held [] 4)');
  evaluate('(jank.hot/set-history! 0)');
  evaluate('(defn the-last-generation [] 1)');
  await comesTo("(do (dotimes [_ 20] (vec (range 10000))) (map :in-history (jank.hot/holders #'held)))", '(false false)');
  is("(apply < (map :generation (jank.hot/holders #'held)))", 'true');
  evaluate('(reset! holder nil)');
  await comesTo("(do (dotimes [_ 20] (vec (range 10000))) (count (jank.hot/holders #'held)))", '1');
  is('(closure)', '2');
});
