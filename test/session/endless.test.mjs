// Values and output without end: how much of them is printed, and how printing is stopped.

import assert from 'node:assert/strict';
import test, { before, beforeEach } from 'node:test';
import { answer, ask, evaluate, host, memory, said, startSession } from './image.mjs';

before(async () => {
  await startSession();
  evaluate(`
    (defrecord Box [content])
    (defrecord Shown [content])
    (defmethod print-method Shown [x writer] (print-method (:content x) writer))
    (deftype Talker [])
    (defmethod print-method Talker [x writer] (loop [] (print "again ") (recur)))
    (def deep (lazy-seq (list deep)))`);
});

// Whatever does not stop by itself is stopped after some questions, so that the tests end.
let asked;
beforeEach(() => {
  asked = 0;
  host.interrupted = () => ++asked > 300;
});

const usual = 1 << 20;
const print = (key) => `nrepl.middleware.print/${key}`;
const statusOf = (quota) => (quota === undefined ? {} : { [print('quota')]: quota });
const cut = [print('truncated'), 'done'];

const endless = {
  'a sequence': '(range)',
  'a sequence that allocates nothing': '(repeat 1)',
  'sequences in a sequence': '(repeat (range))',
  'empty ones in a sequence': '(repeat [])',
  'a sequence in a vector': '[1 (range)]',
  'in a map, as value': '{:a (range)}',
  'in a set, by a reference': '#{(delay 1) (atom (range))}',
  'sequences in vectors in maps in a sequence': '(repeat [{:k (repeat {:v (range)})}])',
  'in an atom': '(atom (repeat (range)))',
  'in a record': '(->Box (repeat (range)))',
  'in the data of an error': '(ex-info "no" {:a (repeat (range))})',
  'in a tagged literal': "(tagged-literal 'a (repeat (range)))",
  'in what print-method prints': '(->Shown (repeat (range)))',
  'printed by a print-method that has no end': '[1 (Talker.)]',
};

for (const [what, code] of Object.entries(endless)) {
  for (const [printer, ...quotas] of [[undefined, undefined, 7, 300000], ['cider.nrepl.pprint/pprint', 7, 30000]]) {
    for (const quota of quotas) {
      test(`${what}, ${printer ?? 'pr'}, quota ${quota}`, () => {
        const got = answer('eval', { code, ...statusOf(quota), ...(printer && { [print('print')]: printer }) });
        assert.deepEqual(got.status, cut, got.err.slice(0, 300));
        assert.equal(Buffer.byteLength(got.values[0]), quota ?? usual);
      });
    }
  }
}

test('nesting without end is cut by a quota, and otherwise an error', () => {
  assert.equal(answer('eval', { code: 'deep', ...statusOf(50) }).values[0], '('.repeat(50));
  assert.match(evaluate('deep').err, /nested/);
});

test('what is cut begins as the whole does', () => {
  host.interrupted = () => false; // many requests in one turn
  for (const printer of ['clojure.core/pr', 'cider.nrepl.pprint/pprint']) {
    const code = '(vec (for [i (range 60)] {:name (str "number " i) :numbers (range i) :more [[i] {:a [i i (range 30)]}]}))';
    const [whole] = answer('eval', { code, [print('print')]: printer }).values;
    for (let quota = 1; quota < whole.length; quota += 397) {
      const [value] = answer('eval', { code, ...statusOf(quota), [print('print')]: printer }).values;
      assert.equal(value, whole.slice(0, quota), `${printer}, ${quota}`);
    }
  }
});

test('without a quota there is a limit, and a quota may be greater', () => {
  const code = `(apply str (repeat ${usual + 1000} "x"))`;
  for (const keys of [{}, { [print('print')]: 'cider.nrepl.pprint/pprint' }]) {
    const got = evaluate(code, keys);
    assert.deepEqual([got.values[0].length, got.status], [usual, cut]);
  }
  assert.deepEqual(answer('eval', { code, ...statusOf(2 * usual) }).values[0].length, usual + 1002);
});

test('a value that would be too long for a message is cut, and streamed it is whole', () => {
  const code = '(apply str (repeat 2200000 "\\u0001é"))';
  const most = { [print('quota')]: (1 << 30) - 1 };
  const sizes = (from) => said.slice(from).map((m) => JSON.stringify(m).length);
  let from = said.length;
  assert.deepEqual(answer('eval', { code, ...most }).status, cut);
  assert.ok(Math.max(...sizes(from)) < 16e6);
  from = said.length;
  const { values, status } = answer('eval', { code, ...most, [print('stream?')]: 1, [print('buffer-size')]: 1 << 20 });
  assert.deepEqual([values.join('').length, status], [15400002, ['done']]);
  assert.ok(Math.max(...sizes(from)) < 16e6);
  said.length = 0;
});

test('output comes in messages that a connection takes', () => {
  const { out } = evaluate('(print (apply str (repeat 9000000 "\\n")))');
  assert.equal(out.length, 9000000);
  assert.ok(Math.max(...said.map((m) => JSON.stringify(m).length)) < 16e6);
  said.length = 0;
});

test("the program's own printing, while a value of it is printed, knows no quota", () => {
  const code = '(list (lazy-seq [(count (pr-str (vec (range 5000)))) *print-length* *print-level*]) (range))';
  for (const printer of [undefined, 'cider.nrepl.pprint/pprint']) {
    const got = answer('eval', { code, ...statusOf(20), ...(printer && { [print('print')]: printer }) });
    assert.equal(got.values[0].replace(/\s+/g, ' ').trimEnd(), '((23891 nil nil) (0');
  }
  const pretty = '(list (lazy-seq [(count (with-out-str (clojure.pprint/pprint (vec (range 5000)))))]) (range))';
  const got = answer('eval', { code: `(require 'clojure.pprint) ${pretty}`, ...statusOf(12), [print('print')]: 'cider.nrepl.pprint/pprint' });
  assert.equal(got.values[1], '((28891)\n (0');
});

test('what a value prints while it is realized is output', () => {
  const got = answer('eval', { code: '(map (fn [x] (println "made" x) x) (list 1 2))', ...statusOf(100) });
  assert.deepEqual([got.values[0], got.out], ['(1 2)', 'made 1\nmade 2\n']);
});

const unending = {
  'a value': ['(repeat 1)', { [print('quota')]: (1 << 30) - 1, [print('stream?')]: 1 }],
  'a value, laid out': ['(repeat 1)', { [print('quota')]: (1 << 30) - 1, [print('print')]: 'clojure.pprint/pprint' }],
  'output of prn': ['(prn (repeat 1))', {}],
  'output of print to *err*': ['(binding [*out* *err*] (print [:a (repeat [1])]))', {}],
  'text that nobody sees': ['(count (pr-str (repeat 1)))', {}],
  'output of pprint': ['(clojure.pprint/pprint (repeat 1))', {}],
};

for (const [what, [code, keys]] of Object.entries(unending)) {
  test(`printing is stopped by an interruption: ${what}`, () => {
    host.interrupted = () => ++asked >= 2;
    evaluate('(def here 1)', { session: 'u' });
    const got = answer('eval', { code, session: 'u', ...keys });
    assert.deepEqual(got.status, ['interrupted', 'done']);
    assert.equal(evaluate('here', { session: 'u' }).values[0], '1');
    assert.equal(evaluate('(do (println "heard") (count (range 1000)))').out, 'heard\n');
    said.length = 0;
  });
}

test('output without end takes no memory', () => {
  let [before, most] = [0, 0];
  host.interrupted = () => {
    before ||= memory();
    most = Math.max(most, memory());
    return ++asked > 15;
  };
  const from = said.length;
  const got = evaluate('(prn (repeat 1))');
  assert.deepEqual(got.status, ['interrupted', 'done']);
  assert.ok(got.out.length > 10e6, `only ${got.out.length} bytes`);
  assert.ok(most - before < 2e6, `${most - before} bytes more`);
  assert.ok(said.slice(from).every((m) => (m.out ?? '').length <= 20000));
  said.length = 0;
});

test('an error whose data have no end is told', () => {
  const got = evaluate('(throw (ex-info "full" {:a (repeat (range))} (ex-info "inner" {:b (range)})))', { session: 'v' });
  assert.match(got.err, /^error: full \{:a \(\(0 1 2 3[^]*\.\.\.[^]*caused by: inner \{:b \(0 1 2 /);
  assert.deepEqual(got.status, ['eval-error', 'done']);
  const causes = ask('stacktrace', { session: 'v' });
  assert.match(causes[0].data, /^\{:a \(\(0 1 2 /);
  assert.match(evaluate('(throw (range))', { session: 'v' }).err, /error: \(0 [^]*\.\.\./);
});
