// The work itself, on Node and in a page alike.

import { summarize } from '../statistics.mjs';

const nextTask = () => new Promise((done) => setTimeout(done, 0));

// Forms in turn: the smallest function, one with destructuring, loop and maps, a macro with its use, a multimethod's method, a record.
const forms = [
  (k) => `(defn small [v] (+ ${k} v))`,
  (k) => `(defn middle [{:keys [a b] :as m} & more]
            (loop [i 0 acc {:k ${k}}] (if (< i 3) (recur (inc i) (assoc acc i [a b (count more)])) (merge m acc))))`,
  (k) => `(do (defmacro twice [form] (list 'do form form ${k})) (defn user-of-macro [v] (twice (inc v))))`,
  (k) => `(do (defmulti area :shape) (defmethod area :square [{:keys [side]}] (* ${k} side)))`,
  (k) => `(defrecord Box [w h] Object (toString [_] (str w "x" h "x" ${k})))`,
  (k) => `(def made (let [n ${k}] (fn [x] (map (fn [y] (* x y n)) [1 2 3]))))`,
];

// `modules`: paths that the image can read. `heap`: bytes of JavaScript. Samples are taken a hundred times in all.
export async function endure(image, modules, count, heap) {
  const evaluateText = image.cwrap('jank_eval_string', 'string', ['string']);
  const loadPatch = image.cwrap('jank_hot_reload_load_patch', 'number', ['string', 'string']);
  const statistics = image.cwrap('jank_hot_reload_get_stats', 'string', []);
  const evaluate = (text) => {
    const answer = JSON.parse(evaluateText(text));
    if (answer.status !== 'value') throw new Error(answer.error);
    return answer.value;
  };
  const fail = (k) => {
    throw new Error(`patch ${k}: ${image.ccall('jank_hot_reload_last_error', 'string', [], [])}`);
  };

  const times = new Float64Array(count);
  const samples = [];
  let sideModules = 0;
  const begin = performance.now();
  for (let k = 0; k < count; ++k) {
    const module = k % 100 === 99;
    const start = performance.now();
    if (module) {
      if (loadPatch(modules[sideModules++ % modules.length], null) !== 0) fail(k);
    } else {
      evaluate(forms[k % forms.length](k));
    }
    times[k] = performance.now() - start;
    if (k % 500 === 0 && evaluate(`(do (defn small [v] (+ ${k} v)) (small 10))`) !== String(k + 10)) fail(k);
    if ((k + 1) % Math.max(1, Math.floor(count / 100)) === 0) {
      // The engine frees what it does not need any more between tasks.
      await nextTask();
      const s = JSON.parse(statistics());
      samples.push({
        patches: k + 1,
        latency: summarize([...times.subarray(Math.max(0, k - 999), k + 1)]).median,
        slots: s.forms.slots_reserved,
        modules: s.forms.live_modules,
        memory: image.HEAPU8.length,
        live: s.memory.live_bytes,
        heap: heap(),
      });
    } else if (k % 200 === 0) {
      await nextTask();
    }
  }
  const thousand = Math.min(1000, count >> 1);
  return {
    count,
    modules: sideModules,
    seconds: (performance.now() - begin) / 1000,
    first: summarize([...times.subarray(0, thousand)]),
    last: summarize([...times.subarray(count - thousand)]),
    samples,
  };
}
