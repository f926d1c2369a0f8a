// What redefinition promises (docs/hot-reload.md), for the kinds of patch that can do it.

import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { compileJank, compileText, loadPatch, startImage, statistics } from './image.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});

const is = (form, value) => assert.equal(evaluate(form), value, form);
const loaded = (path) => assert.equal(loadPatch(path), null);

// A form that makes user/NAME a function of one argument that returns a keyword.
const change = {
  form: (name, keyword) => `(eval '(defn ${name} [_] ${keyword}))`,
  'jank side module': (name, keyword) =>
    `(jank.hot/load-patch "${compileJank(`(in-ns 'user) (defn ${name} [_] ${keyword})`)}")`,
  'C++ side module': (name, keyword) => `(jank.hot/load-patch "${compileText(`
    #include <jank/patch.h>
    static jank_value f(jank_value) { return jank_make_keyword("", "${keyword.slice(1)}"); }
    JANK_PATCH({"user/${name}", "1", JANK_FUNCTION(f)})`)}")`,
};

for (const [kind, changing] of Object.entries(change)) {
  test(`A call in flight finishes in the old code, even when its slot was reclaimed (${kind})`, () => {
    evaluate(`(defn in-flight [f]
                (let [kept (vec (range 10))]
                  (f)
                  [:old (reduce + kept) (in-flight nil)]))`);
    // The new definition comes in while the old one runs; then others want slots, and garbage is collected.
    is(`(in-flight (fn []
          ${changing('in-flight', ':new')}
          (doseq [i (range 300)] (eval (list 'defn 'filler ['x] [i 'x])) (vec (range 500)))))`, '[:old 45 :new]');
  });

  test(`A loop that calls through vars picks the change up at its next iteration (${kind})`, () => {
    evaluate('(defn asked [_] :first)');
    is(`(loop [i 0 seen []]
          (if (< i 6)
            (do (when (= i 3) ${changing('asked', ':second')})
                (recur (inc i) (conj seen (asked i))))
            seen))`, '[:first :first :first :second :second :second]');
  });

  test(`Var watches fire once per rebinding (${kind})`, () => {
    evaluate('(defn watched [_] :before)');
    evaluate('(def seen (atom []))');
    evaluate("(add-watch #'watched :w (fn [_ v before after] (swap! seen conj [v (before 1) (after 1)])))");
    evaluate(changing('watched', ':after'));
    is('@seen', "[[#'user/watched :before :after]]");
    evaluate("(remove-watch #'watched :w)");
  });
}

test('Code that was compiled ahead of time calls through vars what can be redefined', () => {
  // clojure.core is linked: `require` calls load-spec, and that load-lib.
  is("(let [seen (atom nil)] (with-redefs [clojure.core/load-lib (fn [lib _ _] (reset! seen lib))] (require 'no.such.lib) @seen))", 'no.such.lib');
});

for (const kind of ['form', 'jank side module']) {
  const load = (text) => (kind === 'form' ? evaluate(`(do ${text})`) : loaded(compileJank(`(in-ns 'user) ${text}`)));

  test(`defonce, defmulti, atoms and namespaces keep their state, and def resets (${kind})`, () => {
    const program = `
      (defonce once (atom 0))
      (def reset (atom 0))
      (defmulti kept-multi :k)
      (defn count-up [] [(swap! once inc) (swap! reset inc)])`;
    evaluate("(doseq [n '[once reset kept-multi]] (ns-unmap 'user n))");
    load(program);
    evaluate('(defmethod kept-multi :a [_] :method-a)');
    evaluate("(do (create-ns 'kept.space) (intern 'kept.space 'x 5))");
    evaluate('(def held once)');
    is('(count-up)', '[1 1]');
    load(program);
    is('[(count-up) (kept-multi {:k :a}) @held kept.space/x]', '[[2 1] :method-a 2 5]');
  });

  test(`Metadata, docstring, arglists and source position follow the new definition (${kind})`, () => {
    evaluate('(defn ^:marked described "The first." [a] a)');
    load('\n\n  (defn ^{:other 1} described "The second." [a b] [a b])');
    is("(select-keys (meta #'described) [:doc :arglists :marked :other])", '{:doc "The second.", :arglists ([a b]), :other 1}');
    is("((juxt :line :column) (meta #'described))", '[3 3]');
  });
}

test('C++ static data keeps its state while others are redefined', () => {
  loaded(compileText(`
    #include <jank/patch.h>
    static int64_t calls = 0;
    static jank_value tick() { return jank_box_integer(++calls); }
    static jank_value other(jank_value v) { return v; }
    JANK_PATCH({"user/tick", "0", JANK_FUNCTION(tick)}, {"user/other", "1", JANK_FUNCTION(other)})`));
  is('[(tick) (tick)]', '[1 2]');
  evaluate('(defn other [v] [v])');
  evaluate(change['C++ side module']('other', ':c'));
  is('[(tick) (other 1)]', '[3 :c]');
});

test('An old version is collected when nothing holds it, and its slots are given back', () => {
  const loads = () => statistics().forms.slots_in_use;
  evaluate('(defn replaced [x] x)');
  for (let i = 0; i < 2000; ++i) evaluate(`(defn replaced [x] [${i} x (fn [] x)])`);
  // Slots are given back when code is entered after a collection.
  for (let i = 0; i < 10 && loads() >= 4000; ++i) evaluate('(dotimes [_ 50] (vec (range 20000)))');
  assert.ok(loads() < 4000, `${loads()} slots are in use`);
  is('(first (replaced 1))', '1999');
});
