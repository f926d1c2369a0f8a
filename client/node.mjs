// A page without a browser: runs an image on Node and connects it to the server, as main.js does in a page.
//
//   node client/node.mjs IMAGE.js --server http://127.0.0.1:8080 [--token T] [--build ID] [--name NAME] [-- ARGUMENTS...]
//
// What is left out is taken from JANK_SERVER, JANK_TOKEN, JANK_BUILD and JANK_NAME.
//
// The image has this thread. The connection, and requests that the image waits for, are a worker's (node_link.mjs): this thread waits for
// it by Atomics.wait.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import vm from 'node:vm';
import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';
import { attach } from './image.js';

const usage = 'usage: node client/node.mjs IMAGE.js --server URL [--token T] [--build ID] [--name NAME] [-- ARGUMENTS...]';
const separator = process.argv.indexOf('--');
const own = process.argv.slice(2, separator < 0 ? undefined : separator);
const options = {};
for (const name of ['server', 'token', 'build', 'name']) {
  options[name] = { type: 'string', default: process.env[`JANK_${name.toUpperCase()}`] ?? '' };
}
let parsed;
try {
  parsed = parseArgs({ args: own, options, allowPositionals: true });
  if (parsed.positionals.length !== 1 || !parsed.values.server) throw new Error('an image and --server are wanted');
} catch (e) {
  console.error(`node.mjs: ${e.message}\n${usage}`);
  process.exit(2);
}
const { server, token, build, name } = parsed.values;

function loadImage(path) {
  const file = resolve(path);
  // The image's JavaScript is a script: it looks for a global Module, and for what a CommonJS module has.
  globalThis.require = createRequire(file);
  globalThis.__filename = file;
  globalThis.__dirname = dirname(file);
  return new Promise((done, failed) => {
    globalThis.Module = {
      arguments: separator < 0 ? [] : process.argv.slice(separator + 1),
      postRun: [() => done(globalThis.Module.jankSession)],
      onAbort: failed,
    };
    vm.runInThisContext(readFileSync(file, 'utf8'), { filename: file });
  });
}

function startWorker() {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1: answers, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./node_link.mjs', import.meta.url), {
    workerData: { server, token, build, name: name || 'node', signal, answers: port2 },
    transferList: [port2],
  });
  const fetchText = (path) => {
    Atomics.store(signal, 0, 0);
    worker.postMessage({ path });
    Atomics.wait(signal, 0, 0);
    return receiveMessageOnPort(answers).message;
  };
  return { worker, fetchText };
}

let session;
try {
  session = await loadImage(parsed.positionals[0]);
} catch (e) {
  console.error(`node.mjs: the image ${parsed.positionals[0]} cannot be loaded: ${e.message ?? e}`);
  process.exit(1);
}
if (!session) {
  console.error(`node.mjs: ${parsed.positionals[0]} is no hot image; build it with HOT_RELOAD=1`);
  process.exit(1);
}
const { worker, fetchText } = startWorker();
const link = {
  connected: false,
  hello: {},
  send: (message) => worker.postMessage({ send: message }),
  applied: (entry) => worker.postMessage({ applied: entry }),
};
const page = attach(session, link, token, fetchText);
worker.on('message', ({ state, connected, hello, sources, message, bytes }) => {
  if (message) return page.take(message, bytes);
  Object.assign(link, { connected, hello });
  if (sources) page.welcome(sources);
  if (state === 'disconnected') page.lost();
});
globalThis.jankEval = (code) => page.evaluate(code);
