#!/usr/bin/env node
// Form to live: (defn ggg [v] (+ K v)), K changing, in a hot image on Node.
//
//   node bench/eval-latency.mjs [--json] [--image build-wasm/hot/image/jank.js] [--count 1000]
//
// Each form is read, analyzed, emitted, loaded and run (which rebinds the var) in the image, then called, and its answer checked. The stages
// are timed by the image, `round trip` by this process around the call into it.

import { parseArgs } from 'node:util';
import { evaluator, loadImage } from './image.mjs';
import { line, summarize } from './statistics.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    image: { type: 'string', default: 'build-wasm/hot/image/jank.js' },
    count: { type: 'string', default: '1000' },
  },
});
const count = Number(options.count);
const stages = ['read', 'analyze', 'emit', 'load', 'run', 'total'];

const evaluate = evaluator(await loadImage(options.image, ['-e', 'nil']));
const samples = Object.fromEntries([...stages, 'round trip'].map((s) => [s, []]));

for (let k = 0; k < count; ++k) {
  const start = performance.now();
  const { ms } = evaluate(`(defn ggg [v] (+ ${k} v))`);
  samples['round trip'].push(performance.now() - start);
  for (const stage of stages) samples[stage].push(ms[stage]);
  const { value } = evaluate('(ggg 10)');
  if (value !== String(k + 10)) throw new Error(`(ggg 10) is ${value} after patch ${k}`);
}

const summary = Object.fromEntries(Object.entries(samples).map(([stage, ms]) => [stage, summarize(ms)]));
const hundred = Math.min(100, Math.floor(count / 2));
const first = summarize(samples.total.slice(0, hundred)).median;
const last = summarize(samples.total.slice(-hundred)).median;
const drift = { first, last, ratio: last / first };

if (options.json) {
  console.log(JSON.stringify({ count, unit: 'ms', stages: summary, drift }, null, 2));
} else {
  console.log(`${count} times (defn ggg [v] (+ K v)), Node ${process.version}`);
  console.log('stage           median       p25       p75       p99       max');
  for (const [stage, s] of Object.entries(summary)) console.log(line(stage, s));
  console.log(`median of the first ${hundred}: ${first.toFixed(3)} ms, of the last ${hundred}: ${last.toFixed(3)} ms`);
}
process.exit(0);
