// What a new definition means for what there is: the section "Redefinition" of docs/hot-reload.md.

import assert from 'node:assert/strict';
import { before, beforeEach } from 'node:test';
import { compileJank, compileText, loadPatch, sleep, startImage } from './image.mjs';
import { everyKind, freshApp, load, promise } from './kinds.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});
beforeEach(() => freshApp(evaluate));

promise('A call in flight finishes in the old code; the next call through the var runs the new.', ['form', 'jank', 'cpp'], (kind) => {
  // The old code of f has itself replaced, and then goes on.
  evaluate("(ns app) (def replace-it (atom nil)) (defn f [v] (let [text (str \"old \" v)] [(@replace-it) text {:v v}])) (in-ns 'user)");
  const modules = {
    jank: () => compileJank('(ns app) (defn f [v] [:new v])'),
    cpp: () =>
      compileText(`
        #include <jank/patch.h>
        static jank_value f(jank_value v) { jank_value const all[] = {jank_make_keyword("", "new"), v}; return jank_make_vector(2, all); }
        JANK_PATCH({"app/f", "1", JANK_FUNCTION(f)})`),
  };
  const replacing =
    kind === 'form' ? "(eval '(do (in-ns 'app) (defn f [v] [:new v]) (in-ns 'user)))" : `(jank.hot/load-patch ${JSON.stringify(modules[kind]())})`;
  evaluate(`(reset! app/replace-it (fn [] ${replacing} :replaced))`);
  assert.equal(evaluate('[(app/f 1) (app/f 2)]'), '[[:replaced "old 1" {:v 1}] [:new 2]]');
});

promise('A loop that calls through a var runs the new code from its next turn on.', everyKind, async (kind) => {
  evaluate(`(ns app) (def seen (atom [])) (def on (atom true))
    (defn turn [] (swap! seen conj (f 1)) (when @on (jank.host/after 1 turn))) (in-ns 'user) (app/turn)`);
  await sleep(20);
  assert.equal(load(kind, 1), null);
  await sleep(30);
  evaluate('(reset! app/on false)');
  assert.equal(evaluate('(dedupe @app/seen)'), '([:f 1] 2)');
});

promise('defonce, defmulti, atoms and namespaces keep their state when their file is loaded again; def gives the new value.', ['form', 'jank'], (kind) => {
  const source = (n) => `(ns app) (defonce once (atom ${n})) (defmulti area :shape) (defmethod area :one [_] ${n}) (def plain ${n}) (in-ns 'user)`;
  const run = (n) => (kind === 'form' ? evaluate(source(n)) : assert.equal(loadPatch(compileJank(source(n))), null));
  run(1);
  evaluate("(do (swap! app/once + 10) (defmethod app/area :two [_] :kept) (intern 'app 'by-hand :kept))");
  run(2);
  assert.equal(evaluate("[@app/once app/plain (app/area {:shape :one}) (app/area {:shape :two}) @(ns-resolve 'app 'by-hand)]"), '[11 2 2 :kept :kept]');
});

promise('Metadata, docstring, arglists and position of a var follow its new definition.', ['form', 'jank'], (kind) => {
  const source = '(ns app)\n\n(defn ^:marked f "Its new text." ([v] [:new v]) ([v w] [:new v w]))\n(in-ns (quote user))';
  if (kind === 'form') evaluate(source);
  else assert.equal(loadPatch(compileJank(source)), null);
  assert.equal(evaluate("(let [m (meta #'app/f)] [(:doc m) (:arglists m) (:marked m) (:line m)])"), '["Its new text." ([v] [v w]) true 3]');
  evaluate("(ns app)\n(defn f [v] [:newer v]) (in-ns 'user)");
  assert.equal(evaluate("(let [m (meta #'app/f)] [(:doc m) (:arglists m) (:marked m) (:line m)])"), '[nil ([v]) nil 2]');
});
