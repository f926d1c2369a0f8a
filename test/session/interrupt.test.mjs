// Stopping forms that run too long: whatever they do, the state is kept and the session goes on.

import assert from 'node:assert/strict';
import test, { before, beforeEach } from 'node:test';
import { evaluate, host, startSession } from './image.mjs';

before(() => startSession());

let asked;
beforeEach(() => {
  asked = 0;
  host.interrupted = () => ++asked >= 2;
});

const endless = {
  'a loop over numbers, without a call': '(loop [i 0] (recur (if (< i 10) (inc i) 0)))',
  'a loop that allocates': '(loop [v []] (recur (if (< (count v) 100) (conj v 1) [])))',
  'calls without end': '(do (defn fib [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 80))',
  'a loop below C++': '(reduce (fn [a x] (loop [i 0] (recur (inc (rem i 7))))) 0 [1 2 3])',
  'C++ alone, over a sequence without end': '(reduce + (map inc (range)))',
  'a loop in which everything is caught': '(loop [] (try (inc nil) (catch :default e nil)) (recur))',
  'short loops in a long one': '(loop [] (dotimes [i 3] i) (recur))',
  'a function of several arities that recurs': '((fn f ([] (f 0)) ([i] (recur (if (> i 5) 0 (inc i))))))',
};

for (const [what, code] of Object.entries(endless)) {
  test(what, () => {
    evaluate('(def state (atom 0))', { session: 's' });
    const got = evaluate(`(swap! state inc)\n${code}`, { session: 's' });
    assert.deepEqual(got.status, ['interrupted', 'done']);
    assert.deepEqual(got.values, ['1']);
    host.interrupted = () => false;
    assert.equal(evaluate('@state', { session: 's' }).values[0], '1');
  });
}

test('finally runs; catch does not take it', () => {
  evaluate('(def log (atom []))', { session: 's' });
  const got = evaluate('(try (loop [] (recur)) (catch :default e (swap! log conj :caught)) (finally (swap! log conj :finally)))', {
    session: 's',
  });
  assert.deepEqual(got.status, ['interrupted', 'done']);
  assert.equal(evaluate('@log', { session: 's' }).values[0], '[:finally]');
});

test('bindings end', () => {
  evaluate('(def ^:dynamic *depth* 0)', { session: 's' });
  evaluate('(binding [*depth* 1] (loop [] (recur)))', { session: 's' });
  assert.equal(evaluate('*depth*', { session: 's' }).values[0], '0');
});

test('what is done in time is not asked about', () => {
  assert.equal(evaluate('(reduce + (range 100000))', { session: 's' }).values[0], '4999950000');
  assert.equal(asked, 0);
});

test('what it printed before has been sent', () => {
  assert.equal(evaluate('(do (print "so far") (loop [] (recur)))', { session: 's' }).out, 'so far');
});

test('a form that waits for input and gets none is stopped too', () => {
  assert.deepEqual(evaluate('(loop [] (read-line) (recur))', { session: 's' }).status.filter((s) => s !== 'need-input'), [
    'interrupted',
    'done',
  ]);
});
