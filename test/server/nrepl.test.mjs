// Editors and pages: what goes between them.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { Editor, Page, Server, sleep, until } from './server.mjs';

let server;
let editor;
before(async () => {
  server = await Server.start({ options: ['--wait-for-page', '300'] });
  editor = await Editor.connect(server);
});
after(() => server.remove());

const statuses = (answers) => answers.at(-1).status;

test('without a page an eval waits, and then says what to do', async () => {
  const answers = await editor.ask({ op: 'eval', code: '1' });
  assert.deepEqual(statuses(answers), ['done', 'error', 'no-page']);
  assert.match(answers[0].err, /^no page is connected; open http:\/\/127\.0\.0\.1:\d+\/ in a browser\n$/);
});

test('an eval that waits goes to the page that comes', async () => {
  const asked = editor.ask({ op: 'eval', code: 'early' });
  const page = await Page.join(server);
  assert.equal((await asked)[0].value, 'early');
  await page.leave();
});

test('sessions, ops, errors', async () => {
  const session = await editor.clone();
  assert.match(session, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok((await editor.ask({ op: 'ls-sessions' }))[0].sessions.includes(session));
  const [about] = await editor.ask({ op: 'describe', session });
  assert.equal(about.session, session);
  assert.equal(about.versions.nrepl['version-string'], '1.0.0');
  for (const op of ['eval', 'load-file', 'complete', 'cider/info', 'eldoc', 'interrupt']) assert.ok(op in about.ops, op);
  assert.deepEqual(statuses(await editor.ask({ op: 'nonsense' })), ['error', 'unknown-op', 'done']);
  assert.deepEqual(statuses(await editor.ask({ op: 'eval', code: '1', session: 'none' })), ['error', 'unknown-session', 'done']);
  assert.deepEqual(statuses(await editor.ask({ op: 'interrupt', session })), ['session-idle', 'done']);
  assert.deepEqual(statuses(await editor.ask({ op: 'close', session })), ['session-closed', 'done']);
});

test('answers are streamed: what is printed comes before the end', async () => {
  const page = await Page.join(server);
  page.evaluate = () => [{ out: 'first\n' }];
  const id = editor.send({ op: 'eval', code: '(long)' });
  const out = await until(() => editor.got.find((m) => m.id === id));
  assert.equal(out.out, 'first\n');
  // what a page says while its thread is busy
  const request = page.got.at(-1);
  const posted = await server.request(`/blocking/output?page=${page.name}`, {
    method: 'POST',
    body: JSON.stringify({ id: request.id, out: 'second\n' }),
  });
  assert.equal(posted.status, 204);
  await until(() => editor.got.some((m) => m.out === 'second\n'));
  page.send({ id: request.id, status: ['done'] });
  await until(() => editor.got.some((m) => m.id === id && m.status));
  await page.leave();
});

test('a body that is no message is refused', async () => {
  const { status } = await server.request('/blocking/output?page=p1', { method: 'POST', body: '{"id":' });
  assert.equal(status, 400);
});

test('interrupting: the page that is busy learns of it by asking', async () => {
  const page = await Page.join(server);
  page.evaluate = () => [];
  const session = await editor.clone();
  const id = editor.send({ op: 'eval', code: '(loop [] (recur))', session });
  await page.next((m) => m.op === 'eval');
  const asks = async () => String((await server.request(`/blocking/interrupt?page=${page.name}`)).body).trim();
  assert.equal(await asks(), '0');
  assert.deepEqual(statuses(await editor.ask({ op: 'interrupt', session, 'interrupt-id': 'other' })), ['error', 'interrupt-id-mismatch', 'done']);
  assert.deepEqual(statuses(await editor.ask({ op: 'interrupt', session, 'interrupt-id': id })), ['done']);
  assert.equal(await asks(), '1');
  await page.next((m) => m.op === 'interrupt');
  page.send({ id: page.got.find((m) => m.op === 'eval').id, status: ['interrupted', 'done'] });
  await until(() => editor.got.some((m) => m.id === id && m.status?.includes('interrupted')));
  assert.equal(await asks(), '0');
  await page.leave();
});

test('input: a page waits for it in a request', async () => {
  const page = await Page.join(server);
  const session = await editor.clone();
  const waiting = server.request(`/blocking/stdin?page=${page.name}&session=${session}`);
  await sleep(30);
  await editor.ask({ op: 'stdin', session, stdin: 'a line\n' });
  const { status, body } = await waiting;
  assert.equal(status, 200);
  assert.equal(String(body), 'a line\n');
  const unanswered = server.request(`/blocking/stdin?page=${page.name}&session=${session}`);
  await sleep(30);
  await page.leave();
  assert.equal((await unanswered).status, 204);
});

test('two pages: a definition reaches both, a question only the first; another page can be chosen', async () => {
  const first = await Page.join(server);
  const second = await Page.join(server, { name: 'phone' });
  await editor.ask({ op: 'eval', code: '(def a 1)' });
  await until(() => second.applied.some((m) => m.code === '(def a 1)'));
  await editor.ask({ op: 'eval', code: '(inc a)' });
  assert.ok(first.got.some((m) => m.code === '(inc a)'));
  await editor.ask({ op: 'eval', code: '(dec a)', page: second.name });
  assert.ok(second.got.some((m) => m.code === '(dec a)'));
  assert.ok(!second.got.some((m) => m.code === '(inc a)'));
  assert.ok(!first.got.some((m) => m.code === '(dec a)'));
  const [{ pages }] = await editor.ask({ op: 'jank/pages' });
  assert.deepEqual(pages.map(({ page, name }) => [page, name]), [[first.name, 'fake'], [second.name, 'phone']]);

  const third = await Page.join(server);
  await until(() => third.applied.some((m) => m.code === '(def a 1)'));
  assert.equal(third.applied[0].n, 1);
  for (const page of [first, second, third]) await page.leave();
});

test('a page that lost its connection comes back where it was', async () => {
  const page = await Page.join(server);
  await until(() => page.applied.length === page.welcome.missing);
  await editor.ask({ op: 'eval', code: '(def b 1)' });
  const { page: name, run } = page.welcome;
  await page.leave();
  const back = await Page.join(server, { page: name, run, applied: page.welcome.log });
  assert.equal(back.name, name);
  assert.equal(back.welcome.missing, 0);
  await editor.ask({ op: 'eval', code: '(inc b)' });
  assert.equal(back.applied.length, 0);
  await back.leave();
});

test('a page of another build is told so', async () => {
  const page = new Page(server, { build: 'old' });
  await page.open();
  const { build } = await page.next((m) => m.op === 'other-build');
  assert.match(build, /^[0-9a-f]{16}$/);
  await page.leave();
});

test('an editor may speak JSON over the WebSocket', async () => {
  const page = await Page.join(server);
  const socket = server.socket();
  const got = [];
  socket.on('message', (data) => got.push(JSON.parse(data)));
  await once(socket, 'open');
  socket.send(JSON.stringify({ op: 'clone', id: '1' }));
  const { 'new-session': session } = await until(() => got[0]);
  socket.send(JSON.stringify({ op: 'eval', code: '42', id: 2, session }));
  const last = await until(() => got.find((m) => m.id === '2' && m.status));
  assert.deepEqual(last.status, ['done']);
  assert.equal(got.find((m) => m.value).value, '42');
  socket.close();
  await page.leave();
});

test('a page asks too, and what it changes goes to the others', async () => {
  const page = await Page.join(server);
  const other = await Page.join(server);
  page.send({ op: 'eval', id: 'c1', session: 'panel', code: '(def c 1)' });
  await page.next((m) => m.id === 'c1' && m.value === '(def c 1)');
  await until(() => other.applied.some((m) => m.code === '(def c 1)'));
  await page.leave();
  await other.leave();
});

test('big messages pass whole', async () => {
  const page = await Page.join(server);
  const code = 'ä'.repeat(3_000_000);
  const [{ value }] = await editor.ask({ op: 'eval', code });
  assert.ok(value === code);
  await page.leave();
});

test('nREPL has no token, so it is on loopback only', async () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'somewhere.example', '127.evil.example']) {
    await assert.rejects(Server.start({ options: ['--nrepl-host', host] }), /--nrepl-host: '\S+' lies beyond loopback[^]*ssh -N -L PORT:127\.0\.0\.1:PORT/);
  }
  // Beyond loopback with the page, it stays where it is.
  const open = await Server.start({ options: ['--host', '0.0.0.0'] });
  try {
    assert.match(open.output, /nREPL server started on port \d+ on host 127\.0\.0\.1 /);
    const listening = readFileSync('/proc/net/tcp', 'utf8').match(/[0-9A-F]{8}:[0-9A-F]{4} (?=00000000:0000 0A)/g).map((text) => text.split(':'));
    const own = listening.filter(([, port]) => parseInt(port, 16) === open.nrepl);
    assert.deepEqual(own.map(([address]) => address), ['0100007F']);
  } finally {
    await open.remove();
  }
  const other = await Server.start({ options: ['--nrepl-host', '127.0.0.2'] });
  await other.remove();
});

test('one line for each event', () => {
  for (const line of [/editor e1 connected/, /page p\d+ connected: fake, node/, /p\d+: eval \(def a 1\): [\d.]+ ms/, /page p\d+ \(fake\) is gone/]) {
    assert.match(server.output, line);
  }
});
