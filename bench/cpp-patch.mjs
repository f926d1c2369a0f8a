#!/usr/bin/env node
// C++ saved to live: a file under patches/ is written, the server compiles it and sends it, a hot image on Node loads it, and the function
// is called and gives the new value. Each time with another constant, so that nothing comes from the cache.
//
//   node bench/cpp-patch.mjs [--json] [--count 40] [--emcc 5] [--pause 1000] [--image build-wasm/hot/image/jank.js]
//
// Between two saves is a pause, as when a person saves; without one (--pause 0) the resident compiler has not made itself ready again.
// "plain" is one function without headers; "library" uses <string> and <vector>. Each is measured with the resident compiler, with clang and
// wasm-ld as programs of their own, and, in the same run, with emcc, to which file watching and the WebSocket are spared.

import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Page, Server, makeFolders, root, sleep } from '../test/server/server.mjs';
import { evaluator, loadImage } from './image.mjs';
import { line, summarize } from './statistics.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    count: { type: 'string', default: '40' },
    emcc: { type: 'string', default: '5' },
    pause: { type: 'string', default: '1000' },
    image: { type: 'string', default: join(root, 'build-wasm/hot/image/jank.js') },
  },
});

const sources = {
  plain: (k) => `extern "C" {
void *jank_box_integer(long long value);
long long jank_unbox_integer(void *value);
__attribute__((export_name("user/f"))) void *f(void *v) { return jank_box_integer(jank_unbox_integer(v) + ${k}); }
}
`,
  library: (k) => `#include <jank/patch.h>
#include <string>
#include <vector>

static jank_value f(jank_value v) {
  std::vector<std::string> digits;
  for(int64_t n = jank_unbox_integer(v) + ${k}; n > 0; n /= 10) { digits.push_back(std::string(1, char('0' + n % 10))); }
  std::string number;
  while(!digits.empty()) {
    number += digits.back();
    digits.pop_back();
  }
  return jank_box_integer(std::stoll(number));
}

JANK_PATCH({"user/f", "1", JANK_FUNCTION(f)})
`,
};

const evaluate = evaluator(await loadImage(options.image, ['-e', 'nil']));
evaluate('(def f nil)');

// Loads a module and calls what it brought.
function takeLive(path, k) {
  evaluate(`(jank.hot/load-patch "${path}")`);
  const { value } = evaluate('(f 1000000)');
  if (value !== String(1000000 + k)) throw new Error(`f gives ${value} after ${k}`);
}

async function withServer(resident) {
  process.env.JANK_DEV_RESIDENT = resident ? '1' : '0';
  const folder = makeFolders();
  copyFileSync(options.image.replace(/\.js$/, '.wasm'), join(folder, 'build/app.wasm'));
  const server = await Server.start({ folder, compile: true });
  const page = await Page.join(server);
  const samples = { plain: [], library: [], 'plain compile': [], 'library compile': [] };
  let k = 1000;
  for (const [name, source] of Object.entries(sources)) {
    const file = server.path(`patches/${name}.cpp`);
    const wasm = server.path(`${name}.wasm`);
    // The first one precompiles headers.
    for (let i = 0; i <= Number(options.count); ++i) {
      ++k;
      let start;
      const live = new Promise((done, failed) => {
        page.evaluate = (message) => {
          try {
            writeFileSync(wasm, message.bytes);
            takeLive(wasm, k);
            done(performance.now() - start);
          } catch (e) {
            failed(e);
          }
          return [{ status: ['done'], changed: true }];
        };
      });
      const seen = server.output.length;
      await sleep(Number(options.pause));
      start = performance.now();
      writeFileSync(file, source(k));
      const ms = await live;
      const [, compiled] = await server.saw(/compiled in ([\d.]+) ms/, seen);
      if (i === 0) continue;
      samples[name].push(ms);
      samples[`${name} compile`].push(Number(compiled));
    }
  }
  await server.remove();
  return samples;
}

function withEmcc() {
  const folder = makeFolders();
  const samples = { plain: [], library: [] };
  let k = 5000;
  for (const [name, source] of Object.entries(sources)) {
    const file = join(folder, `patches/${name}.cpp`);
    const wasm = join(folder, `${name}.wasm`);
    for (let i = 0; i < Number(options.emcc); ++i) {
      ++k;
      const start = performance.now();
      writeFileSync(file, source(k));
      const flags = ['-sSIDE_MODULE=1', '-O2', '-fPIC', '-fwasm-exceptions', '-std=c++20', '-I', join(root, 'include')];
      const done = spawnSync('emcc', [file, '-o', wasm, ...flags], { encoding: 'utf8' });
      if (done.status !== 0) throw new Error(done.error?.message ?? done.stderr);
      takeLive(wasm, k);
      samples[name].push(performance.now() - start);
    }
  }
  return samples;
}

const results = { resident: await withServer(true), programs: await withServer(false) };
if (Number(options.emcc) > 0) results.emcc = withEmcc();
const summary = Object.fromEntries(
  Object.entries(results).map(([way, samples]) => [way, Object.fromEntries(Object.entries(samples).map(([name, ms]) => [name, summarize(ms)]))]),
);
if (options.json) {
  console.log(JSON.stringify({ unit: 'ms', summary }, null, 2));
} else {
  console.log(`C++ saved to live, ${options.count} times each, ${options.pause} ms apart, Node ${process.version}`);
  for (const [way, samples] of Object.entries(summary)) {
    console.log(`${way}\n                   median       p25       p75       p99       max`);
    for (const [name, s] of Object.entries(samples)) console.log(line(name.padEnd(16), s));
  }
}
process.exit(0);
