// The same in a page of Chromium, headless: a server for the image, the modules and the code; the page posts its result.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

const page = (modules, count) => `<!doctype html><meta charset="utf-8"><title>endurance</title>
<script>
  const report = (body) => fetch('/result', { method: 'POST', body: JSON.stringify(body) });
  addEventListener('error', (e) => report({ error: String(e.error?.stack ?? e.message) }));
  addEventListener('unhandledrejection', (e) => report({ error: String(e.reason?.stack ?? e.reason) }));
  var Module = { arguments: ['-e', 'nil'], onRuntimeInitialized: () => setTimeout(start, 0) };
  async function start() {
    const { endure } = await import('/bench/endurance/endure.mjs');
    const modules = [];
    for (let n = 0; n < ${modules}; ++n) {
      modules.push('/module' + n + '.wasm');
      Module.FS.writeFile(modules[n], new Uint8Array(await (await fetch('/module/' + n)).arrayBuffer()));
    }
    const heap = () => { gc(); return performance.memory.usedJSHeapSize; };
    await report({ result: await endure(Module, modules, ${count}, heap) });
  }
</script>
<script src="/jank.js"></script>`;

const types = { js: 'text/javascript', mjs: 'text/javascript', wasm: 'application/wasm', html: 'text/html' };

function serve(imagePath, modules, count, finished) {
  const files = {
    '/jank.js': imagePath,
    '/jank.wasm': imagePath.replace(/js$/, 'wasm'),
    '/bench/endurance/endure.mjs': join(here, 'endure.mjs'),
    '/bench/statistics.mjs': join(here, '../statistics.mjs'),
  };
  return createServer((request, response) => {
    const send = (bytes, type) => response.writeHead(200, { 'Content-Type': type }).end(bytes);
    const module = /^\/module\/(\d+)$/.exec(request.url);
    if (request.url === '/') send(page(modules.length, count), types.html);
    else if (module) send(readFileSync(modules[Number(module[1])]), types.wasm);
    else if (files[request.url]) send(readFileSync(files[request.url]), types[request.url.split('.').pop()]);
    else if (request.url === '/result') {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        response.end();
        finished(JSON.parse(body));
      });
    } else response.writeHead(404).end();
  });
}

// `modules`: paths of files. Resolves to { version, result }.
export async function runInBrowser(browser, imagePath, modules, count) {
  const version = execFileSync(browser, ['--version'], { encoding: 'utf8' }).trim().split(' ').slice(0, 2).join(' ');
  const profile = mkdtempSync(join(tmpdir(), 'jank-chromium-'));
  let server, process;
  try {
    const answer = await new Promise((done, failed) => {
      server = serve(imagePath, modules, count, done);
      server.listen(0, '127.0.0.1', () => {
        process = spawn(browser, [
          '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-extensions', '--no-first-run',
          '--enable-precise-memory-info', '--js-flags=--expose-gc', `--user-data-dir=${profile}`,
          `http://127.0.0.1:${server.address().port}/`,
        ], { stdio: 'ignore' });
        process.on('error', failed);
        process.on('exit', (status) => failed(new Error(`the browser ended early, with status ${status}`)));
      });
    });
    if (answer.error) throw new Error(answer.error);
    return { version, result: answer.result };
  } finally {
    if (process !== undefined && process.exitCode === null) {
      const ended = new Promise((done) => process.on('exit', done));
      process.kill();
      await ended;
    }
    server.close();
    server.closeAllConnections();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
