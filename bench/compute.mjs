#!/usr/bin/env node
// fib(32) and a loop of 10^8 additions: emitted code in three forms beside C++ compiled by emcc -O2, all on this Node.
//
//   eval "$(bin/setup --env)"; node bench/compute.mjs [--json] [--build-dir build-wasm]
//
// form     the functions are evaluated in the running hot image
// hot      they are compiled ahead of time into a hot image: calls go through vars that can be rebound
// normal   they are compiled ahead of time for shipping: calls are direct

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
  },
});
const here = dirname(fileURLToPath(import.meta.url));
const bundle = join(here, '../bin/emscripten-bundle');
const source = join(here, 'compute.jank');
const folder = mkdtempSync(join(tmpdir(), 'jank-bench-'));

function run(command, args, env = {}) {
  return execFileSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function build(output, hot) {
  run(bundle, ['--build-dir', options['build-dir'], '--output-dir', folder, '--output-name', output, source], {
    HOT_RELOAD: hot ? '1' : '',
  });
  return join(folder, `${output}.js`);
}

// "fib [1.2 1.3 ...]" lines to medians.
function parse(text) {
  const result = {};
  for (const [, name, numbers] of text.matchAll(/^(\w+) \[(.*)\]$/gm)) {
    result[name] = summarize(numbers.trim().split(/\s+/).map(Number));
  }
  return result;
}

try {
  run('em++', ['-O2', '-std=c++20', join(here, 'compute.cpp'), '-o', join(folder, 'cpp.js')]);
  const hot = build('hot', true);
  const normal = build('normal', false);
  const image = join(options['build-dir'], 'hot/image/jank.js');
  const results = {
    'C++': parse(run('node', [join(folder, 'cpp.js')])),
    form: parse(run('node', [image, 'run', source])),
    hot: parse(run('node', [hot])),
    normal: parse(run('node', [normal])),
  };
  if (options.json) {
    console.log(JSON.stringify({ unit: 'ms', results }, null, 2));
  } else {
    console.log(`Node ${process.version}, medians of 15 runs in one process, in ms (and times C++)`);
    for (const program of ['fib', 'loop']) {
      const base = results['C++'][program].median;
      for (const [how, r] of Object.entries(results)) {
        const s = r[program];
        console.log(
          `${program.padEnd(6)} ${how.padEnd(8)} ${s.median.toFixed(1).padStart(8)} ` +
            `[${s.p25.toFixed(1)} .. ${s.p75.toFixed(1)}]  ${(s.median / base).toFixed(2)}x`,
        );
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
