// Going back and forth: the section "Generations" of docs/hot-reload.md.

import assert from 'node:assert/strict';
import { before, beforeEach } from 'node:test';
import { answer, callImage, compileJank, loadPatch, startImage, statistics } from './image.mjs';
import { everyKind, freshApp, load, promise } from './kinds.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});
beforeEach(() => freshApp(evaluate));

const generation = () => callImage('jank_hot_reload_generation', 'number', [], []);
const called = () => evaluate('[(app/f 1) (app/g 1)]');
const origins = { form: ':form', jank: ':patch', cpp: ':patch' };

promise('A load that changes a definition is a generation: it has a number, a time, what was loaded, and the vars with their values before and after.', everyKind, (kind) => {
  const number = generation();
  const start = Date.now();
  assert.equal(load(kind, 1), null);
  assert.equal(generation(), number + 1);
  assert.equal(
    evaluate(`(let [g (peek (jank.hot/generations))]
      [(:number g) (:kind g) (:undone g) (mapv :var (:vars g)) (mapv (fn [v] ((:before v) 1)) (:vars g)) (mapv (fn [v] ((:after v) 1)) (:vars g))])`),
    `[${number + 1} ${origins[kind]} false [#'app/f #'app/g] [[:f 1] [:g 1]] [2 101]]`,
  );
  const time = Number(evaluate('(:time (peek (jank.hot/generations)))'));
  assert.ok(time >= start - 1000 && time <= Date.now() + 1000, `${time}`);
  assert.equal(evaluate("[(jank.hot/origin #'app/f) (:undone (peek (jank.hot/generations)))]"), `[${origins[kind]} false]`);
});

promise('A load that changes no definition is no generation.', () => {
  const number = generation();
  evaluate('(+ 1 2)');
  evaluate("(do (in-ns 'somewhere) (clojure.core/refer 'clojure.core) (alias 'a 'app) (in-ns 'user))");
  evaluate("(with-redefs [app/f (fn [_] 1)] (app/f 1))");
  answer('(do (def never 1) (throw :no))');
  assert.equal(generation(), number);
  assert.equal(answer('(+ 1 2)').generation, undefined);
  assert.equal(answer('(def ever 1)').generation, number + 1);
});

promise('undo! goes back to what was there before the last generation, and redo! forward again.', everyKind, (kind) => {
  const number = generation();
  assert.equal(load(kind, 1), null);
  assert.equal(load(kind, 2), null);
  const there = () => evaluate("[(app/f 1) (app/g 1) (:line (meta #'app/f)) (jank.hot/origin #'app/f) (jank.hot/generation)]");
  const second = there();
  assert.equal(evaluate('(select-keys (jank.hot/undo!) [:generation :moved :rebound :kept])'),
    `{:generation ${number + 1}, :moved ${number + 2}, :rebound [#'app/f #'app/g], :kept []}`);
  assert.equal(called(), '[2 101]');
  evaluate('(jank.hot/undo!)');
  assert.equal(called(), '[[:f 1] [:g 1]]');
  assert.match(answer('(jank.hot/undo!)').error, /nothing to undo/);
  evaluate('(jank.hot/redo!)');
  assert.equal(called(), '[2 101]');
  evaluate('(jank.hot/redo!)');
  assert.equal(there(), second);
  assert.match(answer('(jank.hot/redo!)').error, /nothing to redo/);
});

promise('undo! takes back methods of multimethods, implementations of protocols, types and hierarchies, one by one.', () => {
  evaluate("(ns app) (defmulti area :shape) (defmethod area :square [_] 1) (defprotocol Shape (size [s])) (extend-type jank.runtime.string Shape (size [_] 1)) (defrecord Point [x]) (def old (->Point 1)) (in-ns 'user)");
  const there = () => evaluate(`[(app/area {:shape :square}) (try (app/area {:shape :circle}) (catch :default _ :none)) (app/size "")
    (contains? (app/map->Point {:x 1}) :y) (isa? :app/child :app/parent)]`);
  const earlier = there();
  evaluate("(do (in-ns 'app) (defmethod area :square [_] 2) (defmethod area :circle [_] 2) (extend-type jank.runtime.string Shape (size [_] 2)) (defrecord Point [x y]) (derive :app/child :app/parent) (in-ns 'user))");
  const later = there();
  assert.equal(later, '[2 2 2 true true]');
  // Not by a load: the timer's own doing, which stays.
  evaluate('(jank.hot/undo!)');
  assert.equal(there(), earlier);
  evaluate('(jank.hot/redo!)');
  assert.equal(there(), later);
});

promise('undo! leaves alone what the program itself has altered since, and tells it.', everyKind, async (kind) => {
  assert.equal(load(kind, 1), null);
  evaluate("(do (jank.host/after 0 (fn [] (alter-var-root #'app/f (fn [_] (fn [v] [:altered v]))))) nil)");
  await new Promise((done) => setTimeout(done, 30));
  assert.equal(evaluate('(select-keys (jank.hot/undo!) [:rebound :kept])'), "{:rebound [#'app/g], :kept [#'app/f]}");
  assert.equal(called(), '[[:altered 1] [:g 1]]');
});

promise('A var that a generation bound first is unbound by undo!, and code that refers to it finds the next definition.', () => {
  evaluate("(in-ns 'app)");
  evaluate('(defn late [] :first)');
  evaluate('(def caller (fn [] (late)))');
  evaluate('(jank.hot/undo!)');
  evaluate('(def caller (fn [] (late)))');
  evaluate('(jank.hot/undo!)');
  evaluate('(def holder (atom (fn [] (late))))');
  evaluate('(jank.hot/undo!)');
  evaluate('(jank.hot/redo!)');
  const holder = evaluate('(@holder)');
  assert.equal(holder, ':first');
  evaluate('(jank.hot/undo!)');
  evaluate('(jank.hot/undo!)');
  assert.match(answer('(late)').error, /has no value yet/);
  evaluate('(defn late [] :second)');
  assert.equal(evaluate('(late)'), ':second');
  evaluate("(in-ns 'user)");
});

promise('undo! gives a name back that a definition had hidden.', () => {
  evaluate("(in-ns 'app)");
  answer('(defn partition-all [& _] :own)');
  assert.equal(evaluate('(partition-all 1 [1])'), ':own');
  evaluate('(jank.hot/undo!)');
  assert.equal(evaluate('(partition-all 1 [1])'), '((1))');
  evaluate("(in-ns 'user)");
});

promise('Watches are told once for each var that undo! binds; what they throw is reported and does not stop it.', everyKind, (kind) => {
  evaluate('(def told (atom []))');
  assert.equal(load(kind, 1), null);
  evaluate("(add-watch #'app/f :w (fn [_ _ o n] (swap! told conj [(o 1) (n 1)]) (throw :from-a-watch)))");
  evaluate('(jank.hot/undo!)');
  assert.equal(called(), '[[:f 1] [:g 1]]');
  assert.equal(evaluate('@told'), '[[2 [:f 1]]]');
});

promise('versions tells what a var has held, and revert! binds one of them, as a generation of its own.', everyKind, (kind) => {
  assert.equal(load(kind, 1), null);
  const first = generation();
  assert.equal(load(kind, 2), null);
  assert.equal(evaluate("(mapv (fn [v] [((:value v) 1) (:current v)]) (jank.hot/versions #'app/f))"), '[[[:f 1] false] [2 false] [3 true]]');
  evaluate(`(jank.hot/revert! #'app/f ${first})`);
  assert.equal(called(), '[2 201]');
  assert.equal(evaluate("[(:kind (peek (jank.hot/generations))) (jank.hot/origin #'app/f)]"), '[:revert :revert]');
  evaluate('(jank.hot/undo!)');
  assert.equal(called(), '[3 201]');
  assert.match(answer("(jank.hot/revert! #'app/f 123456)").error, /has no version of generation 123456; it has those of .*\d/);
});

promise('What was undone can be redone until something else is loaded; numbers are never given again.', () => {
  evaluate('(def a 1)');
  evaluate('(def a 2)');
  const highest = generation();
  evaluate('(jank.hot/undo!)');
  evaluate('(def b 1)');
  assert.equal(generation(), highest + 1);
  assert.match(answer('(jank.hot/redo!)').error, /nothing to redo/);
  assert.equal(evaluate('[a b]'), '[1 1]');
});

promise('A load that has changed definitions itself cannot move the history under itself.', () => {
  evaluate('(def a 1)');
  assert.match(answer('(do (def a 2) (jank.hot/undo!))').error, /undo! cannot be called by a load that has changed definitions itself/);
  assert.equal(evaluate('a'), '1');
});

promise('A load within a load belongs to its generation.', () => {
  const path = compileJank('(ns app) (defn f [v] :patched)');
  const number = generation();
  evaluate(`(do (def around 1) (jank.hot/load-patch ${JSON.stringify(path)}) (eval '(def inside 2)))`);
  assert.equal(generation(), number + 1);
  assert.equal(evaluate('(set (map :var (:vars (peek (jank.hot/generations)))))').length > 0, true);
  evaluate('(jank.hot/undo!)');
  assert.equal(evaluate('(app/f 1)'), '[:f 1]');
  // A form that does nothing but load a patch is that patch.
  evaluate(`(jank.hot/load-patch ${JSON.stringify(path)})`);
  assert.equal(evaluate('(:kind (peek (jank.hot/generations)))'), ':patch');
});

const inUse = () => {
  // Twice: what the first collection finds unreachable keeps what it leads to until its slots have been given back.
  for (let n = 0; n < 3; ++n) {
    evaluate('(dotimes [n 300000] (vec [n n n n n n n n]))');
    evaluate('nil');
  }
  return statistics().forms;
};

promise('The last generations are kept, as many as set-history! says; the code of older ones is given back.', ['form', 'jank'], (kind) => {
  evaluate('(jank.hot/set-history! 5)');
  const path = compileJank('(ns app) (defn f [v] (+ 7 v)) (defn g [v] (+ 700 v))');
  const once = () => (kind === 'form' ? load('form', 7) : loadPatch(path));
  for (let n = 0; n < 10; ++n) assert.equal(once(), null);
  const early = inUse();
  for (let n = 0; n < 100; ++n) assert.equal(once(), null);
  let late = inUse();
  for (let round = 0; round < 30 && late.live_modules > early.live_modules + 15; ++round) {
    assert.equal(once(), null);
    late = inUse();
  }
  assert.equal(evaluate('(count (jank.hot/generations))'), '5');
  assert.ok(late.reclaimed_modules >= early.reclaimed_modules + 80, JSON.stringify([early, late]));
  assert.ok(late.live_modules <= early.live_modules + 15, JSON.stringify([early, late]));
  assert.ok(late.slots_in_use <= early.slots_in_use + 60, JSON.stringify([early, late]));
  for (let n = 0; n < 5; ++n) evaluate('(jank.hot/undo!)');
  assert.equal(called(), '[8 701]');
  assert.match(answer('(jank.hot/undo!)').error, /nothing to undo/);
});
