#!/usr/bin/env node
// The programs in bench/programs: one source for jank and for Clojure on the JVM, run by all of them in one go.
//
//   eval "$(bin/setup --env)"; node bench/programs.mjs [--json] [--build-dir build-wasm] [--only fib,tak] [--ways hot,normal,jvm]
//
// normal   compiled ahead of time for shipping
// hot      compiled ahead of time into a hot image
// jvm      loaded by `clojure`, when that is installed (Debian: apt install clojure); the ratios are to its times
//
// Every program checks its results, warms up, and gives the median of the runs that follow, in one process (measure.cljc). With
// --skip-build the runtime is not looked at: only the programs are built.

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

const ways = {
  normal: (name) => run('node', [build(name, false)]),
  hot: (name) => run('node', [build(name, true)]),
  jvm: (name) => run('clojure', ['-cp', programs, '-m', name]),
};

function hasClojure() {
  try {
    run('clojure', ['-e', 'nil']);
    return true;
  } catch {
    return false;
  }
}

// "name result median runs" lines, where a result may contain spaces.
function parse(text) {
  return [...text.matchAll(/^(\S+) (.*) ([\d.]+(?:E-?\d+)?) (\d+)$/gm)].map(([, name, result, median, runs]) => ({
    name,
    result,
    median: Number(median),
    runs: Number(runs),
  }));
}

const wanted = options.ways.split(',').filter((way) => way !== 'jvm' || hasClojure());
const names = readdirSync(programs)
  .filter((file) => file.endsWith('.cljc') && file !== 'measure.cljc')
  .map((file) => basename(file, '.cljc'))
  .filter((name) => only.length === 0 || only.includes(name));
const results = new Map(); // measured name -> way -> figures

try {
  for (const name of names) {
    for (const way of wanted) {
      for (const figures of parse(ways[way](name))) {
        const row = results.get(figures.name) ?? {};
        row[way] = figures;
        results.set(figures.name, row);
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
  console.log(`Node ${process.version}; medians in ms${wanted.includes('jvm') ? ', and how many times that of the JVM' : ''}`);
  console.log(`${''.padEnd(18)}${wanted.map((way) => way.padStart(16)).join('')}`);
  for (const [name, row] of results) {
    const cells = wanted.map((way) => {
      const figures = row[way];
      if (figures === undefined) return '-'.padStart(16);
      const ratio = way !== 'jvm' && row.jvm ? ` ${(figures.median / row.jvm.median).toFixed(2).padStart(6)}x` : '';
      return (figures.median.toFixed(2) + ratio).padStart(16);
    });
    console.log(`${name.padEnd(18)}${cells.join('')}`);
  }
}
