// What the tests of the server share: a server of their own in a folder of its own, a page that is none, editors.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Debian's node-ws, where Debian's Node would look for it.
export const { WebSocket } = createRequire(import.meta.url)('/usr/share/nodejs/ws');
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const built = process.env.JANK_SERVER_BUILD_DIR ?? join(root, 'build-server');

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Until `condition` gives something; fails after that many ms.
export async function until(condition, what = 'it', ms = 20000) {
  for (const end = Date.now() + ms; ; await sleep(5)) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
  }
}

// Folders with a build that is none: the server does not look into it.
export function makeFolders() {
  const folder = mkdtempSync(join(tmpdir(), 'jank-server-test-'));
  for (const name of ['build', 'src', 'patches', 'cwd']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'build/app.html'), '<!doctype html><html><head><title>app</title></head><body>app</body></html>\n');
  writeFileSync(join(folder, 'build/app.js'), '// a script\n'.repeat(1000));
  writeFileSync(join(folder, 'build/app.wasm'), Buffer.concat([Buffer.from('\0asm\x01\0\0\0'), Buffer.alloc(5000)]));
  writeFileSync(join(folder, 'src/app.jank'), '(ns app)\n');
  return folder;
}

export class Server {
  // `compile`: with the toolchain, for patches.
  static async start({ folder = makeFolders(), options = [], compile = false } = {}) {
    const server = new Server();
    server.folder = folder;
    server.output = '';
    const at = (name) => join(folder, name);
    const own = ['--program', 'app', '--build-folder', at('build'), '--sources', at('src'), '--assets', at('src'), '--patches', at('patches')];
    own.push('--work-folder', at('work'), ...options);
    if (!own.includes('--client')) own.push('--client', join(root, 'client'));
    const program = compile ? join(root, 'bin/jank-dev') : join(built, 'jank_server');
    server.process = spawn(program, own, { cwd: at('cwd'), env: { ...process.env, JANK_SERVER_BUILD_DIR: built, JANK_DEV_BUILD: '0' } });
    for (const stream of [server.process.stdout, server.process.stderr]) stream.on('data', (text) => (server.output += text));
    server.ended = once(server.process, 'exit').then(([code, signal]) => code ?? signal);
    const [, nrepl] = await server.saw(/nREPL server started on port (\d+) on host \S+ - nrepl:\/\/\S+:\1\n/);
    const [, url] = await server.saw(/\n(http:\S+)\n/);
    Object.assign(server, { nrepl: Number(nrepl), url: new URL(url), port: Number(new URL(url).port) });
    return server;
  }

  saw(pattern, from = 0) {
    return until(() => this.output.slice(from).match(pattern) ?? (this.process.exitCode !== null ? Promise.reject(new Error(this.output)) : null), pattern);
  }

  async stop(signal = 'SIGTERM') {
    this.process.kill(signal);
    return this.ended;
  }

  async remove() {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.stop('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  path(name) {
    return join(this.folder, name);
  }
  portFile() {
    const file = this.path('cwd/.nrepl-port');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  // { status, headers, body }, as node:http has them, which lets one say anything.
  request(path, { method = 'GET', headers = {}, body } = {}) {
    return new Promise((done, failed) => {
      const asked = http.request({ host: '127.0.0.1', port: this.port, path, method, headers, agent: false }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }));
      });
      asked.on('error', failed);
      asked.end(body);
    });
  }

  socket(query = '', options = {}) {
    return new WebSocket(`ws://127.0.0.1:${this.port}/repl${query}`, options);
  }
}

// The page's side of the protocol. `evaluate` answers requests: what it returns is sent, with the id; by default the code comes back
// as the value, and code that begins with "(def" changes something.
export class Page {
  constructor(server, { build, query, ...hello } = {}) {
    Object.assign(this, { server, got: [], applied: [], modules: [], closed: false });
    this.socket = server.socket(query);
    this.socket.on('message', (data, binary) => this.take(data, binary));
    this.socket.on('close', (code) => Object.assign(this, { closed: true, code }));
    this.socket.on('error', (error) => (this.error = error));
    this.hello = { op: 'hello', kind: 'node', name: 'fake', applied: 0, build, ...hello };
  }

  // A page that was welcomed.
  static async join(server, hello = {}) {
    const page = new Page(server, { build: await buildOf(server), ...hello });
    await page.open();
    page.welcome = await page.next((m) => m.op === 'welcome');
    page.name = page.welcome.page;
    return page;
  }

  async open() {
    await once(this.socket, 'open');
    this.send(this.hello);
  }
  send(message) {
    this.socket.send(JSON.stringify(message));
  }
  next(wanted) {
    return until(() => this.got.find(wanted), `a message to ${this.name}`);
  }

  take(data, binary) {
    let message;
    if (binary) {
      const size = data.readUInt32LE(0);
      message = JSON.parse(data.subarray(4, 4 + size));
      message.bytes = data.subarray(4 + size);
      this.modules.push(message);
    } else message = JSON.parse(data);
    this.got.push(message);
    if (message.n) {
      this.applied.push(message);
      this.send({ op: 'applied', n: message.n });
    } else if (/^s/.test(message.id) && message.op !== 'interrupt') {
      for (const answer of this.evaluate(message)) this.send({ id: message.id, ...answer });
    }
  }

  evaluate(message) {
    if (message.op !== 'eval') return [{ status: ['done'], changed: message.op === 'load-module' || message.op === 'reload' }];
    return [{ value: message.code, ns: 'user' }, { status: ['done'], changed: String(message.code).startsWith('(def') }];
  }

  async leave() {
    this.socket.terminate();
    await until(() => this.closed);
  }
}

// What the server's page says it is.
export async function buildOf(server) {
  const { body } = await server.request(`/${server.url.search}`);
  return String(body).match(/main\.js\?build=([0-9a-f]+)/)[1];
}

// Bencode, as an editor has it.
export function encode(value) {
  if (typeof value === 'number') return `i${value}e`;
  if (typeof value === 'string') return `${Buffer.byteLength(value)}:${value}`;
  if (Array.isArray(value)) return `l${value.map(encode).join('')}e`;
  return `d${Object.keys(value)
    .sort()
    .map((key) => encode(key) + encode(value[key]))
    .join('')}e`;
}

// [value, end], or nothing when there is more to come.
export function decode(bytes, at = 0) {
  if (at >= bytes.length) return undefined;
  const c = String.fromCharCode(bytes[at]);
  if (c === 'i') {
    const end = bytes.indexOf('e', at);
    return end < 0 ? undefined : [Number(bytes.subarray(at + 1, end)), end + 1];
  }
  if (c === 'l' || c === 'd') {
    const items = [];
    for (at += 1; ; ) {
      if (at >= bytes.length) return undefined;
      if (bytes[at] === 0x65) break;
      const item = decode(bytes, at);
      if (!item) return undefined;
      items.push(item[0]);
      at = item[1];
    }
    if (c === 'l') return [items, at + 1];
    const dictionary = {};
    for (let i = 0; i < items.length; i += 2) dictionary[items[i]] = items[i + 1];
    return [dictionary, at + 1];
  }
  const colon = bytes.indexOf(':', at);
  if (colon < 0) return undefined;
  const end = colon + 1 + Number(bytes.subarray(at, colon));
  return end > bytes.length ? undefined : [bytes.toString('utf8', colon + 1, end), end];
}

// An editor that speaks bencode over TCP.
export class Editor {
  static async connect(server) {
    const editor = new Editor();
    Object.assign(editor, { got: [], pending: Buffer.alloc(0), asked: 0, closed: false });
    editor.socket = net.connect(server.nrepl, '127.0.0.1');
    editor.socket.setNoDelay(true);
    editor.socket.on('data', (bytes) => editor.take(bytes));
    editor.socket.on('close', () => (editor.closed = true));
    editor.socket.on('error', () => {});
    await once(editor.socket, 'connect');
    return editor;
  }

  take(bytes) {
    this.pending = Buffer.concat([this.pending, bytes]);
    for (let found; (found = decode(this.pending)); this.pending = this.pending.subarray(found[1])) this.got.push(found[0]);
  }

  send(message) {
    const id = message.id ?? String(++this.asked);
    this.socket.write(encode({ ...message, id }));
    return id;
  }

  // The answers, up to the one that says that it was the last.
  async ask(message, ms) {
    const id = this.send(message);
    await until(() => this.got.some((m) => m.id === id && m.status?.includes('done')), JSON.stringify(message), ms);
    return this.got.filter((m) => m.id === id);
  }

  async clone() {
    return (await this.ask({ op: 'clone' }))[0]['new-session'];
  }
}
