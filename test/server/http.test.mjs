// Files over HTTP, and who may have them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import test, { after, before } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { Server, root, until } from './server.mjs';

let server;
before(async () => {
  server = await Server.start();
  writeFileSync(server.path('src/style.css'), 'body { color: red }\n');
  mkdirSync(server.path('src/lib'));
  writeFileSync(server.path('src/lib/deep.jank'), '(ns lib.deep)\n');
  writeFileSync(server.path('secret'), 'secret');
  symlinkSync(server.path('secret'), server.path('build/link'));
});
after(() => server.remove());

test('the build is served with its types, and is not kept without being asked about', async () => {
  for (const [path, type] of [
    ['/app.js', 'text/javascript; charset=utf-8'],
    ['/app.wasm', 'application/wasm'],
    ['/', 'text/html; charset=utf-8'],
    ['/app.html', 'text/html; charset=utf-8'],
    ['/style.css', 'text/css; charset=utf-8'],
    ['/source/app.jank', 'text/plain; charset=utf-8'],
    ['/source/lib/deep.jank', 'text/plain; charset=utf-8'],
  ]) {
    const { status, headers } = await server.request(path);
    assert.equal(status, 200, path);
    assert.equal(headers['content-type'], type);
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
});

test('the client is put into pages', async () => {
  const { body } = await server.request('/');
  assert.match(String(body), /<script type="module" src="\/client\/main\.js\?build=[0-9a-f]{16}"><\/script>\n<\/head>/);
});

test('the client is less than 15,000 bytes as it is served, and the same program', async () => {
  const names = ['main.js'];
  let size = 0;
  for (const name of names) {
    const { status, headers, body } = await server.request(`/client/${name}`);
    assert.equal(status, 200, name);
    assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
    size += body.length;
    const served = String(body);
    const source = readFileSync(join(root, 'client', name), 'utf8');
    assert.equal(served.split('\n').length, source.split('\n').length);
    assert.equal(served.replace(/\s/g, ''), source.replace(/^ *\/\/.*$/gm, '').replace(/\s/g, ''));
    execFileSync(process.execPath, ['--input-type=module', '--check'], { input: served });
    for (const [, other] of source.matchAll(/from '\.\/(.*?)'/g)) if (!names.includes(other)) names.push(other);
  }
  assert.ok(names.length >= 5);
  assert.ok(size < 15000, `${size} bytes`);
});

test('a source is looked for in the folder that is named, or in all of them', async () => {
  const folders = ['one', 'two'].map((name) => server.path(name));
  for (const folder of folders) mkdirSync(folder);
  const two = await Server.start({ options: folders.flatMap((folder) => ['--sources', folder]) });
  try {
    writeFileSync(join(folders[1], 'x.jank'), '(ns x)\n');
    const status = async (query) => (await two.request(`/source/x.jank${query}`)).status;
    assert.deepEqual([await status(''), await status('?folder=2'), await status('?folder=1')], [200, 200, 404]);
    for (const folder of ['0', '3', '-1', 'two', '']) assert.equal(await status(`?folder=${folder}`), 404, folder);
  } finally {
    await two.remove();
  }
});

test('what was not changed is not sent again', async () => {
  const first = await server.request('/app.js');
  const again = await server.request('/app.js', { headers: { 'if-none-match': first.headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
  writeFileSync(server.path('build/app.js'), '// another script\n'.repeat(1000));
  const changed = await server.request('/app.js', { headers: { 'if-none-match': first.headers.etag } });
  assert.equal(changed.status, 200);
  assert.match(String(changed.body), /another/);
});

test('compression, as asked for', async () => {
  const plain = await server.request('/app.js');
  assert.equal(plain.headers['content-encoding'], undefined);
  for (const [accepted, name, unpack] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ]) {
    const packed = await server.request('/app.js', { headers: { 'accept-encoding': accepted } });
    assert.equal(packed.headers['content-encoding'], name);
    assert.equal(packed.headers.vary, 'Accept-Encoding');
    assert.ok(packed.body.length < plain.body.length / 10);
    assert.deepEqual(unpack(packed.body), plain.body);
    assert.notEqual(packed.headers.etag, plain.headers.etag);
  }
});

test('HEAD is GET without the body', async () => {
  const got = await server.request('/app.js');
  const head = await server.request('/app.js', { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(head.headers['content-length'], got.headers['content-length']);
  assert.equal(head.body.length, 0);
});

test('404 and 405', async () => {
  for (const path of ['/none', '/source/none.jank', '/client/none.js', '/blocking/none', '/source/', '/src']) {
    assert.equal((await server.request(path)).status, 404, path);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { status, headers } = await server.request('/app.js', { method });
    assert.equal(status, 405);
    assert.equal(headers.allow, 'GET, HEAD');
  }
  assert.equal((await server.request('/blocking/output?page=p1')).status, 405);
  assert.equal((await server.request('/repl')).status, 426);
});

test('nothing outside of the folders', async () => {
  for (const path of [
    '/../secret', '/%2e%2e/secret', '/..%2fsecret', '/build/../../secret', '//etc/passwd', '/%2fetc/passwd', '/link', '/source/../../secret',
    '/source/%2e%2e/%2e%2e/secret', '/client/../server/main.cpp', '/.hidden', '/app.js%00.html', '/%', '/%zz', '/app.jank',
  ]) {
    const { status, body } = await server.request(path);
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    assert.doesNotMatch(String(body), /secret$|root:/);
  }
});

test('other hosts and origins are refused', async () => {
  const ask = (headers) => server.request('/app.js', { headers }).then(({ status }) => status);
  assert.equal(await ask({ host: `localhost:${server.port}` }), 200);
  assert.equal(await ask({ host: 'evil.example' }), 403);
  assert.equal(await ask({ host: `127.0.0.1.evil.example:${server.port}` }), 403);
  assert.equal(await ask({ origin: 'http://evil.example' }), 403);
  assert.equal(await ask({ origin: 'http://localhost:1' }), 403);
  assert.equal(await ask({ origin: `http://localhost:${server.port}` }), 200);
  assert.equal(await ask({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }), 403);
  assert.equal(await ask({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }), 200);
  const { status, body } = await server.request('/blocking/interrupt?page=p1', { headers: { origin: 'http://evil.example' } });
  assert.equal(status, 403);
  assert.match(String(body), /another site/);
});

test('a WebSocket of another site is refused', async () => {
  for (const origin of ['http://evil.example', 'null', `http://localhost:1`]) {
    const socket = server.socket('', { origin });
    let why;
    socket.on('error', (error) => (why = error.message));
    await until(() => why);
    assert.match(why, /403/);
  }
});

// What a client writes that is no browser.
function raw(text) {
  return new Promise((done) => {
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes));
    socket.on('error', () => {});
    socket.on('close', () => done(answer));
  });
}

test('malformed and huge requests', async () => {
  assert.match(await raw('nonsense\r\n\r\n'), /^HTTP\/1\.1 400 /);
  assert.match(await raw('GET / HTTP/9.9\r\n\r\n'), /^HTTP\/1\.1 400 /);
  assert.match(await raw(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  assert.match(await raw('POST /blocking/output HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n'), /^HTTP\/1\.1 413 /);
  assert.match(await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n'), /^HTTP\/1\.1 403 /);
  assert.equal((await server.request('/app.js')).status, 200);
});

test('several requests over one connection', async () => {
  const one = 'GET /style.css HTTP/1.1\r\nHost: localhost\r\n';
  const answer = await raw(`${one}\r\n${one}\r\n${one}Connection: close\r\n\r\n`);
  assert.equal(answer.match(/HTTP\/1\.1 200 OK/g).length, 3);
});

test('a page of its own takes the place of the one that every build has', async () => {
  writeFileSync(server.path('src/index.html'), '<p>own</p>');
  const { body } = await server.request('/');
  assert.match(String(body), /^<p>own<\/p><script type="module"/);
});

test('isolation, when it was asked for', async () => {
  const plain = await server.request('/app.js');
  assert.equal(plain.headers['cross-origin-embedder-policy'], undefined);
  const isolated = await Server.start({ options: ['--isolate'] });
  try {
    const { headers } = await isolated.request('/');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['cross-origin-embedder-policy'], 'require-corp');
  } finally {
    await isolated.remove();
  }
});

test('beyond loopback a token is needed', async () => {
  const open = await Server.start({ options: ['--host', '0.0.0.0'] });
  try {
    const token = open.url.searchParams.get('token');
    assert.match(token, /^[0-9a-f]{32}$/);
    // Whoever has no token gets none.
    assert.doesNotMatch(String((await open.request('/')).body), /token=/);
    assert.doesNotMatch(String((await open.request('/?token=wrong')).body), /token=/);
    assert.match(String((await open.request(`/?token=${token}`)).body), new RegExp(`token=${token}`));
    assert.equal((await open.request('/blocking/interrupt?page=p1')).status, 403);
    assert.equal((await open.request(`/blocking/interrupt?page=p1&token=${token}`)).status, 200);
    assert.equal((await open.request('/source/app.jank')).status, 403);
    assert.equal((await open.request('/source/app.jank?token=wrong')).status, 403);
    assert.equal((await open.request(`/source/app.jank?token=${token}`)).status, 200);
    for (const query of ['', '?token=wrong']) {
      const socket = open.socket(query);
      let why;
      socket.on('error', (error) => (why = error.message));
      await until(() => why);
      assert.match(why, /403/);
    }
    const socket = open.socket(`?token=${token}`);
    await until(() => socket.readyState === 1);
    socket.close();
  } finally {
    await open.remove();
  }
});
