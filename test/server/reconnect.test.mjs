// Connections that are lost in the middle of things: nothing is lost, and nothing is done twice.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { connectClient, numbersFrom, unreliableWay } from './client.mjs';
import { Editor, Page, Server, sleep, until } from './server.mjs';

let server;
let editor;
before(async () => {
  server = await Server.start();
  editor = await Editor.connect(server);
});
after(() => server.remove());

const evaluate = (code, keys) => editor.ask({ op: 'eval', code, ...keys }, 60000);
const back = (client) => until(() => client.states.at(-1) === 'connected' && client.link.connected, 'the connection');

test('pages whose connections break during patches end where the others are, and have nothing twice', async () => {
  const number = numbersFrom(7);
  const way = await unreliableWay(server.port, () => 900 + number(2500));
  const steady = await connectClient(server);
  const shaky = [await connectClient(server, { port: way.port }), await connectClient(server, { port: way.port })];
  const clients = [steady, ...shaky];
  const wanted = [];
  for (let i = 0; i < 40; i++) {
    const { link } = clients[number(3)];
    const code = `(def a${i} "${'x'.repeat(number(400))}")`;
    const answers = await evaluate(code, { page: link.hello.page });
    wanted.push(code);
    // Every answer once, and in order.
    assert.deepEqual(answers.map((m) => m.out ?? m.value ?? m.status[0]), ['one\n', 'two\n', 'three\n', code, 'done']);
  }
  for (const { kept, link } of clients) {
    await until(() => kept.length === wanted.length && link.state === 'connected', 'the last patch');
    assert.deepEqual(kept, wanted);
  }
  assert.ok(shaky.every(({ states }) => states.filter((state) => state === 'disconnected').length > 3), 'the connections broke');
  for (const client of clients) client.close();
  way.close();
});

test('saved files and modules too', async () => {
  const client = await connectClient(server);
  await until(() => client.link.missing === 0);
  const had = client.kept.length;
  client.link.socket.socket.pause();
  writeFileSync(server.path('src/saved.jank'), '(ns saved) 1');
  await sleep(200);
  client.cut();
  await back(client);
  await until(() => client.kept.length > had);
  await evaluate('(inc 1)');
  assert.deepEqual(client.kept.slice(had), ['saved.jank']);
  client.close();
});

test('a page that was away for so long that it was given up keeps what it has, and gets only what it lacks', async () => {
  const client = await connectClient(server);
  const other = await connectClient(server);
  await until(() => client.link.missing === 0);
  await evaluate('(def own 1)', { page: client.link.hello.page });
  const had = client.kept.length;
  const { page: name } = client.link.hello;
  const { open } = client.link;
  client.link.open = () => {};
  client.cut();
  await server.saw(new RegExp(`page ${name} \\(client\\) is gone`));
  await until(async () => (await evaluate('(inc 1)', { page: name })).at(-1).status.includes('no-page'), 'the end of its time');
  await evaluate('(def missed 1)', { page: other.link.hello.page });
  client.link.open = open;
  client.link.open();
  await back(client);
  await until(() => client.kept.length > had);
  await evaluate('(def last 1)', { page: name });
  assert.equal(client.link.hello.page, name);
  assert.deepEqual(client.kept.slice(had), ['(def missed 1)', '(def last 1)']);
  client.close();
  other.close();
});

// A page that works on a form while it is given up, and the others.
async function givenUp(code) {
  const client = await connectClient(server);
  const other = await connectClient(server);
  await until(() => client.link.missing === 0 && other.link.missing === 0);
  const { open } = client.link;
  client.link.open = () => {};
  const { page: name } = client.link.hello;
  const failed = evaluate(code, { page: name });
  await until(() => client.image.finish, 'the form');
  client.cut();
  const answers = await failed;
  assert.deepEqual([answers[0].out, answers.at(-1).status], ['one\n', ['done', 'error', 'page-lost']]);
  client.link.open = open;
  return { client, other, name, end: () => [client, other].forEach((c) => c.close()) };
}

test('what a page finishes after it was given up reaches the others', async () => {
  const { client, other, name, end } = await givenUp('(def later 1)');
  const [had, otherHad] = [client.kept.length, other.kept.length];
  client.image.finish();
  client.link.open();
  await back(client);
  await until(() => other.kept.length > otherHad);
  assert.deepEqual(other.kept.slice(otherHad), ['(def later 1)']);
  await server.saw(new RegExp(`${name} has finished after all: eval \\(def later 1\\); the other pages get it`));
  await evaluate('(inc 1)', { page: name });
  assert.deepEqual(client.kept.slice(had), ['(def later 1)']);
  const fresh = await connectClient(server);
  await until(() => fresh.kept.includes('(def later 1)'));
  fresh.close();
  end();
});

test('and leaves it stale when others have changed meanwhile', async () => {
  const { client, other, name, end } = await givenUp('(def later 2)');
  await evaluate('(def between 3)', { page: other.link.hello.page });
  const told = [];
  client.link.onstale = (message) => told.push(message);
  client.link.open();
  await until(() => client.link.connected, 'the connection');
  client.image.finish();
  await until(() => client.kept.at(-1) === '(def between 3)', 'the log');
  assert.match(told[0], new RegExp(`^${name} has finished after all: eval \\(def later 2\\), but others had changed since`));
  assert.equal(client.states.at(-1), 'stale');
  assert.ok(!other.kept.includes('(def later 2)'));
  await evaluate('(def after 4)', { page: name });
  await until(() => other.kept.at(-1) === '(def after 4)', 'the other page');
  assert.equal(client.states.at(-1), 'stale');
  client.cut();
  await until(() => told.length === 2, 'the welcome');
  end();
});

test("a page's own request fails when the connection goes, and goes to the image itself while there is none", async () => {
  const client = await connectClient(server);
  const busy = await Page.join(server);
  busy.evaluate = () => [];
  const asked = client.page.request({ op: 'eval', code: '1', page: busy.name });
  await busy.next((m) => m.op === 'eval');
  client.cut();
  assert.match((await asked).err, /the connection to the server was lost/);
  assert.equal(await client.page.evaluate('(alone)'), '(alone)');
  await back(client);
  assert.equal(await client.page.evaluate('(again)'), '(again)');
  client.close();
  await busy.leave();
});

test('of an answer that is endless only the last part is kept', async () => {
  const client = await connectClient(server);
  await evaluate('(inc 1)', { page: client.link.hello.page });
  const { link } = client;
  for (let i = 0; i < 5000; i++) link.send({ id: link.hello.received, out: String(i) });
  assert.ok(link.answers.length <= 1000);
  assert.equal(link.answers.at(-1).out, '4999');
  client.close();
});
