// Server, page and editor killed in any order, in the middle of a request: what the others have stays, and the ports are found again.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import test from 'node:test';
import { connectClient } from './client.mjs';
import { Editor, Page, Server, until } from './server.mjs';

const orders = [
  ['server', 'page', 'editor'],
  ['server', 'editor', 'page'],
  ['page', 'server', 'editor'],
  ['page', 'editor', 'server'],
  ['editor', 'server', 'page'],
  ['editor', 'page', 'server'],
];

for (const order of orders) {
  test(`killed: ${order.join(', ')}`, async () => {
    let server = await Server.start();
    const folder = server.folder;
    const { port, nrepl } = server;
    let page = await connectClient(server);
    let editor = await Editor.connect(server);
    // What a page has that lives, and what of it a new one would get.
    let had = [];
    let logged = [];
    let n = 0;

    const kill = {
      async server() {
        await server.stop('SIGKILL');
        await until(() => page.states.at(-1) === 'disconnected' && editor.closed);
        // Alone the page goes on.
        assert.equal(await page.page.evaluate('(alone)'), '(alone)');
        assert.equal(server.portFile(), `${nrepl}\n`);
        server = await Server.start({ folder });
        assert.deepEqual([server.port, server.nrepl], [port, nrepl]);
        logged = [];
        await page.connected();
        editor = await Editor.connect(server);
      },
      async page() {
        page.close();
        page = await connectClient(server);
        had = [...logged];
        await until(() => page.kept.length === had.length);
      },
      async editor() {
        editor.socket.destroy();
        await server.saw(/editor e\d+ is gone/);
        editor = await Editor.connect(server);
      },
    };
    // Whether everything works, and everybody has what it had.
    const check = async () => {
      assert.deepEqual(page.kept, had);
      const code = `(def x${++n} 1)`;
      const answers = await editor.ask({ op: 'eval', code });
      assert.deepEqual(answers.at(-1).status, ['done']);
      had.push(code);
      logged.push(code);
      assert.deepEqual(page.kept, had);
    };

    try {
      await check();
      for (const who of order) {
        // Somebody is in the middle of something.
        const waiting = await Page.join(server, { name: 'waiting' });
        await until(() => waiting.applied.length === waiting.welcome.missing);
        waiting.evaluate = () => [];
        editor.send({ op: 'eval', code: '(endless)', page: waiting.name });
        await waiting.next((m) => m.op === 'eval');
        await kill[who]();
        waiting.socket.terminate();
        await check();
      }
      assert.equal(await server.stop('SIGTERM'), 143);
      assert.equal(server.portFile(), undefined);
    } finally {
      page.close();
      await server.remove();
    }
  });
}

test('a page that is killed while it works: the editor is told', async () => {
  const server = await Server.start();
  try {
    const page = await Page.join(server);
    const editor = await Editor.connect(server);
    page.evaluate = () => [];
    const asked = editor.ask({ op: 'eval', code: '(endless)' });
    await page.next((m) => m.op === 'eval');
    await page.leave();
    assert.deepEqual((await asked).at(-1).status, ['done', 'error', 'page-lost']);
  } finally {
    await server.remove();
  }
});

test('Ctrl-C ends it, and .nrepl-port goes; that of another server stays', async () => {
  const one = await Server.start();
  try {
    assert.equal(await one.stop('SIGINT'), 130);
    assert.equal(one.portFile(), undefined);
    const two = await Server.start({ folder: one.folder });
    writeFileSync(two.path('cwd/.nrepl-port'), '1\n');
    await two.stop('SIGHUP');
    assert.equal(two.portFile(), '1\n');
  } finally {
    await one.remove();
  }
});

test('a port that is taken: another one, or an error when it was asked for', async () => {
  const one = await Server.start();
  const two = await Server.start();
  try {
    assert.notEqual(one.port, two.port);
    await assert.rejects(Server.start({ folder: two.folder, options: ['--port', String(one.port)] }), /port \d+ of 127\.0\.0\.1: .*in use; --port and --host choose others/);
  } finally {
    await one.remove();
    await two.remove();
  }
});
