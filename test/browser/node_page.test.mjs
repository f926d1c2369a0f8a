// A page that is a process of Node: the same bridge, no browser.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { buildApp, connectEditor, root, serve } from './live.mjs';

let app;
let server;
let editor;

before(async () => {
  app = buildApp();
  server = await serve(app, '--page-command', `node ${join(root, 'client/node.mjs')} ${join(app.out, 'shown.js')}`);
  for (let i = 0; i < 600 && !/page p1 connected/.test(server.output); ++i) await new Promise((done) => setTimeout(done, 100));
  editor = await connectEditor(server.nrepl);
});
after(async () => {
  editor?.close();
  await server?.stop();
});

test('forms are evaluated in the process, whose state is kept', async () => {
  assert.equal((await editor.evaluate('(in-ns (quote shown)) (def seen @shown)')).values[1], "#'shown/seen");
  await new Promise((done) => setTimeout(done, 200));
  assert.deepEqual((await editor.evaluate('(< seen @shown)')).values, ['true']);
});

test('output, errors, input and interruption go the same way', async () => {
  assert.equal((await editor.evaluate('(println "from Node")')).out, 'from Node\n');
  assert.match((await editor.evaluate('(nth [] 1)', { file: 'a.jank', line: 4, column: 1 })).err, /a\.jank:4:1/);
  const reading = editor.ask({ op: 'eval', code: '(read-line)' });
  await new Promise((done) => setTimeout(done, 300));
  await editor.ask({ op: 'stdin', stdin: 'typed\n' });
  await reading; // this client takes `need-input` for the end
  assert.deepEqual((await editor.evaluate('*1')).values, ['"typed"']);
  const endless = editor.ask({ op: 'eval', code: '(loop [] (recur))', id: 'endless' });
  await new Promise((done) => setTimeout(done, 500));
  await editor.ask({ op: 'interrupt', 'interrupt-id': 'endless' });
  assert.ok((await endless).some((m) => m.status?.includes('interrupted')));
});

test('require and saved files', async () => {
  writeFileSync(join(app.app, 'more.jank'), '(ns more)\n(defn f [] 1)\n');
  assert.deepEqual((await editor.evaluate("(require 'more) (more/f)")).values, ['nil', '1']);
  writeFileSync(join(app.app, 'more.jank'), '(ns more)\n(defn f [] 2)\n');
  for (let i = 0; i < 100; ++i) {
    if ((await editor.evaluate('(more/f)')).values[0] === '2') return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail('more/f is still the old one');
});

test('files have the names that an editor can open them by', async () => {
  const file = join(app.app, 'named.jank');
  writeFileSync(file, '(ns named)\n(defn fails []\n  (throw (ex-info "no" {})))\n(def here *file*)\n');
  assert.deepEqual((await editor.evaluate("(require 'named) named/here")).values, ['nil', `"${file}"`]);
  const info = async (sym) => (await editor.ask({ op: 'info', sym })).find((m) => m.file);
  assert.deepEqual([(await info('named/fails')).file, (await info('named/fails')).line], [file, 2]);
  assert.equal((await editor.ask({ op: 'lookup', sym: 'named/here' })).find((m) => m.info).info.file, file);
  // what the build had
  assert.ok(existsSync((await info('shown/text')).file), (await info('shown/text')).file);

  const failed = await editor.evaluate('(named/fails)');
  assert.ok(failed.err.includes(`named/fails (${file}:3:10)`), failed.err);
  assert.match(failed.err, /3 \| {3}\(throw/);
  const [cause] = await editor.ask({ op: 'stacktrace' });
  assert.deepEqual([cause.stacktrace[0].file, cause.stacktrace[0]['file-url'], cause.stacktrace[0].line], [file, `file:${file}`, 3]);

  const seen = server.output.length;
  writeFileSync(file, '(ns named)\n(def here (no-such-name))\n');
  for (let i = 0; i < 200 && !server.output.slice(seen).includes(`${file}:2:12`); ++i) await new Promise((done) => setTimeout(done, 50));
  assert.ok(server.output.slice(seen).includes(`${file}:2:12`), server.output.slice(seen));

  // An editor's own names stay what they are.
  const text = '(ns loaded)\n(defn f [] 1)\n';
  await editor.ask({ op: 'load-file', file: text, 'file-path': 'src/loaded.jank', 'file-name': 'loaded.jank' });
  assert.equal((await info('loaded/f')).file, 'src/loaded.jank');
});

test('a second page has what the first one has; killed, it takes nothing with it', async () => {
  const [{ pages }] = await editor.ask({ op: 'jank/pages' });
  assert.equal(pages.length, 1);
  await editor.evaluate('(def kept 1)');
  // Another page, which gets what there is.
  const [, build] = (await (await fetch(server.url)).text()).match(/build=([0-9a-f]+)/);
  const child = spawn(process.execPath, [join(root, 'client/node.mjs'), join(app.out, 'shown.js'), '--server', server.url, '--build', build, '--name', 'second'], { stdio: 'ignore' });
  const second = async () => (await editor.ask({ op: 'jank/pages' }))[0].pages.find((p) => p.name === 'second');
  for (let i = 0; i < 600 && !(await second()); ++i) await new Promise((done) => setTimeout(done, 100));
  const { page } = await second();
  assert.deepEqual((await editor.evaluate('kept', { page, ns: 'shown' })).values, ['1']);
  const endless = editor.ask({ op: 'eval', code: '(loop [] (recur))', page });
  await new Promise((done) => setTimeout(done, 300));
  child.kill('SIGKILL');
  assert.ok((await endless).some((m) => m.status?.includes('page-lost')));
  assert.deepEqual((await editor.evaluate('kept')).values, ['1']);
});
