// The same file, loaded again and again, and different files with the same names.

import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { compileJank, compileText, loadPatch, startImage, statistics } from './image.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});

// Everything has external linkage here: names that meet those of the file's earlier loads.
const text = (addend) => `
  #include <jank/patch.h>
  int64_t calls = 0;
  int64_t addend = ${addend};
  jank_value answer(jank_value v) { ++calls; return jank_box_integer(jank_unbox_integer(v) + addend); }
  jank_value count_calls() { return jank_box_integer(calls); }
  int64_t *where() { return &calls; }
  struct base { virtual ~base() = default; virtual int64_t twice(int64_t n) { return 2 * n; } };
  struct derived : base { int64_t twice(int64_t n) override { return base::twice(n) + addend; } };
  base *make() { static derived d; return &d; }
  jank_value twice(jank_value v) { return jank_box_integer(make()->twice(jank_unbox_integer(v))); }
  JANK_PATCH({"user/answer", "1", JANK_FUNCTION(answer)}, {"user/count-calls", "0", JANK_FUNCTION(count_calls)},
             {"user/twice", "1", JANK_FUNCTION(twice)})`;

test('a C++ patch 100 times', () => {
  const path = compileText(text(1));
  for (let n = 1; n <= 100; ++n) {
    assert.equal(loadPatch(path), null);
    assert.equal(evaluate('[(answer 1) (answer 2) (count-calls) (twice 4)]'), '[2 3 2 9]', `load ${n}`);
  }
  assert.equal(evaluate("(jank.hot/version #'answer)"), '100');
});

test('two C++ patches with the same names, in turn', () => {
  const first = compileText(text(10));
  const second = compileText(text(20));
  assert.equal(loadPatch(first), null);
  evaluate('(def answer-of-first answer)');
  for (let n = 0; n < 3; ++n) {
    assert.equal(loadPatch(second), null);
    assert.equal(evaluate('[(answer 1) (answer-of-first 1) (twice 1)]'), '[21 11 22]');
    assert.equal(loadPatch(first), null);
    assert.equal(evaluate('[(answer 1) (answer-of-first 1) (twice 1)]'), '[11 11 12]');
  }
});

for (const door of [':direct', ':dlopen']) {
  test(`a jank patch 100 times (${door})`, () => {
    const path = compileJank('(in-ns (quote user)) (def n (atom 0)) (defn kept [v] [(swap! n inc) v :k "text" {:a v}])');
    for (let n = 1; n <= 100; ++n) {
      evaluate(`(jank.hot/load-patch "${path}" ${door})`);
      assert.equal(evaluate('(kept 1)'), '[1 1 :k "text" {:a 1}]', `load ${n}`);
    }
  });
}

test('the numbers of all loads', () => {
  const s = statistics();
  assert.equal(s.loaded_modules, 307);
  assert.equal(s.refused, 0);
  assert.equal(s.registered_symbols, 107 * 3 + 200 * 2);
  // As many are told as generations are kept.
  assert.equal(s.loads.length, 50);
  const { number, kind, through, bound } = s.loads.at(-1);
  assert.deepEqual([number, kind, through, bound], [307, 'jank', 'dlopen', ['user/n', 'user/kept']]);
  assert.equal(s.loads[0].number, 258);
  assert.equal(evaluate('(map :number [(first (jank.hot/loads)) (last (jank.hot/loads))])'), '(258 307)');
  evaluate('(jank.hot/set-history! 2)');
  assert.equal(evaluate('(map :number (jank.hot/loads))'), '(306 307)');
  evaluate('(jank.hot/set-history! 0)');
  assert.equal(evaluate('(jank.hot/loads)'), '[]');
  assert.equal(statistics().loaded_modules, 307);
});
