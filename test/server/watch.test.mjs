// Saved files: what editors do when they save, and what pages are told.

import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { Editor, Page, Server, sleep, until } from './server.mjs';

let server;
let page;
before(async () => {
  server = await Server.start({ options: ['--dependents', 'all'] });
  page = await Page.join(server);
});
after(() => server.remove());

const src = (name) => server.path(`src/${name}`);
let seen = 0;
// The reloads since the last time, once one has come and no other follows.
async function reloads() {
  const all = () => page.got.filter((m) => m.op === 'reload');
  await until(() => all().length > seen, 'a reload');
  await sleep(150);
  const fresh = all().slice(seen);
  seen += fresh.length;
  return fresh.map((m) => m.files);
}

test('a saved source is loaded again', async () => {
  writeFileSync(src('app.jank'), '(ns app) 1');
  assert.deepEqual(await reloads(), [['app.jank']]);
  const message = page.got.findLast((m) => m.op === 'reload');
  assert.equal(message.dependents, 'all');
  await server.saw(/p1: reload app\.jank: [\d.]+ ms/);
});

test('the ways of editors: beside and renamed, backup and new, in pieces', async () => {
  writeFileSync(src('.app.jank.swp'), 'x');
  writeFileSync(src('4913'), '');
  unlinkSync(src('4913'));
  writeFileSync(src('app.jank.tmp'), '(ns app) 2');
  renameSync(src('app.jank.tmp'), src('app.jank'));
  assert.deepEqual(await reloads(), [['app.jank']]);

  renameSync(src('app.jank'), src('app.jank~'));
  writeFileSync(src('app.jank'), '(ns app) 3');
  assert.deepEqual(await reloads(), [['app.jank']]);

  writeFileSync(src('app.jank'), '(ns ');
  appendFileSync(src('app.jank'), 'app) 4');
  assert.deepEqual(await reloads(), [['app.jank']]);
});

test('files saved together are one reload', async () => {
  writeFileSync(src('a.jank'), '(ns a)');
  writeFileSync(src('b.jank'), '(ns b)');
  assert.deepEqual(await reloads(), [['a.jank', 'b.jank']]);
});

test('a file that is what it was is no news', async () => {
  writeFileSync(src('a.jank'), '(ns a)');
  await sleep(200);
  writeFileSync(src('b.jank'), '(ns b) 2');
  assert.deepEqual(await reloads(), [['b.jank']]);
});

test('folders that are made later', async () => {
  mkdirSync(src('deep/er'), { recursive: true });
  writeFileSync(src('deep/er/c.jank'), '(ns deep.er.c)');
  assert.deepEqual(await reloads(), [['deep/er/c.jank']]);
  rmSync(src('deep'), { recursive: true });
  mkdirSync(src('deep'));
  writeFileSync(src('deep/d.jank'), '(ns deep.d)');
  assert.deepEqual(await reloads(), [['deep/d.jank']]);
});

test('a link that comes to point elsewhere', async () => {
  writeFileSync(server.path('one'), '(ns e) 1');
  symlinkSync(server.path('one'), src('e.jank'));
  assert.deepEqual(await reloads(), [['e.jank']]);
});

test('styles and pictures are swapped', async () => {
  writeFileSync(src('style.css'), 'a { color: red }');
  const { path } = await page.next((m) => m.op === 'asset');
  assert.equal(path, 'style.css');
  mkdirSync(src('img'));
  writeFileSync(src('img/x.png'), 'png');
  await page.next((m) => m.op === 'asset' && m.path === 'img/x.png');
});

test('an error in a source goes to the terminal and to editors', async () => {
  const editor = await Editor.connect(server);
  await editor.ask({ op: 'eval', code: '1' });
  page.evaluate = (m) => [{ err: `app.jank:1:5: no such var: ${m.op}\n` }, { status: ['done', 'eval-error'] }];
  writeFileSync(src('app.jank'), '(ns app) nonsense');
  await reloads();
  await server.saw(/app\.jank:1:5: no such var: reload/);
  await server.saw(/p1: reload app\.jank: failed, [\d.]+ ms/);
  await until(() => editor.got.some((m) => m.err === 'app.jank:1:5: no such var: reload\n'));
  editor.socket.destroy();
  delete page.evaluate;
});

test('what was saved while there was no page is told to the next one, the last save of each', async () => {
  await page.leave();
  await server.saw(/is gone/);
  await sleep(3200);
  writeFileSync(src('a.jank'), '(ns a) 5');
  await server.saw(/saved a\.jank: the next page gets it/);
  writeFileSync(src('a.jank'), '(ns a) 6');
  await until(() => server.output.match(/saved a\.jank: the next page gets it/g).length === 2);
  page = await Page.join(server);
  await until(() => page.applied.length === page.welcome.missing);
  assert.equal(page.applied.filter((m) => m.files.join() === 'a.jank').length, 1);
});

test('another build: pages are told, and the log begins anew', async () => {
  writeFileSync(server.path('build/app.js'), '// linked anew\n');
  await page.next((m) => m.op === 'other-build');
  await server.saw(/another build: [0-9a-f]{16}/);
  const fresh = await Page.join(server);
  assert.equal(fresh.welcome.log, 0);
  await fresh.leave();
});

test('positions are opened in an editor, those below the served folders', async () => {
  const out = server.path('opened');
  const own = await Server.start({ options: ['--open-command', `cp %f ${out}-%l-%c`] });
  try {
    const clicked = await Page.join(own);
    clicked.send({ op: 'open', file: '/etc/passwd', line: 1, column: 1 });
    clicked.send({ op: 'open', file: '../../etc/passwd', line: 2, column: 1 });
    // below a folder, whole, and from where the server was started
    const names = ['app.jank', own.path('src/app.jank'), '../src/app.jank', own.path('patches/p.cpp')];
    writeFileSync(own.path('patches/p.cpp'), '(ns app)\n');
    names.forEach((file, i) => clicked.send({ op: 'open', file, line: 3 + i, column: 7 }));
    const { existsSync, readFileSync } = await import('node:fs');
    for (const i of names.keys()) await until(() => existsSync(`${out}-${3 + i}-7`) && readFileSync(`${out}-${3 + i}-7`, 'utf8') === '(ns app)\n');
    assert.ok(!existsSync(`${out}-1-1`) && !existsSync(`${out}-2-1`));
    await own.saw(/there is no source \/etc\/passwd to open/);
  } finally {
    await own.remove();
  }
});
