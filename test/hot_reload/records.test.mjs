// Types that are defined again, by forms and by patches that were compiled without knowing what the image's type was, with a collection at
// every third safepoint.

import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { compileJank, loadPatch, startImage } from './image.mjs';
import { promise } from './kinds.mjs';

process.env.JANK_GC_STRESS = '3';

let evaluate;
before(async () => {
  evaluate = await startImage();
});

const protocol = '(defprotocol Shape (area [this]) (scale [this n]))';
const first = `
  ${protocol}
  (defrecord Box [w h] Shape (area [_] (* w h)) (scale [this n] (assoc this :w (* n w))))
  (deftype Cell [^:mutable n] Shape (area [_] n) (scale [_ by] (set! n (* n by))))
  (def boxes (mapv (fn [i] (assoc (->Box i 2) :depth i :tag "t")) (range 50)))
  (def cells (mapv ->Cell (range 50)))
  (def types [Box Cell])`;

// Depth is a field now, w is none. What is compiled elsewhere has to bring the protocol with it.
const second = `
  ${protocol}
  (defrecord Box [depth h colour] Shape
    (area [this] [(:w this) h depth colour])
    (scale [this n] (assoc this :colour n)))
  (deftype Cell [^:mutable n ^:mutable step] Shape
    (area [_] [n step])
    (scale [_ by] (set! step by) (set! n (+ n step))))`;

const load = {
  form: (text) => evaluate(`(do ${text})`),
  jank: (text) => assert.equal(loadPatch(compileJank(`(in-ns 'user) ${text}`)), null),
};

promise('A redefined defrecord or deftype keeps the identity of the type.', ['form', 'jank'], (kind) => {
  evaluate("(doseq [n '[Box Cell Shape]] (ns-unmap 'user n))");
  evaluate(`(do ${first})`);
  load[kind](second);
  const is = (form, value) => assert.equal(evaluate(form), value, form);
  is('(= types [Box Cell])', 'true');
  is('(every? (fn [b] (and (instance? Box b) (satisfies? Shape b))) boxes)', 'true');
  is('(every? (fn [c] (instance? Cell c)) cells)', 'true');
  // Added fields are nil, those that went are among the other entries, and an entry of that name has become the field.
  is('(map area (take 3 boxes))', '([0 2 0 nil] [1 2 1 nil] [2 2 2 nil])');
  is('(nth boxes 7)', '#user.Box{:depth 7, :h 2, :colour nil, :w 7, :tag "t"}');
  is('(area (scale (nth boxes 7) :red))', '[7 2 7 :red]');
  is('(= (nth boxes 7) (assoc (->Box 7 2 nil) :tag "t" :w 7))', 'true');
  is('(= (hash (nth boxes 7)) (hash (assoc (->Box 7 2 nil) :tag "t" :w 7)))', 'true');
  is('(area (->Box 1 2 3))', '[nil 2 1 3]');
  // Mutable fields, one of which the old instances have no room for.
  is('(do (doseq [c cells] (scale c 5)) (map area (take 3 cells)))', '([5 5] [6 5] [7 5])');
  is('(let [c (->Cell 1 2)] (scale c 3) (area c))', '[4 3]');
  is('(.-step (nth cells 4))', '5');
});

promise('A definition of a type that is taken back leaves the type as it was.', ['form', 'jank'], (kind) => {
  evaluate("(doseq [n '[Box Cell Shape]] (ns-unmap 'user n))");
  evaluate(`(do ${first})`);
  const failing = `${second} (when (find-ns 'in-the-image) (throw (ex-info "half-way" {})))`;
  evaluate("(create-ns 'in-the-image)");
  if (kind === 'form') assert.throws(() => load.form(failing), { message: /half-way/ });
  else assert.match(loadPatch(compileJank(`(in-ns 'user) ${failing}`)), /half-way/);
  assert.equal(evaluate('[(area (nth boxes 7)) (area (->Box 2 3)) (nth boxes 7) (:w (scale (nth boxes 7) 2))]'),
    '[14 6 #user.Box{:w 7, :h 2, :depth 7, :tag "t"} 14]');
  assert.equal(evaluate('(let [c (->Cell 4)] (scale c 2) (area c))'), '8');
  // undo! goes back in the same way, with values of both definitions about.
  load[kind](second);
  evaluate('(def newer (->Box 1 2 3))');
  evaluate('(jank.hot/undo!) (jank.hot/undo!)');
  assert.equal(evaluate('[(area (nth boxes 7)) (area (->Box 2 3))]'), '[14 6]');
  evaluate("(remove-ns 'in-the-image)");
});

promise('What would be unsound is refused with the reason.', ['form', 'jank'], (kind) => {
  evaluate("(ns-unmap 'user 'Plain)");
  evaluate('(deftype Plain [a])');
  evaluate('(def plain (->Plain 1))');
  const message = /user\.Plain is a deftype and cannot become a record/;
  if (kind === 'form') assert.throws(() => load.form('(defrecord Plain [a])'), { message });
  else assert.match(loadPatch(compileJank("(in-ns 'user) (defrecord Plain [a])")), message);
  assert.equal(evaluate('[(instance? Plain plain) (.-a plain)]'), '[true 1]');
});

promise('A redefined defprotocol keeps its implementations whose methods still exist.', () => {
  evaluate("(doseq [n '[Spoken]] (ns-unmap 'user n))");
  evaluate('(defprotocol Spoken (speak [this]) (shout [this]))');
  evaluate('(extend-protocol Spoken jank.runtime.string (speak [s] [:said s]) (shout [s] [:shouted s]))');
  evaluate('(def spoken-before speak)');
  evaluate('(defprotocol Spoken (whisper [this]) (speak [this]))');
  assert.equal(evaluate('[(speak "a") (spoken-before "a") (satisfies? Spoken "a")]'), '[[:said "a"] [:said "a"] true]');
  assert.equal(loadPatch(compileJank("(in-ns 'user) (defprotocol Spoken (speak [this]) (sing [this n]))")), null);
  assert.equal(evaluate('[(speak "a") (spoken-before "a")]'), '[[:said "a"] [:said "a"]]');
  assert.throws(() => evaluate('(sing "a" 1)'), { message: /no implementation of the method sing/ });
});

test('reify forms of one place and one shape share a type, so that evaluating one again makes none', () => {
  evaluate('(defprotocol Named (named [this]) (other [this]))');
  const types = "(count (set (map type [a b])))";
  evaluate('(def a (reify Named (named [_] 1)))');
  evaluate('(def b (reify Named (named [_] 2)))');
  assert.equal(evaluate(`[(named a) (named b) ${types}]`), '[1 2 1]');
  evaluate('(def b (reify Named (named [_] 2) (other [_] 3)))');
  assert.equal(evaluate(`[(named a) (named b) (other b) ${types}]`), '[1 2 3 2]');
  assert.throws(() => evaluate('(other a)'));
});
