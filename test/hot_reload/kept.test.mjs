// What stays when something is redefined: calls that run, static data, what is held; and what does not.

import assert from 'node:assert/strict';
import { before } from 'node:test';
import { compileJank, compileText, loadPatch, startImage, statistics } from './image.mjs';
import { promise } from './kinds.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});

const is = (form, value) => assert.equal(evaluate(form), value, form);
const loaded = (path) => assert.equal(loadPatch(path), null);

// A form that makes user/NAME a function of one argument that returns a keyword.
const change = {
  form: (name, keyword) => `(eval '(defn ${name} [_] ${keyword}))`,
  jank: (name, keyword) =>
    `(jank.hot/load-patch "${compileJank(`(in-ns 'user) (defn ${name} [_] ${keyword})`)}")`,
  cpp: (name, keyword) => `(jank.hot/load-patch "${compileText(`
    #include <jank/patch.h>
    static jank_value f(jank_value) { return jank_make_keyword("", "${keyword.slice(1)}"); }
    JANK_PATCH({"user/${name}", "1", JANK_FUNCTION(f)})`)}")`,
};

promise('A call in flight finishes in the old code, even when its slot was reclaimed.', ['form', 'jank', 'cpp'], (kind) => {
  evaluate(`(defn in-flight [f]
              (let [kept (vec (range 10))]
                (f)
                [:old (reduce + kept) (in-flight nil)]))`);
  // The new definition comes in while the old one runs; then others want slots, and garbage is collected.
  is(`(in-flight (fn []
        ${change[kind]('in-flight', ':new')}
        (doseq [i (range 300)] (eval (list 'defn 'filler ['x] [i 'x])) (vec (range 500)))))`, '[:old 45 :new]');
});

promise('Code that was compiled ahead of time calls through vars what can be redefined.', () => {
  // clojure.core is linked: `require` calls load-spec, and that load-lib.
  is("(let [seen (atom nil)] (with-redefs [clojure.core/load-lib (fn [lib _ _] (reset! seen lib))] (require 'no.such.lib) @seen))", 'no.such.lib');
});

promise('C++ static data keeps its state while others are redefined.', () => {
  loaded(compileText(`
    #include <jank/patch.h>
    static int64_t calls = 0;
    static jank_value tick() { return jank_box_integer(++calls); }
    static jank_value other(jank_value v) { return v; }
    JANK_PATCH({"user/tick", "0", JANK_FUNCTION(tick)}, {"user/other", "1", JANK_FUNCTION(other)})`));
  is('[(tick) (tick)]', '[1 2]');
  evaluate('(defn other [v] [v])');
  evaluate(change.cpp('other', ':c'));
  is('[(tick) (other 1)]', '[3 :c]');
});

promise('An old version is collected when nothing holds it, and its slots are given back.', () => {
  const loads = () => statistics().forms.slots_in_use;
  evaluate('(defn replaced [x] x)');
  for (let i = 0; i < 2000; ++i) evaluate(`(defn replaced [x] [${i} x (fn [] x)])`);
  evaluate('(dotimes [_ 50] (vec (range 20000)))');
  assert.ok(loads() < 4000, `${loads()} slots are in use`);
  is('(first (replaced 1))', '1999');
});
