// Values that only the static data of a patch know of are kept, with a collection at every safepoint.

import assert from 'node:assert/strict';
import test from 'node:test';
import { compileJank, compileText, loadPatch, startImage, statistics } from './image.mjs';

process.env.JANK_GC_STRESS = '1';

const cpp = `
  #include <jank/patch.h>
  static jank_value number(int64_t n) { return jank_box_integer(n); }
  static jank_value build(int64_t from) {
    jank_value v = jank_make_vector(0, nullptr);
    for(int64_t n = from; n < from + 1000; ++n) v = jank_conj(v, number(n << 32));
    return v;
  }
  static jank_value made_by_a_constructor = build(1);
  static jank_value zeroed;
  jank_value exported = nullptr;
  static jank_value fill() { zeroed = build(2); exported = build(3); return nullptr; }
  static jank_value kept() {
    jank_value const all[] = {made_by_a_constructor, zeroed, exported};
    return jank_make_vector(3, all);
  }
  // Values in locals, while jank code runs that collects.
  static jank_value across(jank_value f) {
    jank_value const v = build(4);
    jank_call(f, 0, nullptr);
    return v;
  }
  JANK_PATCH({"user/fill", "0", JANK_FUNCTION(fill)}, {"user/kept", "0", JANK_FUNCTION(kept)},
             {"user/across", "1", JANK_FUNCTION(across)})`;

test('static data of C++ and of jank patches, and values in frames of C++', async () => {
  const evaluate = await startImage();
  assert.equal(loadPatch(compileText(cpp)), null);
  evaluate('(fill)');
  evaluate('(def expected (fn [from] (mapv (fn [n] (* n 4294967296)) (range from (+ from 1000)))))');
  const doors = [':direct', ':dlopen'];
  const jankPatch = compileJank('(in-ns (quote user)) (defn constants [] [:k "text" [1 2 [3]] {:a #{1}} 1234567890123 (quote sym)])');
  for (const door of doors) {
    evaluate(`(jank.hot/load-patch "${jankPatch}" ${door})`);
    evaluate(`(def constants-${door.slice(1)} constants)`);
  }
  evaluate('(def constants nil)');
  evaluate('(def churn (fn [] (count (mapv (fn [n] [n (str n) {:n n}]) (range 100)))))');

  const { collections } = statistics().memory;
  for (let round = 0; round < 3; ++round) {
    evaluate('(churn)');
    assert.equal(evaluate('(= (kept) [(expected 1) (expected 2) (expected 3)])'), 'true');
    assert.equal(evaluate('(= (across churn) (expected 4))'), 'true');
    for (const door of doors) {
      assert.equal(evaluate(`(= (constants-${door.slice(1)}) [:k "text" [1 2 [3]] {:a #{1}} 1234567890123 'sym])`), 'true');
    }
  }
  assert.ok(statistics().memory.collections - collections > 1000, 'hardly anything was collected');
});
