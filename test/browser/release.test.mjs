// Nothing of the live session is in what is shipped.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { buildApp } from './live.mjs';

test('a normal build holds nothing of the session', () => {
  const { out } = buildApp({ hot: false });
  for (const name of readdirSync(out)) {
    const text = readFileSync(join(out, name), 'latin1');
    for (const word of ['jank_session', 'jankSession', 'jank:hot-reload', '/client/', '/blocking/', '/source/', 'jank.session']) {
      assert.ok(!text.includes(word), `${name} holds ${word}`);
    }
  }
});
