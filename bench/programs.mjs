#!/usr/bin/env node
// The programs in bench/programs: one source for jank and for Clojure on the JVM, run by all of them in one go.
//
//   eval "$(bin/setup --env)"; node bench/programs.mjs [--json] [--build-dir build-wasm] [--only fib,tak] [--ways hot,normal,jvm] [--rounds 3]
//
// normal   compiled ahead of time for shipping
// hot      compiled ahead of time into a hot image
// jvm      loaded by `clojure`, when that is installed (Debian: apt install clojure); the ratios are to its times
//
// Every program checks its results, warms up, and gives the median and the least of the runs that follow, in one process
// (measure.cljc). The least is what a machine with other work to do tells best. With --skip-build the runtime is not looked at: only the
// programs are built. --rounds runs each of them several times, by turns, and takes the least of all.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'build-dir': { type: 'string', default: 'build-wasm' },
    'skip-build': { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    ways: { type: 'string', default: 'normal,hot,jvm' },
    rounds: { type: 'string', default: '1' },
  },
});
const here = dirname(fileURLToPath(import.meta.url));
const programs = join(here, 'programs');
const folder = mkdtempSync(join(tmpdir(), 'jank-bench-'));
const only = options.only.split(',').filter(Boolean);

function run(command, args, env = {}) {
  return execFileSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function build(name, hot) {
  const output = `${name}-${hot ? 'hot' : 'normal'}`;
  const args = ['--build-dir', options['build-dir'], '--output-dir', folder, '--output-name', output];
  if (options['skip-build']) args.push('--skip-build');
  args.push('--module-path', programs, join(programs, `${name}.cljc`));
  run(join(here, '../bin/emscripten-bundle'), args, { HOT_RELOAD: hot ? '1' : '' });
  return join(folder, `${output}.js`);
}

// What to run, built once.
const ways = {
  normal: (name) => ['node', [build(name, false)]],
  hot: (name) => ['node', [build(name, true)]],
  jvm: (name) => ['clojure', ['-cp', programs, '-m', name]],
};

function hasClojure() {
  try {
    run('clojure', ['-e', 'nil']);
    return true;
  } catch {
    return false;
  }
}

// "name result median least runs" lines, where a result may contain spaces.
function parse(text) {
  const line = /^(\S+) (.*) ([\d.]+(?:E-?\d+)?) ([\d.]+(?:E-?\d+)?) (\d+)$/gm;
  return [...text.matchAll(line)].map(([, name, result, median, least, runs]) => ({
    name,
    result,
    median: Number(median),
    least: Number(least),
    runs: Number(runs),
  }));
}

// Of two rounds the one that was disturbed less.
function better(a, b) {
  if (a === undefined) return b;
  if (a.result !== b.result) throw new Error(`${a.name}: the results differ: ${a.result} and ${b.result}`);
  return { ...a, median: Math.min(a.median, b.median), least: Math.min(a.least, b.least), runs: a.runs + b.runs };
}

const wanted = options.ways.split(',').filter((way) => way !== 'jvm' || hasClojure());
const names = readdirSync(programs)
  .filter((file) => file.endsWith('.cljc') && file !== 'measure.cljc')
  .map((file) => basename(file, '.cljc'))
  .filter((name) => only.length === 0 || only.includes(name));
const results = new Map(); // measured name -> way -> figures

try {
  for (const name of names) {
    const commands = wanted.map((way) => [way, ...ways[way](name)]);
    for (let round = 0; round < Number(options.rounds); ++round) {
      for (const [way, command, args] of commands) {
        for (const figures of parse(run(command, args))) {
          const row = results.get(figures.name) ?? {};
          row[way] = better(row[way], figures);
          results.set(figures.name, row);
        }
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

for (const [name, row] of results) {
  const found = new Set(Object.values(row).map((figures) => figures.result));
  if (found.size > 1) throw new Error(`${name}: the results differ: ${[...found].join(' and ')}`);
}

if (options.json) {
  console.log(JSON.stringify({ unit: 'ms', node: process.version, results: Object.fromEntries(results) }, null, 2));
} else {
  const jvm = wanted.includes('jvm');
  console.log(`Node ${process.version}; median and least in ms${jvm ? ', and how many times the least of the JVM' : ''}`);
  console.log(`${''.padEnd(14)}${wanted.map((way) => way.padStart(28)).join('')}`);
  for (const [name, row] of results) {
    const cells = wanted.map((way) => {
      const figures = row[way];
      if (figures === undefined) return '-'.padStart(28);
      const ratio = way !== 'jvm' && row.jvm ? ` ${(figures.least / row.jvm.least).toFixed(2).padStart(6)}x` : '';
      return (`${figures.median.toFixed(2)} ${figures.least.toFixed(2).padStart(8)}` + ratio).padStart(28);
    });
    console.log(`${name.padEnd(14)}${cells.join('')}`);
  }
}
