// docs/hot-reload.md and the tests say the same: each promise there, an item of a list, is the name of a test here, and the other way round.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { root } from './image.mjs';

// An item may go over several lines, which are indented.
function promisesOf(document) {
  const text = readFileSync(join(root, 'docs', document), 'utf8').replace(/\n {2,}(?=\S)/g, ' ');
  return [...text.matchAll(/^- (.*)$/gm)].map(([, sentence]) => sentence);
}

const folder = join(root, 'test/hot_reload');
const tested = readdirSync(folder)
  .filter((name) => name.endsWith('.test.mjs'))
  .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/^promise\('([^']*)'/gm)].map(([, sentence]) => sentence));

test('every promise of docs/hot-reload.md has a test of its name', () => {
  const promised = promisesOf('hot-reload.md');
  assert.ok(promised.length > 20);
  assert.deepEqual(promised.filter((sentence) => !tested.includes(sentence)), []);
});

test('every test of a promise stands in docs/hot-reload.md, once', () => {
  const promised = promisesOf('hot-reload.md');
  assert.deepEqual(tested.filter((sentence) => !promised.includes(sentence)), []);
  assert.equal(new Set(promised).size, promised.length);
  assert.equal(new Set(tested).size, tested.length);
});
