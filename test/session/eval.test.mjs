// eval and load-file: values, namespaces, output, errors, positions, what a session keeps.

import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { answer, ask, evaluate, evaluateOutside, host, startSession } from './image.mjs';

before(() => startSession());

test('every form has a value of its own, and done comes apart from them', () => {
  const messages = ask('eval', { code: '(+ 1 2) :a "b"', session: 'one' });
  assert.deepEqual(
    messages.map(({ value, ns, status }) => [value, ns, status]),
    [
      ['3', 'user', undefined],
      [':a', 'user', undefined],
      ['"b"', 'user', undefined],
      [undefined, undefined, ['done']],
    ],
  );
  assert.ok(messages.every((m) => m.session === 'one'));
});

test('a session has its own *ns*, *1, *2, *3 and *e', () => {
  evaluate('(in-ns (quote a.b)) (clojure.core/refer-clojure)', { session: 'a' });
  assert.equal(evaluate('(ns-name *ns*)', { session: 'a' }).values[0], 'a.b');
  assert.equal(evaluate('(ns-name *ns*)', { session: 'b' }).values[0], 'user');
  evaluate('1 2 3', { session: 'a' });
  evaluate('4', { session: 'b' });
  assert.equal(evaluate('[*1 *2 *3]', { session: 'a' }).values[0], '[3 2 1]');
  assert.equal(evaluate('*1', { session: 'b' }).values[0], '4');
  evaluate('(throw (ex-info "mine" {}))', { session: 'a' });
  assert.equal(evaluate('(ex-message *e)', { session: 'a' }).values[0], '"mine"');
  assert.equal(evaluate('*e', { session: 'b' }).values[0], 'nil');
});

test('set! of what a REPL keeps lasts, in its session', () => {
  evaluate('(set! *print-length* 2)', { session: 'a' });
  assert.equal(evaluate('(range 10)', { session: 'a' }).values[0], '(0 1 ...)');
  assert.equal(evaluate('(range 4)', { session: 'b' }).values[0], '(0 1 2 3)');
});

test('nothing of a session is left for the program', () => {
  evaluate('(in-ns (quote elsewhere))', { session: 'c' });
  assert.equal(evaluateOutside('(ns-name *ns*)').value, 'user');
});

test('ns names the namespace of one request', () => {
  evaluate('(create-ns (quote other.one))', { session: 'd' });
  const got = evaluate('(ns-name *ns*)', { session: 'd', ns: 'other.one' });
  assert.deepEqual(got.values, []); // it refers to nothing: clojure.core is not there
  assert.equal(evaluate('(clojure.core/ns-name clojure.core/*ns*)', { session: 'd', ns: 'other.one' }).values[0], 'other.one');
  assert.equal(evaluate('(ns-name *ns*)', { session: 'd' }).values[0], 'user');
});

test('statuses of requests that cannot be done', () => {
  assert.deepEqual(answer('eval', { session: 'd' }).status, ['error', 'no-code', 'done']);
  assert.deepEqual(evaluate('1', { ns: 'no.such' }).status, ['error', 'namespace-not-found', 'done']);
  assert.deepEqual(answer('dance').status, ['error', 'unknown-op', 'done']);
});

test('output comes while the form runs, standard output and errors in their order', () => {
  const messages = ask('eval', {
    code: '(do (println "a") (flush) (binding [*out* *err*] (println "b")) (println "c") (throw (ex-info "end" {})))',
    session: 'e',
  });
  assert.deepEqual(
    messages.slice(0, 3).map(({ out, err }) => out ?? err),
    ['a\n', 'b\n', 'c\n'],
  );
  assert.ok(messages[0].busy);
});

test('much output comes in pieces, and is whole', () => {
  const messages = ask('eval', { code: '(dotimes [i 5000] (println i))', session: 'e' });
  const pieces = messages.filter((m) => m.out);
  assert.ok(pieces.length > 2);
  assert.equal(pieces.map((m) => m.out).join(''), Array.from({ length: 5000 }, (_, i) => `${i}\n`).join(''));
});

test('an error of running: text, kinds, place and calls', () => {
  const code = '(defn deep [x]\n  (throw (ex-info "bad" {:x x} (ex-info "why" {:jank/error :arithmetic}))))\n(deep 1)';
  const messages = ask('eval', { code, session: 'f', file: 'src/f.jank', line: 10, column: 3 });
  const failed = messages.find((m) => m.status?.includes('eval-error'));
  assert.equal(failed.ex, 'jank.error/ex-info');
  assert.equal(failed['root-ex'], 'jank.error/ex-info');
  assert.deepEqual([failed.file, failed.line, failed.column], ['src/f.jank', 11, 10]);
  assert.match(failed.source, /^ {2}\(throw/);
  assert.equal(failed.trace[0].function, 'user/deep');
  const { err } = messages.find((m) => m.err);
  assert.match(err, /^error: bad \{:x 1\}\n[^]*at user\/deep \(src\/f\.jank:11:10\)[^]*caused by: why/);
  assert.deepEqual(messages.at(-1).status, ['done']);
});

test('the first line of a form begins at its column', () => {
  const failed = ask('eval', { code: '(no-such 1)', session: 'f', file: 'src/f.jank', line: 7, column: 5 }).find((m) => m.ex);
  assert.deepEqual([failed.file, failed.line, failed.column], ['src/f.jank', 7, 6]);
  assert.match(failed.ex, /^jank\.error\//);
});

test('an error of reading has the line and a caret; what came before it has been evaluated', () => {
  const got = evaluate('(def before 1)\n(def after (inc 1)]', { session: 'f' });
  assert.deepEqual(got.values, ["#'user/before"]);
  assert.match(got.err, /<eval>:2:19: [^]*2 \| \(def after \(inc 1\)\]\n +\| +\^/);
});

test('a trap and an exhausted stack are errors, and the image goes on', () => {
  assert.match(evaluate('((fn f [x] (+ 1 (f x))) 1)', { session: 'f' }).err, /stack overflow/);
  assert.equal(evaluate('(+ 1 1)', { session: 'f' }).values[0], '2');
});

test('a value that cannot be printed is an error of that form', () => {
  const got = evaluate('(map (fn [x] (throw (ex-info "lazy" {}))) [1])', { session: 'f' });
  assert.match(got.err, /lazy/);
  assert.deepEqual(got.status, ['eval-error', 'done']);
});

test('changed tells whether names mean something else now', () => {
  const changed = (code) => evaluate(code, { session: 'g' }).changed;
  assert.equal(changed('(+ 1 2)'), false);
  assert.equal(changed('(def x 1)'), true);
  assert.equal(changed('x'), false);
  assert.equal(changed('(defmulti area :shape)'), true);
  assert.equal(changed('(defmethod area :square [s] 1)'), true);
  assert.equal(changed('(defprotocol p (m [x]))'), true);
  assert.equal(changed('(extend-type jank.runtime.string p (m [x] 1))'), true);
  assert.equal(changed('(require (quote [clojure.set :as set]))'), true);
  assert.equal(changed('(set/union #{1} #{2})'), false);
  assert.equal(changed('(in-ns (quote g.h))'), true);
  // The same way again: nothing is new in the namespaces, but the session is elsewhere.
  assert.equal(changed('(clojure.core/in-ns (quote user))'), true);
});

test('stages are told in microseconds', () => {
  const { stages } = evaluate('(defn f [x] x)');
  assert.deepEqual(Object.keys(stages), ['read', 'analyze', 'emit', 'load', 'run']);
  assert.ok(Object.values(stages).every(Number.isInteger));
});

test('read-line and read wait for input, having said so', () => {
  host.lines.push('first\n', '(1 2\n', '3)\n');
  const messages = ask('eval', { code: '[(read-line) (read)]', session: 'h' });
  assert.deepEqual(messages[0].status, ['need-input']);
  assert.equal(messages.find((m) => m.value).value, '["first" (1 2 3)]');
  assert.equal(evaluate('(read-line)', { session: 'h' }).values[0], '""');
  assert.equal(evaluate('(read-line)', { session: 'h' }).values[0], 'nil');
});

test('load-file evaluates a text as a file: one value, and the session stays in its namespace', () => {
  const file = '(ns loaded.one)\n(def a 1)\n(defn f []\n  (throw (ex-info "in file" {})))\n:last';
  const got = answer('load-file', { file, 'file-path': 'src/loaded/one.jank', session: 'i' });
  assert.deepEqual(got.values, [':last']);
  assert.equal(evaluate('[(ns-name *ns*) loaded.one/a]', { session: 'i' }).values[0], '[user 1]');
  assert.match(evaluate('(loaded.one/f)', { session: 'i' }).err, /loaded\.one\/f \(src\/loaded\/one\.jank:4:10\)/);
});

test('printing by a function that the request names, and its quota', () => {
  const pretty = evaluate('(range 60)', { 'nrepl.middleware.print/print': 'cider.nrepl.pprint/pprint' }).values[0];
  assert.match(pretty, /\n/);
  evaluate('(defn shout [value writer options] (print "<" value ">"))');
  assert.equal(evaluate('1', { 'nrepl.middleware.print/print': 'user/shout' }).values[0], '< 1 >');
});

test('what becomes of an error that a request names a function for', () => {
  const caught = 'nrepl.middleware.caught/caught';
  evaluate('(defn tell [e] (binding [*out* *err*] (println "caught" (ex-message e))))');
  const code = '(throw (ex-info "mine" {:a 1}))';
  const got = evaluate(code, { [caught]: 'user/tell' });
  assert.deepEqual([got.err, got.ex, got.status], ['caught mine\n', 'jank.error/ex-info', ['eval-error', 'done']]);
  // One that there is not, or that fails itself, changes nothing.
  evaluate('(defn fails [e] (throw e))');
  for (const name of ['user/no-such', 'none', 'clojure.main/repl-caught', 'user/fails']) {
    assert.match(evaluate(code, { [caught]: name }).err, /^error: mine \{:a 1\}/);
  }
  const throwable = 'nrepl.middleware.caught/throwable';
  assert.equal(evaluate(code, { 'nrepl.middleware.caught/print?': 1 })[throwable], '#error {:message "mine", :data {:a 1}}');
  assert.equal(evaluate(code, { 'nrepl.middleware.caught/print?': 0 })[throwable], undefined);
});

// The messages with which a value comes, without who they are for.
const printed = (code, keys) =>
  ask('eval', { code, ...Object.fromEntries(Object.entries(keys).map(([key, v]) => [`nrepl.middleware.print/${key}`, v])) })
    .map(({ id, busy, changed, stages, ...rest }) => rest)
    .slice(0, -1);
const truncated = { 'nrepl.middleware.print/truncated-keys': ['value'], status: ['nrepl.middleware.print/truncated'] };

test('a value that its quota cuts is told to be cut, and no other', () => {
  assert.deepEqual(printed('(range 1000)', { quota: 5 }), [{ value: '(0 1 ', ns: 'user', ...truncated }]);
  assert.deepEqual(printed('(range 3)', { quota: 7 }), [{ value: '(0 1 2)', ns: 'user' }]);
  assert.deepEqual(printed('(range 3)', { quota: '6' }), [{ value: '(0 1 2', ns: 'user', ...truncated }]);
  assert.deepEqual(printed('1', { quota: 0 }), [{ value: '', ns: 'user', ...truncated }]);
  assert.deepEqual(printed('1 "abcdef"', { quota: 3 }), [{ value: '1', ns: 'user' }, { value: '"ab', ns: 'user', ...truncated }]);
});

test('the quota is one of bytes, and cuts no character', () => {
  assert.deepEqual(printed('"aéé"', { quota: 5 }), [{ value: '"aé', ns: 'user', ...truncated }]);
});

test('what has no end is printed as far as the quota goes', () => {
  assert.equal(printed('(range)', { quota: 100 })[0].value.length, 100);
  assert.equal(printed('(iterate vector 1)', { quota: 100 })[0].value.length, 100);
  evaluate('(defn chatter [value writer options] (loop [] (print "again ") (recur)))');
  assert.equal(printed('1', { quota: 20, print: 'user/chatter' })[0].value, 'again again again ag');
  // and nothing of it is left behind
  assert.equal(evaluate('(do (println "heard") (count (range 1000)))').out, 'heard\n');
});

test('a streamed value comes in pieces of the buffer\'s size, its namespace last', () => {
  assert.deepEqual(printed('(range 5)', { 'stream?': 1, 'buffer-size': 4 }), [{ value: '(0 1' }, { value: ' 2 3' }, { value: ' 4)' }, { ns: 'user' }]);
  assert.deepEqual(printed('"éé"', { 'stream?': '1', 'buffer-size': 1 }).map((m) => m.value), ['"', 'é', 'é', '"', undefined]);
  assert.deepEqual(printed('(range 1000)', { 'stream?': 1, 'buffer-size': 4, quota: 6 }), [
    { value: '(0 1' },
    { value: ' 2' },
    { status: ['nrepl.middleware.print/truncated'] },
    { ns: 'user' },
  ]);
  assert.deepEqual(printed('1', { 'stream?': [] }), [{ value: '1', ns: 'user' }]);
  const pieces = printed('(vec (range 1000))', { 'stream?': 1 }).slice(0, -1);
  assert.ok(pieces.length > 3 && pieces.slice(0, -1).every((m) => m.value.length === 1024));
});

test('options of printing', () => {
  assert.equal(printed('(range 9)', { options: { 'print-length': 2 } })[0].value, '(0 1 ...)');
  assert.equal(printed('[[[1]]]', { options: { 'print-level': 2 } })[0].value, '[[#]]');
  assert.equal(printed('(with-meta [] {:a 1})', { options: { 'print-meta': 1 } })[0].value, '^{:a 1} []');
  assert.equal(printed('(with-meta [] {:a 1})', { options: { 'print-meta': 0 } })[0].value, '[]');
  const pretty = { print: 'cider.nrepl.pprint/pprint', options: { 'right-margin': 20 } };
  assert.ok(printed('(range 30)', pretty)[0].value.split('\n').every((line) => line.length <= 20));
  assert.equal(evaluate('*print-length*').values[0], 'nil');
});

test('an error while a value is printed is one of the form, whatever has been sent', () => {
  const messages = printed('(map (fn [x] (if (< x 3) x (throw (ex-info "lazy" {})))) (iterate inc 0))', { 'stream?': 1, quota: 1000 });
  assert.ok(messages.some((m) => m.status?.includes('eval-error')));
});

test('text that is no JSON, or no message, changes nothing', () => {
  for (const text of ['', '{', '[1]', 'null', '{"op": 1}', '{"op":"eval","id":"s","code":"\\ud800"}']) {
    globalThis.Module.jankSession.receive(text);
  }
  assert.equal(evaluate('(+ 20 22)').values[0], '42');
});

test('text survives the way in and out', () => {
  const text = 'a"\\\n\t\u0001 é 語 😀';
  assert.equal(JSON.parse(evaluate(`(str ${JSON.stringify(text).replace('\\u0001', '\u0001')})`).values[0].replace('\u0001', '\\u0001')), text);
});
