// Definitions of a load that share a module: the section "Modules" of docs/hot-reload.md.

import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { before } from 'node:test';
import { answer, emittedModules, folder, startImage, statistics, validate } from './image.mjs';
import { promise } from './kinds.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage({ keepModules: true });
});

const is = (text, value) => assert.equal(evaluate(text), value);
let files = 0;
function file(text) {
  const path = join(folder, `shared-${++files}.jank`);
  writeFileSync(path, text);
  return path;
}
const load = (text) => answer(`(load-file ${JSON.stringify(file(text))})`);
function loads(text) {
  const { status, error } = load(text);
  assert.equal(error, undefined);
  assert.equal(status, 'value');
  evaluate("(in-ns 'user)");
}
const live = () => statistics().forms.live_modules;
const loaded = () => {
  const { live_modules, reclaimed_modules } = statistics().forms;
  return live_modules + reclaimed_modules;
};
const collect = () => evaluate('(dotimes [_ 50] (vec (range 20000)))');
const many = (count, k) => `(ns many)\n${Array.from({ length: count }, (_, n) => `(defn f${n} [x]\n  (+ ${k} ${n} x))`).join('\n')}\n`;

promise('Definitions of functions that are loaded together are compiled by the engine together.', () => {
  const modulesOf = (text) => {
    const before = loaded();
    loads(text);
    return loaded() - before;
  };
  assert.equal(modulesOf(many(300, 0)), modulesOf(many(0, 0)) + 1);
  is('[(many/f0 1) (many/f299 1)]', '[1 300]');
  // Files that others require are a part of it.
  const part = (definitions) => JSON.stringify(file(`(ns part) ${definitions}`));
  const alone = modulesOf(`(ns whole) (load-file ${part('')})`);
  assert.equal(modulesOf(`(ns whole) (defn a [] :a) (load-file ${part('(defn p [] :p)')}) (defn b [] [(a) (part/p)])`), alone + 1);
  is('(whole/b)', '[:a :p]');
});

promise('So are tests, methods of multimethods, and functions in maps and vectors.', () => {
  const modulesOf = (text) => {
    const before = loaded();
    loads(`(ns plain (:require [clojure.test :refer [deftest is]]))\n(defmulti area :shape)\n${text}`);
    return loaded() - before;
  };
  modulesOf('');
  const alone = modulesOf('');
  const text = `(deftest a (is (= 1 (inc 0))))
    (deftest ^:slow b (is (= 1 2)) (is (thrown? :default (throw 1))))
    (defmethod area :square [{:keys [side]}] (* side side))
    (defmethod area :circle named [{:keys [r]}] (if r (* 3 r r) (named {:r 1})))
    (defmethod area :default ([_] (try (throw :none) (catch :default e e))))
    (def ^{:check (fn [x] [:checked x]) :many {:a 1 :b 2 :c 3 :d 4 :e 5 :f 6 :g 7 :h 8 :i 9}} handlers
      {:get (fn [x] [:get x]) :all [(fn [] 1) (fn [] (map (fn [x] [x]) [2]))] :text "t"})`;
  assert.equal(modulesOf(text), alone + 1);
  is("((:test (meta #'plain/a)))", 'true');
  is("[(:slow (meta #'plain/b)) (:name (meta #'plain/b)) (:line (meta #'plain/b)) (fn? plain/b)]", '[true b 4 true]');
  is("(select-keys (binding [clojure.test/*report-counters* (atom clojure.test/*initial-report-counters*)] (with-out-str (plain/b)) @clojure.test/*report-counters*) [:pass :fail])", '{:pass 1, :fail 1}');
  is('(mapv plain/area [{:shape :square :side 3} {:shape :circle} {:shape :none}])', '[9 3 :none]');
  is('[((:get plain/handlers) 5) (mapv (fn [f] (f)) (:all plain/handlers)) (:text plain/handlers)]', '[[:get 5] [1 ([2])] "t"]');
  is("(let [m (meta #'plain/handlers)] [((:check m) 1) (count (:many m)) (:name m)])", '[[:checked 1] 9 handlers]');
  // What is not of that sort runs as ever.
  assert.match(load('(ns plain)\n(def no-multimethod 1)\n(defmethod no-multimethod :k [_] 1)').error, /multimethod[^]*at plain\/top-level \(.*:3:1\)/);
  evaluate("(in-ns 'user)");
  evaluate("(with-redefs [clojure.core/add-method* (fn [m k f] (intern 'user 'instead k) m)] (eval '(defmethod plain/area :other [_] 1)))");
  is('[user/instead (get-method plain/area :other)]', `[:other ${evaluate('(get-method plain/area :default)')}]`);
});

promise('Each is bound when its form is evaluated, and can be called from then on.', () => {
  loads(`(ns turns)
    (def log (atom []))
    (defn one [] 1)
    (swap! log conj (one) (:arglists (meta #'one)))
    (defn ^{:note (str "a" "b")} noted [] (one))
    (defmacro twice [form] (let [n (one)] \`(do ~form ~form ~n)))
    (defn counted [] (twice (swap! log conj :counted)))
    (def before one)
    (defn one [] 2)
    (swap! log conj (before) (one) (noted) (counted))
    (add-watch #'noted :w (fn [_ v from to] (swap! log conj [v (from) (to)])))
    (defn noted [] :again)
    (defn many-ways ([] 0) ([a] [a]) ([a b & more] [a b more]))
    (swap! log conj (many-ways) (many-ways 1) (many-ways 1 2) (many-ways 1 2 3 4) (apply many-ways (range 30)))
    (defn takes [a & {:keys [k]}] [a k])
    (swap! log conj (takes 1 :k 2) (mapv takes [1 2]))
    (declare later)
    (defn uses-later [] (later))
    (def later (let [n 5] (fn [] n)))
    (swap! log conj (uses-later) (fn? later))`);
  is('@turns/log', "[1 ([]) :counted :counted 1 2 2 1 [#'turns/noted 2 :again] 0 [1] [1 2 nil] [1 2 (3 4)] [0 1 (2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29)] [1 2] [[1 nil] [2 nil]] 5 true]");
  is('(:note (meta #\'turns/noted))', 'nil');
});

test('what a load warns of is the same', () => {
  // The second call fits what the name holds by then, the first fitted what it held.
  const { status } = load('(ns arities) (defn g [a] a) (defn uses [] (g 1)) (defn g [a b] [a b]) (defn uses-too [] (g 1 2))');
  assert.equal(status, 'value');
  evaluate("(in-ns 'user)");
  is('[(arities/uses-too) (:status (try (arities/uses) (catch :default e {:status :thrown})))]', '[[1 2] :thrown]');
});

promise('Errors in functions that share a module have function, file, line and column.', () => {
  const path = file(`(ns placed)\n(defn a [] 1)\n(defn b [x]\n  (inc\n    (nth x 10)))\n(defn c [x]\n  (str (b x)))\n(defn d [] 2)`);
  evaluate(`(load-file ${JSON.stringify(path)})`);
  const trace = evaluate("(mapv (fn [[f file line column]] [f line column]) (take 2 (jank.error/trace (try (placed/c [1]) (catch :default e e)))))");
  assert.equal(trace, '[[placed/b 5 5] [placed/c 7 8]]');
  // A neighbour is redefined, and collected.
  evaluate("(in-ns 'placed) (defn a [] 3) (defn d [] 4)");
  evaluate("(in-ns 'user) (jank.hot/set-history! 0)");
  collect();
  is("(mapv first (take 2 (jank.error/trace (try (placed/c [1]) (catch :default e e)))))", '[placed/b placed/c]');
  evaluate('(jank.hot/set-history! 50)');
  const failed = load('(ns placed)\n(defn a [] 1)\n(defn thrower []\n  (throw (ex-info "in a" {})))\n(thrower)');
  assert.match(failed.error, /in a/);
  assert.match(failed.error, /at placed\/thrower \(.*:4:10\)\n {4}at placed\/top-level \(.*:5:1\)/);
  assert.match(failed.form, /:5:1$/);
  evaluate("(in-ns 'user)");
});

promise('The slots of each are given back singly, the module with the last of them.', () => {
  evaluate('(jank.hot/set-history! 0)');
  collect();
  const before = statistics().forms;
  loads(many(300, 1));
  collect();
  const full = statistics().forms.slots_in_use;
  // All but the last are replaced by one function.
  evaluate("(doseq [n (range 299)] (alter-var-root (ns-resolve 'many (symbol (str \"f\" n))) (constantly inc)))");
  collect();
  collect();
  const one = statistics().forms;
  assert.ok(one.slots_in_use < full - 250, JSON.stringify([full, one]));
  is('(many/f299 1)', '301');
  evaluate("(alter-var-root #'many/f299 (constantly inc))");
  collect();
  collect();
  const none = statistics().forms;
  assert.ok(none.live_modules <= before.live_modules + 5, JSON.stringify([before, none]));
  evaluate('(jank.hot/set-history! 50)');
});

promise('A function of a load that failed can be called where it was kept.', () => {
  evaluate('(def kept (atom nil))');
  const { error } = load('(ns taken-back) (defn f [] (mapv (fn [x] [x]) [1 2])) (reset! user/kept f) (throw (ex-info "no" {}))');
  assert.match(error, /no/);
  evaluate("(in-ns 'user)");
  is("(find-ns 'taken-back)", 'nil');
  is('(@kept)', '[[1] [2]]');
  is('(@kept)', '[[1] [2]]');
});

test('a first call that finds no stack left is an error, and the next one is a call', () => {
  evaluate('(defn dig [n f] (if (< n 10000000) (inc (dig (inc n) f)) (f)))');
  loads('(ns deep) (defn bottom [] 0) (def answer (atom nil)) (defn fall [n] (bottom) (inc (fall (inc n))))\n(reset! answer (try (fall 0) (catch :default e (:jank/error (ex-data e)))))');
  is('@deep/answer', ':stack-overflow');
  // The first call of all at every depth there is, until one overflows.
  evaluate(`(def outcomes (atom #{}))
    (def make (atom (fn [n] (load-string (str "(do (defn fresh" n " [] 0) (user/dive " (* n 50) " fresh" n "))")))))
    (defn dive [n f] (if (pos? n) (inc (dive (dec n) f)) (f)))`);
  evaluate('(doseq [n (range 0 1500 60)] (swap! outcomes conj (try (= (* n 50) (@make n)) (catch :default e (:jank/error (ex-data e))))))');
  assert.match(evaluate('(sort-by str @outcomes)'), /^\((:stack-overflow )?true\)$/);
  is('(dive 3 (fn [] 1))', '4');
});

promise('A load that ends well leaves nothing that the engine could still refuse.', () => {
  const before = loaded();
  loads('(ns whole-load) (defn never-called [] :called)');
  const after = loaded();
  assert.ok(after > before);
  is('(whole-load/never-called)', ':called');
  assert.equal(loaded(), after + 1); // the form that called it
});

// While `body` runs, the engine takes no module for which `refuses(size, text)` is true.
function withEngine(refuses, body) {
  const Module = WebAssembly.Module;
  WebAssembly.Module = function (bytes) {
    if (refuses(bytes.length, new TextDecoder('latin1').decode(bytes))) throw new WebAssembly.CompileError('not this one');
    return new Module(bytes);
  };
  try {
    return body();
  } finally {
    WebAssembly.Module = Module;
  }
}

test('what the engine does not take whole it gets in parts', () => {
  withEngine((size) => size > 2000, () => loads(many(100, 7)));
  is('(mapv (fn [n] ((ns-resolve (quote many) (symbol (str "f" n))) 1)) [0 1 49 50 98 99])', '[8 9 57 58 106 107]');
});

promise('When the engine refuses one function, the whole load is taken back.', () => {
  const { error } = withEngine((size, text) => text.includes('many/f57#1'), () => load(many(100, 8)));
  assert.match(error, /the engine refuses this unit: not this one/);
  evaluate("(in-ns 'user)");
  is('[(many/f0 1) (many/f57 1) (many/f99 1)]', '[8 65 107]');
  loads(many(100, 9));
  is('[(many/f0 1) (many/f57 1) (many/f99 1)]', '[10 67 109]');
  // One that was called before, too, and one that was kept.
  evaluate('(def refused (atom nil))');
  const { error: called } = withEngine((size, text) => text.includes('refused-one'), () =>
    load('(ns refusing) (defn before [] 1) (defn refused-one [] 2) (reset! user/refused refused-one) (before) (refused-one)'));
  assert.match(called, /the engine refuses this unit: not this one/);
  evaluate("(in-ns 'user)");
  is("(find-ns 'refusing)", 'nil');
  assert.match(answer('(@refused)').error, /the code of refusing:\d+ was refused by the engine/);
  is('(many/f0 1)', '10');
});

test('constants of definitions are what they would be in a file', () => {
  loads(`(ns constants)
    (def a '(1 (2 [3 {:k #{"s" \\c 4.5 6N 7/2 8.5M}}]) sym other/sym))
    (def b '^:noted [1])
    (def c #"x+")
    (def d (quote #inst "2020-01-01T00:00:00.000-00:00"))
    (def e "text")
    (def ^:const f 5)
    (defn uses [] [f (re-find c "axxb")])
    (def ^{:doc "not bound"} g)`);
  is('[constants/a (meta constants/a) (meta constants/b) (str constants/d) constants/e (constants/uses)]',
    `[${evaluate("'(1 (2 [3 {:k #{\"s\" \\c 4.5 6N 7/2 8.5M}}]) sym other/sym)")} nil {:noted true} ${evaluate('(str #inst "2020-01-01T00:00:00.000-00:00")')} "text" [5 "xx"]]`);
  is("[(:doc (meta #'constants/g)) (bound? #'constants/g)]", '["not bound" false]');
  const { error } = answer("(defmacro puts-a-function [] (list 'def 'put (fn [] 1)))\n(puts-a-function)");
  assert.match(error, /a macro put something into the code that is no form/);
  const { error: inList } = answer("(defmacro puts-it-in-a-list [] (list 'def 'put (list 'quote (list (fn [] 1)))))\n(puts-it-in-a-list)");
  assert.match(inList, /this value cannot stand in compiled code/);
});

test('every module of some size that was emitted is valid', () => {
  const modules = emittedModules().filter((path) => statSync(path).size > 500);
  assert.ok(modules.length > 3);
  for (const path of modules) validate(path);
});
