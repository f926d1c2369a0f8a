// Nothing of the live session is in what is shipped, and little in what is served.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { buildApp, root } from './live.mjs';

test('a normal build holds nothing of the session', () => {
  const { out } = buildApp({ hot: false });
  for (const name of readdirSync(out)) {
    const text = readFileSync(join(out, name), 'latin1');
    for (const word of ['jank_session', 'jankSession', 'jank:hot-reload', '/client/', '/blocking/', '/source/', 'jank.session']) {
      assert.ok(!text.includes(word), `${name} holds ${word}`);
    }
  }
});

test('the client is less than 15 KB, blanks and comments aside', () => {
  const size = readdirSync(join(root, 'client'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(root, 'client', name), 'utf8'))
    .map((text) => text.replace(/^\s*(\/\/.*)?\n?/gm, '').length);
  assert.ok(size.reduce((a, b) => a + b) < 15 * 1024);
});
