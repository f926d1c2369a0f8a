// What editors ask beside evaluation.

import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { answer, ask, evaluate, startSession } from './image.mjs';

before(async () => {
  await startSession();
  evaluate('(require (quote [clojure.string :as str])) (defn ^{:added "1"} measure "How long." ([x] x) ([x & more] more))');
});

const names = (keys) => answer('completions', keys).completions.map((c) => c.candidate);

test('completions: of the namespace, of aliases, of namespaces, of special forms', () => {
  assert.deepEqual(names({ prefix: 'measu' }), ['measure']);
  assert.deepEqual(names({ prefix: 'str/upper' }), ['str/upper-case']);
  assert.ok(names({ prefix: 'clojure.se' }).includes('clojure.set') || names({ prefix: 'clojure.st' }).includes('clojure.string'));
  assert.deepEqual(names({ prefix: 'loop' }), ['loop', 'loop*']);
  assert.deepEqual(names({ prefix: 'nothing-of-this' }), []);
  const [first] = answer('cider/complete', { prefix: 'measure' }).completions;
  assert.deepEqual(first, { candidate: 'measure', type: 'function', ns: 'user' });
  assert.equal(answer('complete', { prefix: 'when-le' }).completions[0].type, 'macro');
});

test('private names of other namespaces are left out', () => {
  evaluate('(ns secret.one) (def ^:private hidden 1) (def shown 2)', { session: 'other' });
  assert.deepEqual(names({ prefix: 'secret.one/' }), ['secret.one/shown']);
});

test('info and lookup: documentation, arguments, place', () => {
  evaluate('(defn placed [a] a)', { file: 'src/placed.jank', line: 5, column: 1 });
  const info = answer('info', { sym: 'placed', ns: 'user' });
  assert.deepEqual([info.name, info.ns, info['arglists-str'], info.file, info.line], ['placed', 'user', '[a]', 'src/placed.jank', 5]);
  assert.equal(answer('lookup', { sym: 'measure' }).info.doc, 'How long.');
  assert.equal(answer('cider/info', { symbol: 'measure' })['arglists-str'], '[x]\n[x & more]');
  assert.equal(answer('info', { sym: 'when' }).macro, 'true');
  assert.equal(answer('info', { sym: 'clojure.string' }).name, 'clojure.string');
  assert.deepEqual(answer('info', { sym: 'not-there' }).status, ['no-info', 'done']);
});

test('special forms are told of like vars', () => {
  const info = answer('info', { sym: 'if' });
  assert.deepEqual([info.name, info['special-form'], info['arglists-str']], ['if', 'true', '(if test then else?)']);
  assert.match(info.doc, /^Evaluates test;/);
  assert.equal(answer('lookup', { sym: 'try' }).info.name, 'try');
  const eldoc = answer('eldoc', { sym: 'if' });
  assert.deepEqual([eldoc.name, eldoc.type, eldoc.eldoc], ['if', 'special-form', [['test', 'then', 'else?']]]);
});

test('completions have arguments and documentation when they are wanted', () => {
  const options = { 'extra-metadata': ['arglists', 'doc'] };
  const [first] = answer('completions', { prefix: 'measure', options }).completions;
  assert.deepEqual(first, { candidate: 'measure', type: 'function', ns: 'user', arglists: ['[x]', '[x & more]'], doc: 'How long.' });
  const [plain] = answer('completions', { prefix: 'measure', options: { 'extra-metadata': ['docs'] } }).completions;
  assert.deepEqual([plain.arglists, plain.doc], [undefined, 'How long.']);
});

test('eldoc', () => {
  const eldoc = answer('eldoc', { sym: 'measure' });
  assert.deepEqual(eldoc.eldoc, [['x'], ['x', '&', 'more']]);
  assert.equal(eldoc.type, 'function');
  assert.deepEqual(answer('eldoc', { sym: 'not-there' }).status, ['no-eldoc', 'done']);
});

test('ns-list and apropos', () => {
  const { 'ns-list': list } = answer('ns-list');
  assert.ok(list.includes('clojure.core') && list.includes('user'));
  assert.deepEqual(list, [...list].sort());
  assert.ok(answer('apropos', { query: 'measur' })['apropos-matches'].some((m) => m.name === 'user/measure'));
});

test('macroexpand, one step and whole, in the namespace asked for', () => {
  assert.equal(answer('macroexpand', { code: '(when a b)', expander: 'macroexpand-1' }).expansion, '(if a (do b))');
  assert.match(answer('cider/macroexpand', { code: '(when a (when b c))', expander: 'macroexpand-all' }).expansion, /\(if a\s+\(do\s+\(if b\s+\(do c\)\)\)\)/);
  assert.deepEqual(answer('macroexpand', { code: '(', expander: 'macroexpand' }).status.at(-1), 'done');
  assert.ok(answer('macroexpand', { code: '1', expander: 'hocus' }).status.includes('macroexpand-error'));
});

test('stacktrace: every cause with its calls', () => {
  assert.deepEqual(answer('stacktrace', { session: 'calm' }).status, ['no-error', 'done']);
  evaluate('(defn thrower [] (throw (ex-info "outer" {:a 1} (ex-info "inner" {}))))\n(thrower)', { session: 'x', file: 'src/x.jank' });
  const causes = ask('stacktrace', { session: 'x' });
  assert.deepEqual(causes.map((m) => m.message), ['outer', 'inner']);
  assert.equal(causes[0].data, '{:a 1}');
  const [call] = causes[0].stacktrace;
  assert.deepEqual([call.fn, call.file, call.line], ['thrower', 'src/x.jank', 1]);
  assert.deepEqual(causes.at(-1).status, ['done']);
});
