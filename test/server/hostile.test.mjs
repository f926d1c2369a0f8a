// Clients that are slow, huge, malformed or half there: nobody else notices.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import test, { after, before } from 'node:test';
import { Editor, Page, Server, buildOf, encode, sleep, until } from './server.mjs';

let server;
before(async () => {
  server = await Server.start();
});
after(() => server.remove());

// Whether everything still works.
async function goesOn() {
  const page = await Page.join(server);
  const editor = await Editor.connect(server);
  assert.equal((await editor.ask({ op: 'eval', code: 'fine', page: page.name }))[0].value, 'fine');
  editor.socket.destroy();
  await page.leave();
}

const memory = () => Number(readFileSync(`/proc/${server.process.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;

async function connect(port = server.nrepl) {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.text = '';
  socket.on('data', (bytes) => (socket.text += bytes));
  await once(socket, 'connect');
  return socket;
}

test('nREPL: what is no bencode is answered and disconnected', async () => {
  for (const text of ['GET / HTTP/1.1\r\n\r\n', 'i1e', 'd1:a', 'd99999999999:x', `d1:a${'l'.repeat(1000)}`, 'd20000000:', '\xff\xff']) {
    const socket = await connect();
    socket.write(text, 'latin1');
    if (text === 'd1:a') {
      socket.end();
    } else {
      await until(() => socket.text);
      assert.match(socket.text, /this is no nREPL message/);
    }
    await until(() => socket.closed);
  }
  await goesOn();
});

test('nREPL: a byte at a time', async () => {
  const socket = await connect();
  socket.setNoDelay(true);
  for (const byte of Buffer.from(encode({ op: 'clone', id: '1' }))) {
    socket.write(Buffer.of(byte));
    await sleep(1);
  }
  await until(() => socket.text.includes('new-session'));
  socket.destroy();
});

test('nREPL: thousands of messages at once', async () => {
  const editor = await Editor.connect(server);
  editor.socket.write(Array.from({ length: 5000 }, (_, i) => encode({ op: 'ls-sessions', id: `x${i}` })).join(''));
  await until(() => editor.got.length === 5000);
  assert.equal(editor.got.at(-1).id, 'x4999');
  editor.socket.destroy();
});

test('HTTP: a client that never finishes its request costs others nothing', async () => {
  const sockets = await Promise.all(Array.from({ length: 200 }, () => connect(server.port)));
  for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nHost: loc');
  assert.equal((await server.request('/app.js')).status, 200);
  await goesOn();
  for (const socket of sockets) socket.destroy();
});

test('WebSocket: messages over 16 MB end the connection with 1009', async () => {
  const page = await Page.join(server);
  page.socket.send(Buffer.alloc((16 << 20) + 1, 0x20).toString());
  await until(() => page.closed);
  assert.equal(page.code, 1009);
  await goesOn();
});

test('WebSocket: what is no JSON object ends the connection', async () => {
  for (const [data, code] of [['{', 1007], ['[]', 1007], ['"x"', 1007], [`${'['.repeat(100000)}`, 1007], [Buffer.from('{}'), 1003]]) {
    const page = new Page(server);
    await once(page.socket, 'open');
    page.socket.send(data);
    await until(() => page.closed);
    assert.equal(page.code, code, String(data).slice(0, 20));
  }
  await goesOn();
});

test('WebSocket: senseless messages of a page are passed over', async () => {
  const page = await Page.join(server);
  for (const message of [{}, { id: 's1' }, { op: 'applied', n: 1e9 }, { op: 'applied', n: -1 }, { op: 'report' }, { op: 'open', file: '../../etc/passwd' },
    { op: 'hello' }, { op: 5 }, { op: 'eval', id: 'c', code: 7 }, { id: [1], status: { a: 1 } }]) {
    page.send(message);
  }
  await sleep(50);
  assert.ok(!page.closed);
  await page.leave();
  await goesOn();
});

test('a page that does not read is disconnected before it costs more than its queue; the others get everything', async () => {
  const slow = await Page.join(server);
  const quick = await Page.join(server);
  await until(() => quick.applied.length === quick.welcome.missing);
  slow.socket.pause();
  const before = memory();
  const socket = await connect();
  const editor = await Editor.connect(server);
  // Requests come one at a time, so that they do not pile up; what is not waited for does, as interrupts.
  slow.evaluate = () => [];
  const session = await editor.clone();
  editor.send({ op: 'eval', code: 'x', session, page: slow.name });
  const flood = encode({ op: 'interrupt', id: 'f', session });
  for (let i = 0; i < 400; i++) {
    socket.write(flood.repeat(500));
    if (server.output.includes(`page ${slow.name} (fake) is gone`)) break;
    await sleep(2);
  }
  await until(() => server.output.includes(`page ${slow.name} (fake) is gone`));
  assert.ok(memory() - before < 200, `${memory() - before} MB more`);
  assert.equal((await editor.ask({ op: 'eval', code: 'quick', page: quick.name }))[0].value, 'quick');
  socket.destroy();
  editor.socket.destroy();
  slow.socket.terminate();
  await quick.leave();
});

test('an editor that does not read what it asked for is disconnected', async () => {
  const page = await Page.join(server);
  page.evaluate = () => [...Array(40)].map(() => ({ out: 'x'.repeat(4 << 20) })).concat({ status: ['done'] });
  const before = memory();
  const socket = await connect();
  socket.pause();
  socket.write(encode({ op: 'eval', id: '1', code: 'flood', page: page.name }));
  await until(() => /editor e\d+ is gone/.test(server.output.slice(server.output.lastIndexOf('page p'))), 'the end of its connection', 120000);
  assert.ok(memory() - before < 300, `${memory() - before} MB more`);
  socket.destroy();
  await page.leave();
  await goesOn();
});

test('a thousand pages get one patch', async () => {
  const build = await buildOf(server);
  const pages = [];
  for (let i = 0; i < 1000; i += 100) {
    pages.push(...(await Promise.all(Array.from({ length: 100 }, () => Page.join(server, { build })))));
  }
  const before = memory();
  const editor = await Editor.connect(server);
  const code = `(def patch "${'x'.repeat(100_000)}")`;
  const start = performance.now();
  await editor.ask({ op: 'eval', code, page: pages[0].name }, 60000);
  await until(() => pages.filter((page) => page.applied.some((m) => m.code === code)).length === 999, 'the last page', 120000);
  console.log(`# 1,000 pages, 100 kB: the last one had it after ${Math.round(performance.now() - start)} ms; ${(memory() - before).toFixed(1)} MB more`);
  assert.ok(memory() - before < 120, `${memory() - before} MB more`);
  for (const page of pages) page.socket.terminate();
  editor.socket.destroy();
  await until(() => server.output.match(/page p\d+ \(fake\) is gone/g).length >= 1000);
  await sleep(3500);
  await goesOn();
});

test('a wrong command line', async () => {
  await assert.rejects(Server.start({ options: ['--nonsense'] }), /nonsense/);
  await assert.rejects(Server.start({ options: ['--dependents', 'some'] }), /dependents/);
});
