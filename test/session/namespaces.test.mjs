// The namespace of a session, as the server knows it, and sessions that begin as others are.

import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { answer, ask, evaluate, startSession } from './image.mjs';

before(async () => {
  await startSession();
  evaluate('(ns app.one) (defn here [] 1)', { session: 'other' });
});

const done = (messages) => messages.at(-1);

test('a session is where the server says that it is', () => {
  const got = evaluate('[(ns-name *ns*) (here)]', { session: 'a', 'session-ns': 'app.one' });
  assert.deepEqual([got.values, got.err], [['[app.one 1]'], '']);
  // It stays there.
  assert.equal(evaluate('(ns-name *ns*)', { session: 'a' }).values[0], 'app.one');
  const { completions } = answer('completions', { prefix: 'her', session: 'b', 'session-ns': 'app.one' });
  assert.deepEqual(completions.map((c) => c.candidate), ['here']);
});

test('to be told where it is changes nothing', () => {
  assert.equal(evaluate('1', { session: 'c', 'session-ns': 'app.one' }).changed, false);
  assert.equal(evaluate('1', { session: 'c', 'session-ns': 'user' }).changed, false);
});

test('where there is no such namespace the session says where it goes on', () => {
  const [told, ...rest] = ask('eval', { code: '(ns-name *ns*)', session: 'd', 'session-ns': 'no.such' });
  assert.equal(told.err, 'there is no namespace no.such in this page: the session goes on in user\n');
  assert.equal(told['session-ns'], 'user');
  assert.equal(rest[0].value, 'user');
  // What asks for no evaluation is answered without a word.
  assert.deepEqual(ask('completions', { prefix: 'interlea', session: 'd', 'session-ns': 'no.such' }).map((m) => m.err), [undefined]);
});

test('the last answer says where the session is, whatever became of the form', () => {
  const at = (code, keys) => done(ask('eval', { code, session: 'e', ...keys }))['session-ns'];
  assert.equal(at('1'), 'user');
  // A form that fails is undone.
  assert.equal(at('(do (in-ns (quote app.one)) (throw (ex-info "no" {})))'), 'user');
  assert.equal(at('(in-ns (quote app.one)) (clojure.core/throw-me)'), 'app.one');
  assert.equal(at('1', { ns: 'user' }), 'app.one');
  assert.equal(at('(in-ns (quote user))', { ns: 'user' }), 'app.one');
  assert.equal(at('(clojure.core/in-ns (quote user)) (read-me'), 'user');
});

test('a clone begins with what its session has, and goes its own way', () => {
  evaluate('(in-ns (quote app.one))', { session: 'f' });
  evaluate('(set! *print-length* 2) 1 2', { session: 'f' });
  evaluate('(throw (ex-info "mine" {}))', { session: 'f' });
  assert.deepEqual(answer('clone', { session: 'f', 'new-session': 'g' }).status, ['done']);
  evaluate('3', { session: 'f' });
  assert.equal(evaluate('[(ns-name *ns*) *1 *2 (ex-message *e)]', { session: 'g' }).values[0], '[app.one 2 ...]');
  assert.equal(evaluate('(set! *print-length* 3)', { session: 'g' }).values[0], '3');
  assert.equal(evaluate('(range 9)', { session: 'f' }).values[0], '(0 1 ...)');
  const { out } = evaluate('(print "heard")', { session: 'g' });
  assert.equal(out, 'heard');
});

test('a session that was cloned from one of no requests is as new', () => {
  answer('clone', { session: 'never', 'new-session': 'h' });
  assert.equal(evaluate('[(ns-name *ns*) *1]', { session: 'h' }).values[0], '[user nil]');
});
