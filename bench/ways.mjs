// The ways a jank program runs, for comparing what its measurements are in each.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { summarize } from './statistics.mjs';

const here = dirname(fileURLToPath(import.meta.url));

// What every comparison takes, and `more`.
export function readOptions(more = {}) {
  const shared = { json: { type: 'boolean', default: false }, 'build-dir': { type: 'string', default: 'build-wasm' } };
  return parseArgs({ options: { ...shared, ...more } }).values;
}

// What a command prints; its errors go to the terminal.
export function run(command, args, env = {}) {
  return execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
}

// Calls use(folder) with a folder that is gone afterwards.
export function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'jank-bench-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Each builds, where there is something to build, and gives a function that runs the program of bench/ and returns what it prints.
export const ways = {
  // form by form, in a hot image (this build's, or another)
  form: (name, { buildDir, image = join(buildDir, 'hot/image/jank.js') }) => () => run('node', [image, 'run', join(here, name)]),
  // compiled ahead of time into a hot image
  hot: (name, places) => compiled('hot', name, places),
  // compiled ahead of time for shipping
  normal: (name, places) => compiled('normal', name, places),
};

function compiled(mode, name, { buildDir, folder }) {
  const args = ['--build-dir', buildDir, '--output-dir', folder, '--output-name', mode, join(here, name)];
  run(join(here, '../bin/emscripten-bundle'), args, { HOT_RELOAD: mode === 'hot' ? '1' : '' });
  return () => run('node', [join(folder, `${mode}.js`)]);
}

// Lines like "protocol 10000000 [12.5 12.4 ...]", turns and milliseconds, as { protocol: [ns a turn ...] }.
export function nanoseconds(text) {
  return Object.fromEntries(
    [...text.matchAll(/^(\S+) (\d+) \[(.*)\]$/gm)].map(([, name, turns, times]) => [
      name,
      times.split(' ').map((ms) => (Number(ms) * 1e6) / Number(turns)),
    ]),
  );
}

// `runners`, way -> function: each is run `turns` times, turn and turn about. way -> name -> summary.
export function compare(runners, turns) {
  const times = Object.fromEntries(Object.keys(runners).map((way) => [way, {}]));
  for (let turn = 0; turn < turns; ++turn) {
    for (const [way, go] of Object.entries(runners)) {
      for (const [name, ns] of Object.entries(nanoseconds(go()))) (times[way][name] ??= []).push(...ns);
    }
  }
  const summaries = (cases) => Object.fromEntries(Object.entries(cases).map(([name, ns]) => [name, summarize(ns)]));
  return Object.fromEntries(Object.entries(times).map(([way, cases]) => [way, summaries(cases)]));
}

export function show(results, { json, title, digits }) {
  if (json) return console.log(JSON.stringify({ unit: 'ns', results }, null, 2));
  console.log(`Node ${process.version}, ${title}`);
  for (const [way, cases] of Object.entries(results)) {
    for (const [name, s] of Object.entries(cases)) {
      const spread = `[${s.p25.toFixed(digits)} .. ${s.p75.toFixed(digits)}]`;
      const median = s.median.toFixed(digits).padStart(8);
      console.log(`${way.padEnd(7)} ${name.padEnd(22)} ${median} ${spread.padEnd(20)} fastest ${s.min.toFixed(digits)}`);
    }
  }
}
