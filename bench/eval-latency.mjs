#!/usr/bin/env node
// Form to live: (defn ggg [v] (+ K v)), K changing, in a hot image on Node; a function of 30 lines; a namespace of 300 functions.
//
//   node bench/eval-latency.mjs [--json] [--image build-wasm/hot/image/jank.js] [--count 1000]
//
// Each form is read, analyzed, emitted, loaded and run (which rebinds the var) in the image, then called, and its answer checked. The stages
// are timed by the image, `round trip` by this process around the call into it. The namespace is loaded from a file, as one load.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const image = await loadImage(options.image, ['-e', 'nil']);
const evaluate = evaluator(image);
const stageSums = () => {
  const { stages: histograms } = JSON.parse(image.ccall('jank_hot_reload_get_stats', 'string', [], []));
  return Object.fromEntries(Object.entries(histograms).map(([stage, { sum }]) => [stage, sum]));
};
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

// Destructuring, a loop, maps: what a function of an application does.
const longFunction = (k) => `(defn summarize-orders
  "What the orders of a day come to, by customer, with the largest first."
  [{:keys [orders customers rates] :or {rates {}}} & {:keys [currency limit] :or {currency :eur limit ${k}}}]
  (let [rate (get rates currency 1)
        named (into {} (map (fn [{:keys [id name]}] [id name])) customers)
        totals (loop [left (seq orders)
                      sums {}]
                 (if left
                   (let [{:keys [customer items] :as order} (first left)
                         amount (reduce (fn [sum [{:keys [price]} n]] (+ sum (* price n))) 0 items)]
                     (recur (next left)
                            (if (:cancelled order)
                              sums
                              (update sums customer (fnil + 0) amount))))
                   sums))
        rows (for [[id total] totals
                   :let [name (get named id (str "customer " id))]
                   :when (pos? total)]
               {:id id
                :name name
                :total (* rate total)
                :sort-of (cond
                           (> total 1000) :large
                           (> total 100) :middle
                           :else :small)})
        sorted (sort-by (fn [{:keys [total id]}] [(- total) id]) rows)
        [top & others] (take limit sorted)]
    {:top top
     :others (vec others)
     :sum (reduce + (map :total sorted))
     :count (count sorted)}))`;

function timesOf(n, run) {
  const times = [];
  for (let k = 1; k <= n; ++k) {
    const start = performance.now();
    run(k);
    times.push(performance.now() - start);
  }
  return summarize(times);
}

const long = timesOf(Math.min(200, count), (k) => evaluate(longFunction(k)));
const orders = '(summarize-orders {:orders [{:customer 1 :items [[{:price 2} 60] [{:price 1} 1]]}] :customers [{:id 1 :name "a"}]})';
const { value: answered } = evaluate(`(let [a ${orders}] [(:sum a) (:count a) (:name (:top a)) (:sort-of (:top a))])`);
if (answered !== '[121 1 "a" :middle]') throw new Error(`the long function answers ${answered}`);

const folder = mkdtempSync(join(tmpdir(), 'jank-bench-'));
const file = join(folder, 'many.jank');
const functions = 300;
function manyFunctions(k) {
  let text = '(ns many)\n';
  for (let n = 0; n < functions; ++n) {
    const below = n === 0 ? 'x' : `(f${n - 1} x)`;
    text += `(defn f${n} "Function ${n}." [x]\n  (let [y (+ x ${k} ${n})]\n    (if (< y 0) ${below} {:n ${n} :y y})))\n`;
  }
  writeFileSync(file, text);
  return text;
}
const whole = [];
// Where the time of the fastest load went; the rest is binding, and noting what was defined.
let parts = {};
for (let k = 1; k <= 20; ++k) {
  manyFunctions(k);
  const before = stageSums();
  const start = performance.now();
  evaluate(`(load-file ${JSON.stringify(file)})`);
  whole.push(performance.now() - start);
  if (whole.at(-1) === Math.min(...whole)) {
    const after = stageSums();
    parts = Object.fromEntries(['read', 'analyze', 'emit', 'load'].map((stage) => [stage, after[stage] - before[stage]]));
    parts.rest = whole.at(-1) - Object.values(parts).reduce((sum, ms) => sum + ms, 0);
  }
  const { value } = evaluate('(:y (many/f299 1))');
  if (value !== String(300 + k)) throw new Error(`(many/f299 1) has ${value} after load ${k}`);
}
const namespace = summarize(whole);
rmSync(folder, { recursive: true, force: true });

if (options.json) {
  console.log(JSON.stringify({ count, unit: 'ms', stages: summary, drift, long, namespace, parts }, null, 2));
} else {
  console.log(`${count} times (defn ggg [v] (+ K v)), Node ${process.version}`);
  console.log('stage           median       p25       p75       p99       max');
  for (const [stage, s] of Object.entries(summary)) console.log(line(stage, s));
  console.log(line('30 lines', long));
  console.log(line('300 defns', namespace));
  const share = ([stage, ms]) => `${stage} ${ms.toFixed(1)}`;
  console.log(`the fastest, ${Math.min(...whole).toFixed(1)} ms: ${Object.entries(parts).map(share).join(', ')}`);
  console.log(`median of the first ${hundred}: ${first.toFixed(3)} ms, of the last ${hundred}: ${last.toFixed(3)} ms`);
}
process.exit(0);
