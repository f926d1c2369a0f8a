// The whole way: a program that is built, the server, Chromium, and an editor's client that is not ours.

import { spawn, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const nreplClient = require('nrepl-client');

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const bundle = join(root, 'bin/emscripten-bundle');

// A copy of the test's program, built; its files may be changed.
export function buildApp({ hot = true, name = 'shown', source = join(root, 'test/browser/app'), library = 'show.cpp' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'jank-live-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const app = join(folder, 'app');
  const out = join(folder, 'out');
  cpSync(source, app, { recursive: true });
  mkdirSync(join(app, 'patches'));
  const built = ['--skip-build', ...(process.env.JANK_BUILD_DIR ? ['--build-dir', process.env.JANK_BUILD_DIR] : []), '--output-dir', out, '--lib', join(app, library), join(app, `${name}.jank`)];
  try {
    execFileSync(bundle, built, { env: { ...process.env, HOT_RELOAD: hot ? '1' : '0' }, stdio: 'pipe' });
  } catch (e) {
    throw new Error(`${e.stdout}${e.stderr}`);
  }
  return { folder, app, out, name };
}

const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

// The server, when it listens: its addresses, what it said, and how to end it.
export async function serve({ folder, app, out, name }, ...more) {
  const child = spawn(
    process.env.JANK_DEV ?? join(root, 'bin/jank-dev'),
    [
      ...['--program', name, '--build-folder', out, '--sources', app, '--assets', app, '--patches', join(app, 'patches')],
      ...['--work-folder', join(folder, 'work'), ...more],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  children.add(child);
  const server = { child, output: '', ended: new Promise((done) => child.on('exit', done)) };
  server.stop = (signal = 'SIGTERM') => {
    child.kill(signal);
    return server.ended;
  };
  await new Promise((done, failed) => {
    const take = (text) => {
      server.output += text;
      server.nrepl = Number(server.output.match(/nREPL server started on port (\d+) on host/)?.[1]);
      server.url = server.output.match(/^http:\/\/\S+/m)?.[0];
      if (server.nrepl && server.url) done();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('exit', (status) => failed(new Error(`jank-dev ended with ${status}: ${server.output}`)));
  });
  return server;
}

let browser;
export async function newPage() {
  browser ??= await chromium.launch({
    executablePath: process.env.JANK_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  page.setDefaultTimeout(90000);
  page.said = [];
  page.on('console', (message) => page.said.push(message.text()));
  return page;
}
export const closeBrowser = () => browser?.close();

export async function openPage(server, path = 'page.html') {
  const page = await newPage();
  await page.goto(new URL(path, server.url).href);
  await stateIs(page, 'connected');
  return page;
}

const light = (state) => document.querySelector('jank-overlay')?.shadowRoot.querySelector('#light')?.dataset.state === state;
export const stateIs = (page, state) => page.waitForFunction(light, state, { timeout: 90000 });
export const shownText = (page) => page.locator('#shown').textContent();
export const showsText = (page, pattern) =>
  page.waitForFunction((text) => new RegExp(text).test(document.getElementById('shown')?.textContent), pattern, { timeout: 90000 });
export const overlayText = (page) => page.locator('jank-overlay #list').innerText();

// An nREPL client: evaluate(code) gives the messages put together.
export async function connectEditor(port) {
  const connection = nreplClient.connect({ port, host: '127.0.0.1' });
  await new Promise((done, failed) => {
    connection.once('connect', done);
    connection.once('error', failed);
  });
  connection.on('error', () => {});
  const ask = (message) =>
    new Promise((done, failed) => connection.send(message, (error, messages) => (error ? failed(error) : done(messages))));
  const session = (await ask({ op: 'clone' }))[0]['new-session'];
  return {
    ask: (message) => ask({ session, ...message }),
    close: () => connection.end(),
    async evaluate(code, keys = {}) {
      const all = { values: [], out: '', err: '', status: [] };
      for (const m of await ask({ op: 'eval', code, session, ...keys })) {
        if (m.value !== undefined) all.values.push(m.value);
        all.out += m.out ?? '';
        all.err += m.err ?? '';
        all.status.push(...(m.status ?? []));
      }
      return all;
    },
  };
}
