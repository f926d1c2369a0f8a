#!/usr/bin/env node
// What it costs that code can be redefined: bench/redefinition.jank, form by form in the hot image and compiled ahead of time, in ns a call,
// or a read of a field.
//
//   eval "$(bin/setup --env)"; node bench/redefinition.mjs [--json] [--build-dir build-wasm]

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
const source = join(here, 'redefinition.jank');
const folder = mkdtempSync(join(tmpdir(), 'jank-bench-'));

function run(command, args, env = {}) {
  return execFileSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

// Lines like: protocol 10000000 [12.5 12.4 ...]
function parse(text) {
  const result = {};
  for (const line of text.split('\n')) {
    const parts = /^(\S+) (\d+) \[(.*)\]$/.exec(line);
    if (parts) {
      result[parts[1]] = summarize(parts[3].split(' ').map((ms) => (Number(ms) * 1e6) / Number(parts[2])));
    }
  }
  return result;
}

try {
  const bundle = join(here, '../bin/emscripten-bundle');
  run(bundle, ['--build-dir', options['build-dir'], '--output-dir', folder, '--output-name', 'hot', source], {
    HOT_RELOAD: '1',
  });
  const results = {
    form: parse(run('node', [join(options['build-dir'], 'hot/image/jank.js'), 'run', source])),
    hot: parse(run('node', [join(folder, 'hot.js')])),
  };
  if (options.json) {
    console.log(JSON.stringify({ unit: 'ns', results }, null, 2));
  } else {
    console.log(`Node ${process.version}, medians of 15 runs in one process, in ns`);
    for (const [how, programs] of Object.entries(results)) {
      for (const [name, s] of Object.entries(programs)) {
        console.log(
          `${how.padEnd(5)} ${name.padEnd(22)} ${s.median.toFixed(1).padStart(7)} ` +
            `[${s.p25.toFixed(1)} .. ${s.p75.toFixed(1)}]`,
        );
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
