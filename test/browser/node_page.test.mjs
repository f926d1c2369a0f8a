// A page that is a process of Node: the same bridge, no browser.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
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
