#!/usr/bin/env node
// What a try, a throw and a catch cost: bench/exceptions.jank, compiled ahead of time, in ns.
//
//   eval "$(bin/setup --env)"; node bench/exceptions.mjs [--json] [--build-dir build-wasm] [--beside IMAGE.js]
//
// With --beside the same source is run, turn and turn about, by another hot image that was built before: for comparing on a machine
// that is never quiet. Then both load the source.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { summarize } from './statistics.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'build-dir': { type: 'string', default: 'build-wasm' },
    beside: { type: 'string', default: '' },
  },
});
const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'exceptions.jank');
const folder = mkdtempSync(join(tmpdir(), 'jank-bench-'));

function run(command, args, env = {}) {
  return execFileSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function build(hot) {
  const name = hot ? 'hot' : 'normal';
  const args = ['--build-dir', options['build-dir'], '--output-dir', folder, '--output-name', name, source];
  run(join(here, '../bin/emscripten-bundle'), args, { HOT_RELOAD: hot ? '1' : '' });
  return () => run('node', [join(folder, `${name}.js`)]);
}

const load = (image) => () => run('node', [image, 'run', source]);

// Lines like: try 100000 [12.5 12.4 ...]
function parse(text, into) {
  for (const line of text.split('\n')) {
    const parts = /^(\S+) (\d+) \[(.*)\]$/.exec(line);
    if (!parts) continue;
    (into[parts[1]] ??= []).push(...parts[3].split(' ').map((ms) => (Number(ms) * 1e6) / Number(parts[2])));
  }
}

try {
  const ways = options.beside
    ? { here: load(join(options['build-dir'], 'hot/image/jank.js')), beside: load(options.beside) }
    : { normal: build(false), hot: build(true) };
  const times = Object.fromEntries(Object.keys(ways).map((way) => [way, {}]));
  for (let turn = 0; turn < 3; turn++) {
    for (const [way, go] of Object.entries(ways)) parse(go(), times[way]);
  }
  const results = Object.fromEntries(
    Object.entries(times).map(([way, cases]) => [
      way,
      Object.fromEntries(Object.entries(cases).map(([name, ns]) => [name, summarize(ns)])),
    ]),
  );
  if (options.json) {
    console.log(JSON.stringify({ unit: 'ns', results }, null, 2));
  } else {
    console.log(`Node ${process.version}, medians of 45 runs in three processes, in ns, with their quartiles, and the fastest`);
    for (const [way, cases] of Object.entries(results)) {
      for (const [name, s] of Object.entries(cases)) {
        const spread = `[${s.p25.toFixed(0)} .. ${s.p75.toFixed(0)}]`;
        console.log(
          `${way.padEnd(7)} ${name.padEnd(14)} ${s.median.toFixed(0).padStart(7)} ${spread.padEnd(20)} fastest ${s.min.toFixed(0)}`,
        );
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
