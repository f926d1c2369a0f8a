// Who was compiled with what has changed, and what becomes of it (docs/hot-reload.md).

import assert from 'node:assert/strict';
import { before, beforeEach } from 'node:test';
import { compileJank, loadPatch, startImage } from './image.mjs';
import { promise } from './kinds.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});
const is = (form, value) => assert.equal(evaluate(form), value, form);

beforeEach(() => {
  evaluate("(jank.hot/set-recompile! :off)");
  evaluate("(in-ns 'user)");
  evaluate("(doseq [n (keys (ns-interns 'user))] (ns-unmap 'user n))");
  evaluate(`
    (defmacro tagged [x] [:old x])
    (defn f [x] (tagged x))
    (def state (atom (tagged 0)))
    (defn g [x] (when x (f x)))
    (defmulti shown :k)
    (defmethod shown :a [m] (tagged (:v m)))
    (defmacro nested [x] (list 'vector (tagged :in-macro) x))
    (defn h [x] (nested x))`);
});

promise('The vars whose current code was expanded with a macro are known and listed.', () => {
  is("(jank.hot/dependents #'tagged)", "[#'user/f #'user/state #'user/shown #'user/nested]");
  is("(jank.hot/dependents #'nested)", "[#'user/h]");
  // What was redefined without it is none any more, whoever redefined it.
  evaluate('(defn f [x] x)');
  is("(jank.hot/dependents #'tagged)", "[#'user/state #'user/shown #'user/nested]");
  assert.equal(loadPatch(compileJank("(in-ns 'user) (defn h [x] x)")), null);
  is("(jank.hot/dependents #'nested)", '[]');
  evaluate("(alter-var-root #'nested (fn [_] (fn [& _] nil)))");
  is("(jank.hot/dependents #'tagged)", "[#'user/state #'user/shown]");
});

promise('They are recompiled on request, as one load, and state is left.', () => {
  evaluate('(reset! state :kept)');
  evaluate('(defmacro tagged [x] [:new x])');
  is('[(f 1) (shown {:k :a :v 2}) (h 3)]', '[[:old 1] [:old 2] [[:old :in-macro] 3]]');
  is("(jank.hot/recompile-dependents! #'tagged)",
    "{:recompiled [#'user/f #'user/shown #'user/nested #'user/h], :left [#'user/state]}");
  is('[(f 1) (shown {:k :a :v 2}) (h 3) @state]', '[[:new 1] [:new 2] [[:new :in-macro] 3] :kept]');
  is("[(:line (meta #'f)) (:column (meta #'f)) (:file (meta #'f))]", '[3 5 "<eval>"]');
});

promise('When one of them does not compile with the changed macro, all stay as they were.', () => {
  evaluate("(defmacro tagged [x] (if (= x 'x) [:new x] (throw (ex-info \"not this one\" {}))))");
  assert.throws(() => evaluate("(jank.hot/recompile-dependents! #'tagged)"), { message: /not this one/ });
  is('[(f 1) (h 3)]', '[[:old 1] [[:old :in-macro] 3]]');
});

promise('They are recompiled automatically where the session asks for it.', () => {
  evaluate('(jank.hot/set-recompile! :auto)');
  evaluate('(defmacro tagged [x] [:new x])');
  is('[(f 1) (shown {:k :a :v 2}) (h 3)]', '[[:new 1] [:new 2] [[:new :in-macro] 3]]');
  // A patch changes macros too.
  assert.equal(loadPatch(compileJank("(in-ns 'user) (defmacro tagged [x] [:patched x])")), null);
  is('[(f 1) (h 3)]', '[[:patched 1] [[:patched :in-macro] 3]]');
  evaluate('(jank.hot/set-recompile! :off)');
  evaluate('(defmacro tagged [x] [:third x])');
  is('(f 1)', '[:patched 1]');
});

promise('The same for ^:const vars, and operations that are expanded in line.', () => {
  evaluate('(def ^:const k 10)');
  evaluate('(def ^:const k2 (+ k 1))');
  evaluate('(defn uses-k [x] [k k2 x])');
  evaluate('(def held-value {:k k})');
  is("[(jank.hot/dependents #'k) (jank.hot/dependents #'k2)]", "[[#'user/k2 #'user/uses-k #'user/held-value] [#'user/uses-k]]");
  evaluate('(def ^:const k 20)');
  is('(uses-k 1)', '[10 11 1]');
  is("(jank.hot/recompile-dependents! #'k)", "{:recompiled [#'user/k2 #'user/uses-k], :left [#'user/held-value]}");
  is('(uses-k 1)', '[20 21 1]');
  is("(some #{#'user/k2} (jank.hot/dependents #'clojure.core/+))", "#'user/k2");
});

promise('Definitions in another namespace are recompiled there.', () => {
  evaluate(`(ns other.place (:require [clojure.string :as text]))
            (def local-value :there)
            (defn in-other [x] [(user/tagged x) ::key local-value (text/upper-case "a")])`);
  evaluate("(in-ns 'user)");
  evaluate('(defmacro tagged [x] [:new x])');
  evaluate("(jank.hot/recompile-dependents! #'tagged)");
  is('(other.place/in-other 1)', '[[:new 1] :other.place/key :there "A"]');
  is('(ns-name *ns*)', 'user');
  evaluate("(remove-ns 'other.place)");
});

promise('A record type follows a macro that its methods were expanded with.', () => {
  evaluate('(defprotocol Shown (show [this]))');
  evaluate('(defrecord Card [x] Shown (show [_] (tagged x)))');
  evaluate('(def card (->Card 1))');
  evaluate('(defmacro tagged [x] [:new x])');
  evaluate("(jank.hot/recompile-dependents! #'tagged)");
  is('[(show card) (instance? Card card)]', '[[:new 1] true]');
});

promise('What eval was given is recompiled too.', () => {
  evaluate("(eval '(defn by-eval [x] (tagged x)))");
  evaluate('(defmacro tagged [x] [:new x])');
  evaluate("(jank.hot/recompile-dependents! #'tagged)");
  is('(by-eval 1)', '[:new 1]');
});

promise('with-redefs and bindings change nothing of what is known.', () => {
  evaluate('(with-redefs [f identity] (f 1))');
  is("(first (jank.hot/dependents #'tagged))", "#'user/f");
});

promise('Functions that came as a patch, or ahead of time, depend on what their file says.', () => {
  assert.equal(loadPatch(compileJank("(in-ns 'user)\n(defmacro marked [x] [:old x])\n(defn from-patch [x] (marked x))")), null);
  is("(jank.hot/dependents #'marked)", "[#'user/from-patch]");
  evaluate('(defmacro marked [x] [:new x])');
  is('(from-patch 1)', '[:old 1]');
  is("(:recompiled (jank.hot/recompile-dependents! #'marked))", "[#'user/from-patch]");
  is("[(from-patch 1) (:line (meta #'from-patch))]", '[[:new 1] 3]');
});

promise('Methods that came as a patch, or ahead of time, depend on what their file says.', () => {
  evaluate('(defmacro noted [x] [:old x])');
  evaluate("(defprotocol Told (told [this]))");
  assert.equal(loadPatch(compileJank(`(in-ns 'user)
(defmacro noted [x] [:old x])
(defprotocol Told (told [this]))
(defmulti area :shape)
(defmethod area :square [{:keys [side]}] (noted side))
(defmethod area :point [_] (noted 0))
(extend-type jank.runtime.string Told (told [s] (noted s)))
(defn beside [] 1)`)), null);
  const names = "(set (map str (jank.hot/dependents #'noted)))";
  is(names, evaluate(`#{"#'user/area" "#'user/Told"}`));
  // One that was evaluated here since has a definition of its own.
  evaluate('(defmethod area :point [_] :typed)');
  evaluate('(defmacro noted [x] [:new x])');
  is(`[(area {:shape :square :side 2}) (told "s")]`, '[[:old 2] [:old "s"]]');
  evaluate("(jank.hot/recompile-dependents! #'noted)");
  is(`[(area {:shape :square :side 2}) (area {:shape :point}) (told "s")]`, '[[:new 2] :typed [:new "s"]]');
});

promise('A type that a patch defined again is not taken back by recompiling an older form.', () => {
  evaluate('(defprotocol Shown (show [this]))');
  evaluate('(defrecord Card [x] Shown (show [_] (tagged x)))');
  assert.equal(loadPatch(compileJank("(in-ns 'user) (defprotocol Shown (show [this])) (defrecord Card [x] Shown (show [_] [:patched x]))")), null);
  evaluate('(defmacro tagged [x] [:new x])');
  evaluate("(jank.hot/recompile-dependents! #'tagged)");
  is('(show (->Card 1))', '[:patched 1]');
});
