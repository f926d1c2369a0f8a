// What loads that fail leave behind: nothing.

import assert from 'node:assert/strict';
import { before } from 'node:test';
import { sorts, workshopIn } from '../../bench/failing-loads/sorts.mjs';
import { answer, compileJank, folder, loadPatch, sleep, startImage, statistics, theImage } from './image.mjs';
import { promise } from './kinds.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});

const workshop = workshopIn(folder, compileJank);
const does = {
  text: (text) => assert.equal(answer(text).status, 'error', text),
  prepare: (text) => evaluate(text),
  patch: (path) => assert.notEqual(loadPatch(path), null),
};

// What is alive when everything that can be has been given back.
async function alive() {
  for (let n = 0; n < 3; ++n) {
    evaluate('(dotimes [_ 60] (vec (range 20000)))');
    await sleep(0);
  }
  const { memory, forms } = statistics();
  return { bytes: memory.live_bytes, slots: forms.slots_in_use, modules: forms.live_modules, memory: theImage().HEAPU8.length };
}

const warmUp = 1500; // what is kept of the last ones, traces above all, fills up
const loads = 600;
// The collector keeps now and then what a stray word seems to point to.
const bytesOfNoise = 50 * loads;

promise('Loads that fail, however often, leave nothing behind.', async (t) => {
  // Sorts that mention ever new names are left out: names stay.
  for (const name of Object.keys(sorts).filter((s) => !/name/.test(s))) {
    await t.test(name, async () => {
      const fail = sorts[name](workshop, does);
      for (let k = 0; k < warmUp; ++k) fail(k);
      const first = await alive();
      for (let k = warmUp; k < warmUp + loads; ++k) fail(k);
      const last = await alive();
      const seen = JSON.stringify([first, last]);
      assert.ok(last.bytes < first.bytes + bytesOfNoise, seen);
      assert.ok(last.slots <= first.slots + 10, seen);
      assert.ok(last.modules <= first.modules + 5, seen);
      assert.ok(last.memory < first.memory + (48 << 20), seen);
    });
  }
});

const file = (text) => JSON.stringify(workshop.write(text));
const hundred = Array.from({ length: 100 }, (_, n) => `(defn f${n} [x] [${n} x])`).join('\n');
const loaded = () => {
  const { live_modules, reclaimed_modules, slots_in_use } = statistics().forms;
  return { modules: live_modules + reclaimed_modules, slots: slots_in_use };
};

promise('The code of a load that failed is given back, unless one of its functions was kept.', async () => {
  evaluate('(def kept (atom nil))');
  await alive();
  const before = loaded();
  const { error } = answer(`(load-file ${file(`(ns given-up)\n${hundred}\n(reset! user/kept (mapv deref (map (fn [n] (ns-resolve 'given-up (symbol (str "f" n)))) (range 30))))\n(throw (ex-info "no" {}))`)})`);
  assert.match(error, /no/);
  // What is loaded next comes without the code of the hundred.
  evaluate("(in-ns 'user)");
  evaluate('(defn next-definition [] 1)');
  assert.ok(loaded().slots < before.slots + 20, JSON.stringify([before, loaded()]));
  await alive();
  const { modules, slots } = loaded();
  assert.equal(evaluate('[(= (mapv (fn [f] (f :a)) @kept) (mapv (fn [n] [n :a]) (range 30))) ((@kept 7) :b)]'), '[true [7 :b]]');
  assert.equal(loaded().modules, modules + 31, 'those that were called, and the form that calls');
  evaluate('(reset! kept nil)');
  await alive();
  await alive();
  assert.ok(loaded().slots < slots + 10, JSON.stringify([slots, loaded()]));
});

promise('A load inside of one gives back its own code alone when it fails.', () => {
  const inner = file(`(ns inner)\n${hundred}\n(reset! user/kept f9)\n(throw (ex-info "inner" {}))`);
  const before = loaded();
  evaluate(`(load-file ${file(`(ns outer)\n(defn a [] :a)\n(def caught (try (load-file ${inner}) (catch :default e (ex-message e))))\n(defn b [] [(a) caught])`)})`);
  evaluate("(in-ns 'user)");
  assert.equal(evaluate("[(outer/b) (find-ns 'inner) (@kept 1)]"), '[[:a "inner"] nil [9 1]]');
  assert.ok(loaded().slots < before.slots + 40, JSON.stringify([before, loaded()]));
});
