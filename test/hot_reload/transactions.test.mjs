// Loads are whole or not at all: the section "Transactions" of docs/hot-reload.md.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, beforeEach } from 'node:test';
import { answer, compileJank, folder, loadPatch, startImage } from './image.mjs';
import { everyKind, freshApp, load, promise } from './kinds.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});
beforeEach(() => freshApp(evaluate));

let files = 0;
function writeFile(text) {
  const path = join(folder, `loaded-${++files}.jank`);
  writeFileSync(path, text);
  return path;
}
const loadFile = (text) => answer(`(load-file ${JSON.stringify(writeFile(text))})`);

// What there is: roots, versions, names, aliases.
const state = () =>
  evaluate(`
    [(mapv (fn [v] [@v (jank.hot/version v) (:doc (meta v)) (jank.hot/origin v)]) [#'app/f #'app/g])
     (set (map str (keys (ns-interns 'app)))) (set (map str (keys (ns-aliases 'app))))
     (set (map str (all-ns))) (loaded-libs) (str *ns*) (jank.hot/generation)]`);

promise('A load that fails leaves every var as it was.', everyKind, (kind) => {
  assert.equal(load(kind, 1), null);
  evaluate("(add-watch #'app/g :w (fn [_ _ _ _] (throw (ex-info \"no, thanks\" {}))))");
  const earlier = state();
  // f is bound already when the watch of g throws.
  assert.match(load(kind, 2), /no, thanks/);
  assert.equal(state(), earlier);
  assert.equal(evaluate('[(app/f 1) (app/g 1)]'), '[2 101]');
});

const changesEverything = `
  (ns app (:require [clojure.set :as s] [clojure.zip :as z]))
  (defn f "new" [v] :new)
  (defn fresh [] 1)
  (defmethod area :square [_] :changed)
  (defmethod area :circle [_] :added)
  (prefer-method area :square :circle)
  (extend-type jank.runtime.string Shape (size [_] :changed))
  (defprotocol Shape (size [s]) (more [s]))
  (defrecord Point [x y z])
  (deftype Box [v] Shape (size [_] :changed))
  (derive ::child ::parent)
  (alter-meta! #'g assoc :doc "new")
  (add-watch #'g :added (fn [& _]))
  (create-ns 'made.here)
  (ns-unmap 'app 'h)
  (intern 'user 'interned-by-app 1)
`;

const definitions = `
  (ns app)
  (defn g [v] [:g v])
  (defmulti area :shape)
  (defmethod area :square [_] :square)
  (defprotocol Shape (size [s]))
  (extend-type jank.runtime.string Shape (size [s] :string))
  (defrecord Point [x y])
  (deftype Box [v] Shape (size [_] :box))
  (defn h [] :h)
  (def old-point (->Point 1 2))
  (def old-box (->Box 1))
  (in-ns 'user)`;

const definedThings = () =>
  evaluate(`
    [(app/area {:shape :square}) (try (app/area {:shape :circle}) (catch :default _ :none)) (prefers app/area)
     (app/size "x") (contains? (:methods (zipmap [:methods] [(set (map str (keys (ns-interns 'app))))])) "more")
     (instance? app/Point app/old-point) (= (app/->Point 1 2) app/old-point) (app/size app/old-box) (app/size (app/->Box 2))
     (isa? :app/child :app/parent) (app/h) (:doc (meta #'app/g)) (some? (find-ns 'made.here)) (resolve 'user/interned-by-app)]`);

// A patch must compile where it does not fail: these end their loads only where there is a namespace `failing`.
const half = '(when (find-ns (quote failing)) (throw (ex-info "half-way" {})))';
const deep = "(defn down [n] (+ 1 (down (inc n)))) (def g (when (find-ns 'failing) (down 0)))";

function loadText(kind, text) {
  evaluate("(create-ns 'failing)");
  if (kind === 'form') return () => answer(`(load-string ${JSON.stringify(text)})`).error;
  const path = compileJank(text);
  return () => loadPatch(path);
}

promise('A load that fails leaves namespaces, aliases, multimethods, protocols, types and hierarchies as they were.', ['form', 'jank'], (kind) => {
  const failing = loadText(kind, `${definitions} ${changesEverything} ${half}`);
  evaluate(definitions);
  const earlier = state();
  const things = definedThings();
  assert.match(failing(), /half-way/);
  assert.equal(state(), earlier);
  assert.equal(definedThings(), things);
});

const endings = {
  'a reader error': ['(defn', /end|close|unmatched|never/i],
  'a compiler error': ['(defn f [v] (nowhere v))', /nowhere/],
  'an exception': ['(throw (ex-info "thrown" {}))', /thrown/],
  'a value that is thrown': ['(throw :thrown)', /thrown/],
  'an exhausted stack': ['((fn down [n] (+ 1 (down (inc n)))) 0)', /stack overflow/],
  'a stack that the compiler exhausts': [`${'(do '.repeat(200000)}1${')'.repeat(200000)}`, /nested|stack/],
};

promise('A reader error, a compiler error, an exception and an exhausted stack take the whole file back, wherever in it they are.', () => {
  for (const [what, [ending, pattern]] of Object.entries(endings)) {
    const earlier = state();
    const { status, error } = loadFile(`(ns app)\n(defn f [v] :changed)\n(defn other [])\n(do (defn g [v] :changed)\n${ending}\n)`);
    assert.equal(status, 'error', what);
    assert.match(error, pattern, what);
    assert.equal(state(), earlier, what);
  }
});

promise('A fault in an initializer takes the whole load back.', ['form', 'jank'], (kind) => {
  const failing = loadText(kind, `(ns app) (defn f [v] :changed) ${deep}`);
  const earlier = state();
  assert.match(failing(), /stack/);
  assert.equal(state(), earlier);
});

promise('What a load did to atoms before it failed stays done.', () => {
  evaluate('(def counter (atom 0))');
  answer('(do (swap! counter inc) (def counter-2 1) (throw :no))');
  assert.equal(evaluate("[@counter (resolve 'counter-2)]"), '[1 nil]');
});

promise('The error of a load that fails names the form that failed, with file, line and column.', () => {
  const path = writeFile('(ns app)\n(defn f [v] 1)\n\n  (do\n (defn g [v] 1)\n (throw :no))');
  const { error, form } = answer(`(load-file ${JSON.stringify(path)})`);
  assert.match(error, new RegExp(`in the form at ${path}:4:3; nothing of its load was kept`));
  assert.equal(form, `${path}:4:3`);
  assert.equal(answer('(def ok 1)\n  (throw :no)').form, '<eval>:2:3');
});

promise('A file falls with a file that it requires, and that one with it.', () => {
  writeFileSync(join(folder, 'inner_part.jank'), "(ns inner-part) (defn inside [] 1)");
  writeFileSync(join(folder, 'outer_part.jank'), "(ns outer-part (:require inner-part)) (defn outside [] (inner-part/inside)) (throw :late)");
  evaluate(`(load-file ${JSON.stringify(writeFile('1'))})`);
  const earlier = state();
  const { status } = answer(`(do (load-file ${JSON.stringify(join(folder, 'inner_part.jank'))}) (load-file ${JSON.stringify(join(folder, 'outer_part.jank'))}))`);
  assert.equal(status, 'error');
  assert.equal(state(), earlier);
  assert.equal(evaluate("[(find-ns 'inner-part) (find-ns 'outer-part)]"), '[nil nil]');
});

promise('A load within a load that fails is taken back alone when the error is caught.', () => {
  const inner = writeFile("(ns app) (defn f [v] :inner) (defn g [v] :inner) (throw :no)");
  evaluate(`(do (in-ns 'app) (defn f [v] :outer) (try (load-file ${JSON.stringify(inner)}) (catch :default _ (def caught 1))) (in-ns 'user))`);
  assert.equal(evaluate('[(app/f 1) (app/g 1) app/caught]'), '[:outer [:g 1] 1]');
  const { status } = answer(`(do (in-ns 'app) (defn f [v] :second) (eval '(defn g [v] :second)) (throw :no))`);
  assert.equal(status, 'error');
  assert.equal(evaluate('[(app/f 1) (app/g 1)]'), '[:outer [:g 1]]');
});

promise('Each form of a message is a load of its own: those before the one that fails stay.', () => {
  assert.equal(answer("(in-ns 'app) (defn f [v] :first) (defn g [v] :second) (throw :no) (defn f [v] :never)").status, 'error');
  evaluate("(in-ns 'user)");
  assert.equal(evaluate('[(app/f 1) (app/g 1)]'), '[:first :second]');
});

promise('A watch is told once for each rebinding, and of the old root again when the load is taken back.', everyKind, (kind) => {
  evaluate('(def told (atom []))');
  evaluate("(add-watch #'app/f :w (fn [_ r o n] (swap! told conj [(o 1) (n 1)])))");
  assert.equal(load(kind, 1), null);
  assert.equal(evaluate('@told'), '[[[:f 1] 2]]');
  evaluate("(add-watch #'app/g :w (fn [_ _ _ _] (throw :no)))");
  assert.notEqual(load(kind, 2), null);
  assert.equal(evaluate('@told'), '[[[:f 1] 2] [2 3] [3 2]]');
});
