// Files of the server: require finds them, and reload evaluates those that were saved as one transaction.

import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { answer, ask, evaluate, folder, host, startSession } from './image.mjs';

before(async () => {
  await startSession();
  Object.assign(host.files, {
    'app/base.jank': '(ns app.base)\n(defn f [] 1)',
    'app/middle.jank': '(ns app.middle (:require [app.base :as b]))\n(def at-load (b/f))',
    'app/top.jank': '(ns app.top (:require [app.middle :refer [at-load]]))\n(def seen at-load)\n(defonce state (atom 0))',
  });
  evaluate("(require 'app.top)");
});

const value = (code) => evaluate(code).values[0];

test('require in a page takes the text from the server', () => {
  assert.equal(value('app.top/seen'), '1');
  assert.match(evaluate("(require 'app.nowhere)").err, /app\/nowhere/);
});

test('a saved file is evaluated anew, alone or with what depends on it, in order', () => {
  host.files['app/base.jank'] = '(ns app.base)\n(defn f [] 2)';
  assert.deepEqual(answer('reload', { files: ['app/base.jank'], dependents: 'none' }).reloaded, ['app.base']);
  assert.equal(value('[(app.base/f) app.middle/at-load app.top/seen]'), '[2 1 1]');
  assert.deepEqual(answer('reload', { files: ['app/base.jank'], dependents: 'direct' }).reloaded, ['app.base', 'app.middle']);
  assert.equal(value('[app.middle/at-load app.top/seen]'), '[2 1]');
  evaluate('(swap! app.top/state inc)');
  const got = answer('reload', { files: ['app/base.jank'], dependents: 'all' });
  assert.deepEqual(got.reloaded, ['app.base', 'app.middle', 'app.top']);
  assert.equal(got.changed, true);
  assert.equal(value('[app.top/seen @app.top/state]'), '[2 1]');
});

test('a file that fails changes nothing, of the others neither', () => {
  host.files['app/base.jank'] = '(ns app.base)\n(defn f [] 3)\n(def added 1)';
  host.files['app/middle.jank'] = '(ns app.middle (:require [app.base :as b]))\n(def at-load (b/f))\n(no-such-function)';
  const got = answer('reload', { files: ['app/base.jank'], dependents: 'all' });
  assert.ok(got.status.includes('eval-error'));
  assert.equal(got.changed, false);
  assert.deepEqual([got.file, got.line, got.column], [`${folder}/app/middle.jank`, 3, 2]);
  assert.equal(got.source, '(no-such-function)');
  assert.equal(value('[(app.base/f) app.middle/at-load]'), '[2 2]');
  assert.equal(value("(resolve 'app.base/added)"), 'nil');
});

test('files have the names that the user knows them by: in errors, calls, metadata and for editors', () => {
  const file = `${folder}/app/named.jank`;
  host.files['app/named.jank'] = '(ns app.named)\n(def here *file*)\n(defn fails []\n  (throw (ex-info "no" {})))';
  evaluate("(require 'app.named)");
  assert.equal(value('app.named/here'), `"${file}"`);
  const { err } = evaluate('(app.named/fails)', { session: 'n' });
  assert.ok(err.includes(`app.named/fails (${file}:4:10)`), err);
  assert.match(err, /4 \| {3}\(throw/);
  assert.deepEqual([answer('info', { sym: 'app.named/fails' }).file, answer('lookup', { sym: 'app.named/here' }).info.file], [file, file]);
  const [call] = ask('stacktrace', { session: 'n' })[0].stacktrace;
  assert.deepEqual([call.file, call['file-url'], call.line], [file, `file:${file}`, 4]);
  host.files['app/named.jank'] = '(ns app.named)\n(def here nil';
  assert.ok(answer('reload', { files: ['app/named.jank'] }).err.includes(`${file}:2:1`));
  assert.match(evaluate("(require 'app.nowhere)").err, new RegExp(`${folder}/app/nowhere\\.jank`));
});

test('a file that is no part of the program is left alone', () => {
  host.files['other.jank'] = '(ns other)\n(throw (ex-info "not wanted" {}))';
  assert.deepEqual(answer('reload', { files: ['other.jank'], dependents: 'all' }).reloaded, []);
});

test('a file that is gone is an error that names it', () => {
  const got = answer('reload', { files: ['app/gone.jank'] });
  assert.match(got.err, /gone\.jank/);
});
