#!/usr/bin/env node
// Edit to live, the whole way: an nREPL client sends (defn ggg [v] (+ K v)), K changing, over loopback to the server, which gives it to the
// page, and the value comes back. Beside it JVM Clojure's own nREPL (Debian's libnrepl-clojure), with the same client. Each answer is checked
// by calling ggg afterwards.
//
//   eval "$(bin/setup --env)"; node bench/live-latency.mjs [--json] [--count 500] [--only node,chromium,jvm]
//
// Client and servers send without delay (TCP_NODELAY), so that nobody waits for an acknowledgement.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decode, encode } from './bencode.mjs';
import { line, summarize } from './statistics.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    count: { type: 'string', default: '500' },
    only: { type: 'string', default: 'node,chromium,jvm' },
  },
});
const count = Number(options.count);
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(join(root, 'test/package.json'));
const folder = mkdtempSync(join(tmpdir(), 'jank-latency-'));
const children = [];
const closers = [];

// Starts a program and waits for the port that it prints.
function startServer(command, args, keys = {}) {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...keys });
  children.push(child);
  let output = '';
  return new Promise((done, failed) => {
    const take = (text) => {
      output += text;
      const port = output.match(/nREPL server started on port (\d+)/)?.[1];
      if (port) done({ port: Number(port), url: () => output.match(/^http:\/\/\S+/m)?.[0] });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('exit', (status) => failed(new Error(`${command} ended with ${status}: ${output}`)));
  });
}

// A connection that sends one message after the other and waits for `done`.
async function connect(port) {
  const socket = net.connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await new Promise((done, failed) => socket.once('connect', done).once('error', failed));
  let unread = Buffer.alloc(0);
  let waiting;
  let all = [];
  socket.on('data', (bytes) => {
    unread = Buffer.concat([unread, bytes]);
    for (;;) {
      const read = decode(unread);
      if (!read) return;
      const [message, size] = read;
      unread = unread.subarray(size);
      all.push(message);
      if (!message.status?.includes('done')) continue;
      const messages = all;
      all = [];
      waiting(messages);
    }
  });
  return {
    ask: (message) =>
      new Promise((done) => {
        waiting = done;
        socket.write(encode(message));
      }),
    close: () => socket.destroy(),
  };
}

async function measure(port) {
  const client = await connect(port);
  const session = (await client.ask({ op: 'clone', id: '0' }))[0]['new-session'];
  const evaluate = async (code, id) => {
    const messages = await client.ask({ op: 'eval', code, session, id });
    const value = messages.find((m) => m.value !== undefined)?.value;
    if (value === undefined) throw new Error(`${code}: ${JSON.stringify(messages)}`);
    return value;
  };
  const times = [];
  for (let k = -50; k < count; ++k) {
    const start = performance.now();
    await evaluate(`(defn ggg [v] (+ ${k} v))`, `d${k}`);
    const time = performance.now() - start;
    if (k >= 0) times.push(time); // the first ones warm up
    const value = await evaluate('(ggg 10)', `c${k}`);
    if (value !== String(k + 10)) throw new Error(`(ggg 10) is ${value} after ${k}`);
  }
  client.close();
  return summarize(times);
}

function buildHello() {
  const built = process.env.JANK_BUILD_DIR ? ['--skip-build', '--build-dir', process.env.JANK_BUILD_DIR] : [];
  execFileSync(join(root, 'bin/emscripten-bundle'), [...built, '--output-dir', folder, join(root, 'bench/hello.jank')], {
    env: { ...process.env, HOT_RELOAD: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const jankDev = (work, ...more) =>
  startServer(process.env.JANK_DEV ?? join(root, 'bin/jank-dev'), [
    ...['--program', 'hello', '--build-folder', folder, '--sources', join(root, 'bench'), '--work-folder', join(folder, work)],
    ...more,
  ]);

const ways = {
  async node() {
    const page = `node ${join(root, 'client/node.mjs')} ${join(folder, 'hello.js')}`;
    const { port } = await jankDev('node', '--port', '0', '--page-command', page);
    return measure(port);
  },
  async chromium() {
    const { chromium } = require('playwright-core');
    const { port, url } = await jankDev('chromium', '--port', '0');
    const browser = await chromium.launch({
      executablePath: process.env.JANK_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    closers.push(() => browser.close());
    const page = await browser.newPage();
    await page.goto(new URL('hello.html', url()).href);
    await page.locator('jank-overlay #light[data-state=connected]').waitFor();
    return measure(port);
  },
  async jvm() {
    const jars = ['clojure', 'core.specs.alpha', 'spec.alpha', 'nrepl'].map((name) => `/usr/share/java/${name}.jar`);
    // As it comes, its sockets wait for acknowledgements between the pieces of an answer.
    writeFileSync(
      join(folder, 'start.clj'),
      `(require '[nrepl.server :as server] '[nrepl.transport :as transport])
       (defn without-delay [^java.net.Socket socket]
         (.setTcpNoDelay socket true)
         (transport/bencode socket))
       (println "nREPL server started on port"
                (:port (server/start-server :port 0 :bind "127.0.0.1" :transport-fn without-delay)))
       @(promise)`,
    );
    const { port } = await startServer('java', ['-cp', jars.join(':'), 'clojure.main', 'start.clj']);
    return measure(port);
  },
};

try {
  buildHello();
  const results = {};
  for (const way of options.only.split(',')) results[way] = await ways[way]();
  if (options.json) {
    console.log(JSON.stringify({ unit: 'ms', count, results }, null, 2));
  } else {
    console.log(`${count} times (defn ggg [v] (+ K v)), sent by an nREPL client until done; Node ${process.version}`);
    console.log('through         median       p25       p75       p99       max');
    for (const [way, s] of Object.entries(results)) console.log(line(way, s));
  }
} finally {
  for (const close of closers) await close();
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
