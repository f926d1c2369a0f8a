#!/usr/bin/env node
// 100,000 patches in one image: forms, and every hundredth a side module compiled from jank. Latency of the first and the last thousand,
// function table, wasm memory and JavaScript heap on the way.
//
//   node bench/endurance.mjs [--count 100000] [--image build-wasm/hot/image/jank.js] [--browser /usr/bin/chromium]
//                            [--json FILE] [--plot FILE.svg]
//
// In the browser the same image runs on the main thread of a page of its own, and the JavaScript heap is what performance.memory says.
// Numbers of both go into one plot (endurance-plot.mjs).

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runInBrowser } from './endurance/browser.mjs';
import { endure } from './endurance/endure.mjs';
import { plot } from './endurance/plot.mjs';
import { loadImage } from './image.mjs';

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    image: { type: 'string', default: 'build-wasm/hot/image/jank.js' },
    browser: { type: 'string', default: '' },
    json: { type: 'string', default: '' },
    plot: { type: 'string', default: '' },
  },
});
const count = Number(options.count);
const imagePath = resolve(options.image);
const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'jank-endurance-'));

// Two versions of a module, loaded in turn.
function sideModules() {
  return [1, 2].map((n) => {
    const source = join(folder, `module${n}.jank`);
    const module = source.replace(/jank$/, 'wasm');
    writeFileSync(source, `(in-ns 'user) (defn from-module [v] [${n} v (fn [x] (+ x v))])`);
    execFileSync(process.execPath, [imagePath, 'compile', '--patch', module, source]);
    return module;
  });
}

function show(where, r) {
  const ms = (s) => `${s.median.toFixed(3)} ms (p25 ${s.p25.toFixed(3)}, p75 ${s.p75.toFixed(3)}, p99 ${s.p99.toFixed(3)})`;
  const mb = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  const [early, last] = [r.samples[Math.min(1, r.samples.length - 1)], r.samples.at(-1)];
  console.log(`${where}: ${r.count} patches in ${(r.seconds).toFixed(0)} s, ${r.modules} of them side modules`);
  console.log(`  first thousand ${ms(r.first)}`);
  console.log(`  last thousand  ${ms(r.last)}, ratio ${(r.last.median / r.first.median).toFixed(2)}`);
  console.log(`  after ${early.patches}: ${early.slots} slots, ${early.modules} modules, wasm memory ${mb(early.memory)}, JavaScript heap ${mb(early.heap)}`);
  console.log(`  after ${last.patches}: ${last.slots} slots, ${last.modules} modules, wasm memory ${mb(last.memory)}, JavaScript heap ${mb(last.heap)}`);
}

try {
  const modules = sideModules();
  const results = {};
  const image = await loadImage(imagePath, ['-e', 'nil']);
  const heap = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  };
  results[`Node ${process.version}`] = await endure(image, modules, count, heap);
  if (options.browser !== '') {
    const { version, result } = await runInBrowser(options.browser, imagePath, modules, count);
    results[version] = result;
  }
  for (const [where, r] of Object.entries(results)) show(where, r);
  if (options.json !== '') writeFileSync(options.json, JSON.stringify(results));
  if (options.plot !== '') writeFileSync(options.plot, plot(results));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
