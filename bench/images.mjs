#!/usr/bin/env node
// Size and start-up of the images: normal (with what the program reaches, and with all), hot, and hot with EXPORT_ALL=1; of a program that
// prints one line, and normal of one of middle size.
//
//   node bench/images.mjs [--json] [--build-dir build-wasm] [--runs 21]
//
// Start-up is the time of `node hello.js`, less that of `node` for an empty script; the programs take turns, so that what else the
// machine does hits all alike.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { summarize } from './statistics.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'build-dir': { type: 'string', default: 'build-wasm' },
    runs: { type: 'string', default: '21' },
  },
});
const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'jank-bench-'));

const normal = { HOT_RELOAD: '' };
const images = [
  { name: 'normal', env: normal },
  { name: 'normal, --keep-all', env: normal, flags: ['--keep-all'] },
  { name: 'orders', env: normal, program: 'orders' },
  { name: 'orders, --keep-all', env: normal, program: 'orders', flags: ['--keep-all'] },
  { name: 'hot', env: { HOT_RELOAD: '1' } },
  { name: 'hot, EXPORT_ALL=1', env: { HOT_RELOAD: '1', EXPORT_ALL: '1' } },
];

function sizes(file) {
  const bytes = readFileSync(file);
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  };
}

function startUp(script) {
  const start = performance.now();
  const { status, stderr } = spawnSync('node', [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return performance.now() - start;
}

try {
  const empty = join(folder, 'empty.js');
  writeFileSync(empty, '');
  for (const [i, image] of images.entries()) {
    const output = `hello${i}`;
    execFileSync(
      join(here, '../bin/emscripten-bundle'),
      [
        ...['--build-dir', options['build-dir'], '--output-dir', folder, '--output-name', output, ...(image.flags ?? [])],
        join(here, `${image.program ?? 'hello'}.jank`),
      ],
      { env: { ...process.env, EXPORT_ALL: '', ...image.env }, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    image.script = join(folder, `${output}.js`);
    image.wasm = sizes(join(folder, `${output}.wasm`));
    image.js = sizes(image.script);
    image.times = [];
  }
  const base = [];
  for (let run = 0; run < Number(options.runs); ++run) {
    base.push(startUp(empty));
    for (const image of images) image.times.push(startUp(image.script));
  }
  const node = summarize(base);
  const results = images.map(({ name, wasm, js, times }) => {
    const startUp = summarize(times);
    return { name, wasm, js, startUp, more: startUp.median - node.median };
  });
  if (options.json) {
    console.log(JSON.stringify({ unit: 'ms, bytes', node, results }, null, 2));
  } else {
    const kb = (n) => `${(n / 1000).toFixed(0)} kB`;
    console.log(`node alone: ${node.median.toFixed(0)} ms [${node.p25.toFixed(0)} .. ${node.p75.toFixed(0)}]`);
    for (const r of results) {
      console.log(
        `${r.name.padEnd(18)} wasm ${kb(r.wasm.raw)} / ${kb(r.wasm.gzip)} gzip / ${kb(r.wasm.brotli)} brotli, ` +
          `js ${kb(r.js.raw)} / ${kb(r.js.gzip)} / ${kb(r.js.brotli)}, ` +
          `start-up ${r.startUp.median.toFixed(0)} ms [${r.startUp.p25.toFixed(0)} .. ${r.startUp.p75.toFixed(0)}], ` +
          `${r.more.toFixed(0)} more than node`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
