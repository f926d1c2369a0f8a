#!/usr/bin/env node
// Loads that fail, thousands of each sort in one image, on Node: what they leave behind.
//
//   node --expose-gc bench/failing-loads.mjs [--count 20000] [--every 2000] [--image build-wasm/hot/image/jank.js] [--sort NAME]...
//
// Each line is a sample, taken after collections: live bytes of the collector's heap, its size, slots in use of the function
// table, modules, wasm memory, JavaScript heap.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sorts, workshopIn } from './failing-loads/sorts.mjs';
import { loadImage } from './image.mjs';

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    every: { type: 'string', default: '2000' },
    image: { type: 'string', default: 'build-wasm/hot/image/jank.js' },
    sort: { type: 'string', multiple: true, default: Object.keys(sorts) },
  },
});
const count = Number(options.count);
const every = Number(options.every);
const imagePath = resolve(options.image);
const folder = mkdtempSync(join(tmpdir(), 'jank-failing-'));
const nextTask = () => new Promise((done) => setTimeout(done, 0));

const workshop = workshopIn(folder, (text, { write }) => {
  const source = write(text);
  const module = source.replace(/jank$/, 'wasm');
  execFileSync(process.execPath, [imagePath, 'compile', '--patch', module, source]);
  return module;
});

try {
  const image = await loadImage(imagePath, ['-e', 'nil']);
  console.error = () => {};
  const evaluateText = image.cwrap('jank_eval_string', 'string', ['string']);
  const loadPatch = image.cwrap('jank_hot_reload_load_patch', 'number', ['string', 'string']);
  const statistics = image.cwrap('jank_hot_reload_get_stats', 'string', []);
  const does = {
    text(text) {
      if (JSON.parse(evaluateText(text)).status === 'value') throw new Error(`this did not fail: ${text}`);
    },
    prepare(text) {
      if (JSON.parse(evaluateText(text)).status !== 'value') throw new Error(`this failed: ${text}`);
    },
    patch(path) {
      if (loadPatch(path, null) === 0) throw new Error(`this did not fail: ${path}`);
    },
  };
  const collect = async () => {
    for (let i = 0; i < 4; ++i) {
      JSON.parse(evaluateText('(dotimes [_ 60] (vec (range 20000)))'));
      await nextTask();
    }
    globalThis.gc?.();
  };
  const column = (x, width = 12) => String(x).padStart(width);
  for (const name of options.sort) {
    const fail = sorts[name](workshop, does);
    console.log(`${name}\n${['loads', 'live', 'heap', 'slots', 'modules', 'wasm', 'js heap'].map((t) => column(t)).join('')}  ms each`);
    let before;
    let spent = 0;
    for (let k = 0; k <= count; ++k) {
      if (k % every === 0) {
        await collect();
        const s = JSON.parse(statistics());
        const js = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
        const row = [k, s.memory.live_bytes, s.memory.heap_bytes, s.forms.slots_in_use, s.forms.live_modules, image.HEAPU8.length, js];
        const growth = before === undefined ? '' : `  ${(spent / every).toFixed(2)}  ${((row[1] - before[1]) / every).toFixed(0)} bytes of heap, ${((row[6] - before[6]) / every).toFixed(0)} of js each`;
        console.log(row.map((x) => column(x)).join('') + growth);
        before = row;
        spent = 0;
      }
      const start = performance.now();
      fail(k);
      spent += performance.now() - start;
      if (k % 200 === 0) await nextTask();
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
