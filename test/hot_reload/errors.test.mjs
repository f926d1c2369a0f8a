// Errors of a running image: their traces, what a program that ends by one prints, and that faults leave the image working.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { before } from 'node:test';
import { compileJank, compileText, emittedModules, folder, imagePath, loadPatch, startImage, validate } from './image.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage({ keepModules: true });
});

const messageOf = (text) => {
  try {
    evaluate(text);
  } catch (e) {
    return e.message;
  }
  return null;
};

function run(text, ...args) {
  const file = join(folder, 'program.jank');
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [imagePath, 'run', file, ...args], { encoding: 'utf8' });
  return { file, status, stdout, stderr };
}

test('a form typed a second ago has function, file, line and column', () => {
  evaluate('(defn inner [x]\n  (throw (ex-info "boom" {:x x})))');
  evaluate('(defn outer [x]\n  (let [y 1]\n    (str (inner (+ x y)))))');
  assert.equal(
    messageOf('(outer 1)'),
    'error: boom {:x 2}\n    at user/inner (<eval>:2:10)\n    at user/outer (<eval>:3:10)\n    at user/top-level (<eval>:1:1)',
  );
});

test('a function that was redefined has its new place', () => {
  evaluate('(defn inner [x]\n\n  (throw (ex-info "again" {})))');
  assert.match(messageOf('(outer 1)'), /^error: again \{\}\n {4}at user\/inner \(<eval>:3:10\)\n {4}at user\/outer \(<eval>:3:10\)/);
});

test('a patch compiled from jank has a line table, through either door', () => {
  const source = '(ns patched)\n(defn deep [x]\n  (inc (nth x 10)))\n(defn shallow [x]\n  (str\n    (deep x)))';
  for (const door of [':direct', ':dlopen']) {
    const patch = compileJank(source);
    evaluate(`(jank.hot/load-patch ${JSON.stringify(patch)} ${door})`);
    const trace = evaluate(
      "(mapv (fn [[f file line column]] [f line column]) (take 2 (jank.error/trace (try (patched/shallow [1]) (catch :default e e)))))",
    );
    assert.equal(trace, '[[patched/deep 3 8] [patched/shallow 6 5]]', door);
  }
});

test('what an uncaught error prints, and the status', () => {
  const { file, status, stdout, stderr } = run(
    '(ns app)\n(defn f [x]\n\t(throw (ex-info "bad" {:x x} (ex-info "why" {}))))\n(println "before")\n(defn -main [& args] (str (f 1)))',
  );
  assert.equal(status, 1);
  assert.equal(stdout, 'before\n');
  assert.equal(
    stderr,
    [
      'error: bad {:x 1}',
      '  3 | \t(throw (ex-info "bad" {:x x} (ex-info "why" {}))))',
      '    | \t       ^',
      `    at app/f (${file}:3:9)`,
      `    at app/-main (${file}:5:27)`,
      'caused by: why {}',
      `    at app/f (${file}:3:31)`,
      `    at app/-main (${file}:5:27)`,
      '',
    ].join('\n'),
  );
});

test('an error in a timer ends the program with status 1', () => {
  const { status, stdout, stderr } = run(
    '(defn tick [] (throw (ex-info "late" {})))\n(jank.host/after 1 tick)\n(jank.host/after 500 (fn [] (println "never")))\n(println "on")',
  );
  assert.equal(status, 1);
  assert.equal(stdout, 'on\n');
  assert.match(stderr, /^error: late \{\}\n[^]*at user\/tick \(.*program\.jank:1:22\)\n$/);
});

test('an exhausted stack that nobody catches is told like any error', () => {
  const { status, stderr } = run('(defn f [n] (+ 1 (f n)))\n(f 1)');
  assert.equal(status, 1);
  assert.match(stderr, /^error: stack overflow: calls are nested too deep\n/);
  assert.match(stderr, /at user\/f \(.*program\.jank:1:18\)/);
});

test('values that are no errors have the place of their throw', () => {
  const { stderr } = run('(defn f [] (throw :x))\n(f)');
  assert.match(stderr, /^error: :x\n {2}1 \| \(defn f \[\] \(throw :x\)\)\n {4}\| {12}\^\n {4}at user\/f /);
});

test('a value thrown through finally, or on from a handler, has the place of its last throw', () => {
  const through = run('(defn f []\n  (try\n    (throw :x)\n    (finally nil)))\n(try (f) (catch std.exception e nil))');
  assert.match(through.stderr, /^error: :x\n[^]*at user\/f \(.*program\.jank:3:5\)/);
  const on = run('(defn f []\n  (try (throw :x)\n    (catch :default e\n      (throw e))))\n(try (throw 1) (catch :default e nil))\n(f)');
  assert.match(on.stderr, /^error: :x\n[^]*at user\/f \(.*program\.jank:4:7\)/);
});

test('exit and sleep', () => {
  const { status, stdout } = run(
    '(let [t (jank.host/now-ms)] (jank.host/sleep 30) (println (<= 29 (- (jank.host/now-ms) t))))\n(jank.host/exit 7)\n(println "never")',
  );
  assert.equal(status, 7);
  assert.equal(stdout, 'true\n');
  assert.match(messageOf('(jank.host/sleep -1)'), /^error: sleep wants a time that is not negative, but was given -1/);
});

const faulty = `
#include <jank/patch.h>
#include <stdexcept>
#include <vector>

static jank_value traps(jank_value) { __builtin_trap(); }
static jank_value wild(jank_value) { return *reinterpret_cast<volatile jank_value *>(0xfffffff0u); }
static jank_value mistyped(jank_value v) {
  double (*volatile f)(double, double) = reinterpret_cast<double (*)(double, double)>(&traps);
  return f(1, 2) > 0 ? v : v;
}
static int descend(volatile int n) { return n < 0 ? n : descend(n + 1) + descend(n + 2); }
static jank_value recurs(jank_value v) { return descend(0) < 0 ? v : v; }
static jank_value throws(jank_value) { throw std::runtime_error{"from C++"}; }
static jank_value allocates(jank_value v) {
  volatile std::size_t most = 2147400000u;
  std::vector<char> all(most);
  asm volatile("" : : "r"(all.data()) : "memory");
  return v;
}

JANK_PATCH({"user/traps", "1", JANK_FUNCTION(traps)}, {"user/wild", "1", JANK_FUNCTION(wild)},
           {"user/mistyped", "1", JANK_FUNCTION(mistyped)}, {"user/recurs", "1", JANK_FUNCTION(recurs)},
           {"user/throws", "1", JANK_FUNCTION(throws)}, {"user/allocates", "1", JANK_FUNCTION(allocates)})
`;

test('faults in C++ are caught by jank, finally runs, and the image goes on', () => {
  assert.equal(loadPatch(compileText(faulty)), null);
  evaluate('(def log (atom []))');
  const kinds = { traps: ':trap', wild: ':trap', mistyped: ':trap', recurs: ':stack-overflow', allocates: ':out-of-memory' };
  for (let round = 0; round < 3; ++round) {
    for (const [name, kind] of Object.entries(kinds)) {
      const caught = evaluate(
        `(try (try (user/${name} 1) (finally (swap! log conj :${name}))) (catch :default e (:jank/error (ex-data e))))`,
      );
      assert.equal(caught, kind, name);
    }
    assert.equal(evaluate('(count (vec (map str (range 50000))))'), '50000');
  }
  assert.equal(evaluate('(count @log)'), '15');
  assert.equal(evaluate('(try (user/throws 1) (catch std.exception e [(ex-message e) (jank.error/type-of e)]))'), '["from C++" std::runtime_error]');
  const which = (clauses) => evaluate(`(try (user/throws 1) ${clauses})`);
  assert.equal(which('(catch std.logic_error e 1) (catch std.runtime_error e (ex-message e))'), '"from C++"');
  assert.equal(which('(catch std.range_error e 1) (catch std.exception e 2) (catch :default e 3)'), '2');
  assert.equal(which('(catch cpp/std.runtime_error e 1) (finally nil)'), '1');
  assert.equal(evaluate('(try (try (user/throws 1) (catch std.logic_error e 1)) (catch std.runtime_error e 2))'), '2');
  assert.equal(evaluate('(try (throw :x) (catch std.runtime_error e 1) (catch jank.runtime.object_ref e e))'), ':x');
  assert.equal(evaluate('(try (user/allocates 1) (catch std.bad_alloc e 1))'), '1');
  assert.equal(evaluate('(try (user/allocates 1) (catch jank.runtime.object_ref e (ex-message e)))'), '"out of memory"');
});

test('a fault that nobody catches is an answer, and the image goes on', () => {
  assert.match(messageOf('(user/traps 1)'), /^error: unreachable\n/);
  assert.equal(evaluate('(+ 1 2)'), '3');
});

test('dynamic bindings are as before after a fault', () => {
  evaluate('(def ^:dynamic *d* 0)');
  assert.equal(evaluate('(binding [*d* 1] (try (binding [*d* 2] (user/traps 1)) (catch :default e *d*)))'), '1');
  assert.match(messageOf('(binding [*d* 3] (user/traps 1))'), /unreachable/);
  assert.equal(evaluate('*d*'), '0');
});

test('collections go on after faults below a frame that had delayed them', () => {
  evaluate('(defn below [x] (reduce (fn [a b] (user/traps b)) 0 [1 2 3]))');
  evaluate('(defn sorts [] (sort-by (fn [x] (user/traps x)) [3 1 2]))');
  for (let i = 0; i < 3; ++i) {
    assert.equal(evaluate('[(try (below 1) (catch :default e 1)) (try (sorts) (catch :default e 2))]'), '[1 2]');
  }
  const before = Number(evaluate('(loop [i 0] (if (< i 300000) (recur (do (vec (list i i i i i i)) (inc i))) i))'));
  assert.equal(before, 300000);
});

test('every module that was emitted is valid', () => {
  for (const module of emittedModules()) validate(module);
});
