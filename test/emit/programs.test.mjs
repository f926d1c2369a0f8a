// Random programs give the values they must: loaded form by form, with a collection at every few safepoints, and compiled ahead of time
// for hot and for normal images.
//
// JANK_PROGRAMS=N tries N of them (200 by default), JANK_PROGRAM_SEED=S begins with seed S: a failing one is named by its seed.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { fileOf, makeProgram } from './program.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const count = Number(process.env.JANK_PROGRAMS ?? 200);
const first = Number(process.env.JANK_PROGRAM_SEED ?? 1);

const programs = Array.from({ length: count }, (_, i) => makeProgram(first + i));
const expected = programs.map((p) => `${p.seed} ${p.expected}`);

const folder = mkdtempSync(join(tmpdir(), 'jank-programs-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'programs.jank');
writeFileSync(file, fileOf(programs, 'programs'));

const run = (command, args, env = {}) =>
  execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });

function check(output) {
  const lines = output.trimEnd().split('\n');
  for (let i = 0; i < count; ++i) {
    if (lines[i] !== expected[i]) {
      assert.equal(lines[i], expected[i], `seed ${programs[i].seed}:\n${programs[i].text}`);
    }
  }
  assert.equal(lines.length, count);
}

test('loaded', () => check(run(join(root, 'bin/jank'), ['run', file])));

test('loaded, with a collection at every 20th safepoint', () =>
  check(run(join(root, 'bin/jank'), ['run', file], { JANK_GC_STRESS: '20' })));

for (const [way, hot] of [
  ['hot', '1'],
  ['normal', '0'],
]) {
  test(`compiled ahead of time, ${way}`, () => {
    const options = ['--skip-build', '--output-dir', join(folder, way), '--output-name', 'programs', file];
    run(join(root, 'bin/emscripten-bundle'), options, { HOT_RELOAD: hot });
    check(run('node', [join(folder, way, 'programs.js')]));
  });
}
