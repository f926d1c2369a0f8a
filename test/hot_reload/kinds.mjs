// The three ways in which a definition comes into a running image, so that a promise is tested for each: a form, a side module compiled
// from jank, a side module compiled from C++.

import test from 'node:test';
import { answer, compileJank, compileText, loadPatch } from './image.mjs';

const names = { form: 'a form', jank: 'a jank side module', cpp: 'a C++ side module' };
export const everyKind = ['form', 'jank', 'cpp'];

// A sentence of docs/hot-reload.md and what proves it; contract.test.mjs looks for these calls.
export function promise(sentence, kindsOrProof, proof) {
  if (proof === undefined) {
    test(sentence, kindsOrProof);
    return;
  }
  for (const kind of kindsOrProof) test(`${sentence} (${names[kind]})`, () => proof(kind));
}

// app/f adds n, and app/g adds 100 n; both are bound by one load, f first.
const sources = {
  form: (n) => `(do (in-ns 'app) (defn f [v] (+ ${n} v)) (defn g [v] (+ ${n * 100} v)))`,
  jank: (n) => `(ns app) (defn f [v] (+ ${n} v)) (defn g [v] (+ ${n * 100} v))`,
  cpp: (n) => `
    #include <jank/patch.h>
    static jank_value f(jank_value v) { return jank_box_integer(jank_unbox_integer(v) + ${n}); }
    static jank_value g(jank_value v) { return jank_box_integer(jank_unbox_integer(v) + ${n * 100}); }
    JANK_PATCH({"app/f", "1", JANK_FUNCTION(f)}, {"app/g", "1", JANK_FUNCTION(g)})`,
};

// Compiled once each: emcc takes its time.
const compiled = new Map();
function moduleOf(kind, n) {
  const key = `${kind} ${n}`;
  if (!compiled.has(key)) compiled.set(key, (kind === 'jank' ? compileJank : compileText)(sources[kind](n)));
  return compiled.get(key);
}

// Loads f and g for a number. null, or the error. *ns* is `user` afterwards.
export function load(kind, n) {
  if (kind !== 'form') return loadPatch(moduleOf(kind, n));
  const { status, error } = answer(sources.form(n));
  answer("(in-ns 'user)");
  return status === 'value' ? null : error;
}

// A namespace `app` with f and g as they are at first, and nothing in history.
export function freshApp(evaluate) {
  evaluate("(do (in-ns 'user) (when (find-ns 'app) (doseq [v '[f g]] (when-let [r (ns-resolve 'app v)] (remove-watch r :w))) (remove-ns 'app)))");
  evaluate("(ns app) (defn f [v] [:f v]) (defn g [v] [:g v]) (in-ns 'user)");
  evaluate('(jank.hot/set-history! 0) (jank.hot/set-history! 50)');
}
