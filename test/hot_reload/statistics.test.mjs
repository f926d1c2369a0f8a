// The numbers of an image: the section "Statistics" of docs/hot-reload.md.

import assert from 'node:assert/strict';
import { before } from 'node:test';
import { callImage, compileJank, loadPatch, startImage, statistics } from './image.mjs';
import { promise } from './kinds.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});

promise('jank_hot_reload_get_stats and stats tell how long each stage took, as histograms with count, median and 99th percentile.', () => {
  const earlier = statistics().stages;
  for (let n = 0; n < 20; ++n) evaluate(`(defn f [v] (+ ${n} v))`);
  const { stages } = statistics();
  assert.deepEqual(Object.keys(stages), ['read', 'analyze', 'emit', 'send', 'load', 'run']);
  for (const [name, s] of Object.entries(stages)) {
    assert.equal(s.count, earlier[name].count + (name === 'send' ? 0 : 20), name);
    assert.equal(s.buckets.reduce((sum, [, count]) => sum + count, 0), s.count, name);
    assert.ok(s.median <= s.p99 && s.p99 <= s.max, name);
    const bounds = s.buckets.map(([bound]) => bound);
    assert.deepEqual(bounds, [...bounds].sort((a, b) => a - b), name);
  }
  // The module of the form that asks is loaded by then.
  assert.equal(evaluate('(let [s (jank.hot/stats)] [(set (keys (:stages s))) (:count (:load (:stages s))) (count (:loads s))])'),
    `[#{:run :load :read :send :analyze :emit} ${stages.load.count + 1} 0]`.replace(/#\{.*?\}/, evaluate('#{:read :analyze :emit :send :load :run}')));
});

promise('A host adds how long the way to the image took.', () => {
  callImage('jank_hot_reload_note_send', null, ['number'], [12.5]);
  const { send } = statistics().stages;
  assert.deepEqual([send.count, send.max, send.sum], [1, 12.5, 12.5]);
  assert.ok(send.median > 11 && send.median <= 12.5);
});

promise('They count generations, modules that live and that were given back, slots and bytes.', () => {
  const s = statistics();
  assert.equal(s.generations.current, callImage('jank_hot_reload_generation', 'number', [], []));
  assert.equal(s.generations.kept, 20);
  evaluate('(jank.hot/undo!)');
  assert.deepEqual([statistics().generations.undone, statistics().generations.limit], [1, 50]);
  assert.equal(loadPatch(compileJank("(in-ns 'user) (def patched 1)")), null);
  const later = statistics();
  assert.equal(later.loaded_modules, 1);
  assert.deepEqual(later.generations.undone, 0);
  assert.ok(later.forms.live_modules > 0 && later.forms.slots_in_use <= later.forms.slots_reserved);
  for (const key of ['heap_bytes', 'live_bytes', 'allocated_bytes', 'collections']) assert.equal(typeof later.memory[key], 'number', key);
});
