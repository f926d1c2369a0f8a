// What goes wrong while something is loaded: the section "Faults" of docs/hot-reload.md. Nothing is bound, nothing leaks (counted), and the
// image goes on.

import assert from 'node:assert/strict';
import { before, beforeEach } from 'node:test';
import { answer, callImage, compileJank, compileText, loadPatch, readBytes, seal, sleep, startImage, statistics, writeModule } from './image.mjs';
import { everyKind, freshApp, load, promise } from './kinds.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});
beforeEach(() => freshApp(evaluate));

const generation = () => callImage('jank_hot_reload_generation', 'number', [], []);

function collect() {
  for (let n = 0; n < 3; ++n) {
    evaluate('(dotimes [n 200000] (vec [n n n n n n n n]))');
    evaluate('nil');
  }
}

// After `attempt` has been made many times, as many slots and modules are in use as after a few times: not at once, as the collector
// takes stale words for pointers, but before long.
function leaksNothing(attempt) {
  const slack = 6;
  for (let n = 0; n < 5; ++n) attempt();
  collect();
  const early = statistics().forms;
  for (let n = 0; n < 40; ++n) attempt();
  let late;
  for (let round = 0; round < 30; ++round) {
    collect();
    late = statistics().forms;
    if (late.live_modules <= early.live_modules + slack && late.slots_in_use <= early.slots_in_use + 4 * slack) return;
    // Other words lie on the stack then.
    attempt();
  }
  assert.fail(JSON.stringify([early, late]));
}

const asBefore = (number) => {
  assert.equal(generation(), number);
  assert.equal(evaluate("[(app/f 1) (app/g 1) (jank.hot/version #'app/f)]"), '[[:f 1] [:g 1] 1]');
};

promise('When memory runs out while a load is running, nothing is bound, and the image goes on.', () => {
  const number = generation();
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError('no more');
  };
  let error;
  try {
    ({ error } = answer("(do (in-ns 'app) (defn f [v] :changed) (def g (loop [all [] n 0] (recur (conj all (vec (range 1000))) (inc n)))))"));
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
  assert.match(error, /out of memory/);
  asBefore(number);
  evaluate('(reduce + (map count (map (fn [n] (vec (range 100))) (range 20000))))');
});

promise('A watch that throws refuses the load, however often.', everyKind, (kind) => {
  evaluate("(add-watch #'app/g :w (fn [_ _ _ _] (throw (ex-info \"never\" {}))))");
  const number = generation();
  const attempt = () => assert.match(load(kind, 1), /never/);
  if (kind === 'cpp') {
    attempt();
    assert.ok(statistics().dlopen.modules > 0);
  } else {
    leaksNothing(attempt);
  }
  const versions = evaluate("(jank.hot/version #'app/f)");
  assert.equal(versions, '1');
  asBefore(number);
});

promise('A patch that traps in an initializer is refused, however often.', ['jank', 'cpp'], (kind) => {
  const number = generation();
  if (kind === 'jank') {
    const path = compileJank("(ns app) (defn f [v] :changed) (defn down [n] (+ 1 (down (inc n)))) (when (find-ns 'failing) (down 0))");
    evaluate("(create-ns 'failing)");
    leaksNothing(() => assert.match(loadPatch(path), /stack/));
  } else {
    const path = compileText(`
      #include <jank/patch.h>
      struct starting { starting() { __builtin_trap(); } } now;
      static jank_value f(jank_value v) { return v; }
      JANK_PATCH({"app/f", "1", JANK_FUNCTION(f)})`);
    for (let n = 0; n < 5; ++n) assert.match(loadPatch(path), /unreachable/);
  }
  asBefore(number);
});

promise('A patch that arrives while another is being loaded is a part of it.', ['jank', 'cpp'], (kind) => {
  const inner = kind === 'jank'
    ? compileJank('(ns app) (defn g [v] :inner)')
    : compileText(`
        #include <jank/patch.h>
        static jank_value g(jank_value) { return jank_make_keyword("", "inner"); }
        JANK_PATCH({"app/g", "1", JANK_FUNCTION(g)})`);
  const loads = `(jank.hot/load-patch ${JSON.stringify(inner)})`;
  const outer = (end) => compileJank(`(ns app) (defn f [v] :outer) (when (find-ns 'running) ${loads} ${end})`);
  evaluate("(create-ns 'running)");
  const number = generation();
  assert.match(loadPatch(outer('(throw (ex-info "the outer fails" {}))')), /the outer fails/);
  asBefore(number);
  assert.equal(loadPatch(outer('nil')), null);
  assert.equal(evaluate('[(app/f 1) (app/g 1)]'), '[:outer :inner]');
  assert.equal(generation(), number + 1);
});

promise('Code that is evaluated while a patch is being loaded is a part of it, and may evaluate in its turn.', () => {
  const path = compileText(`
    #include <jank/patch.h>
    extern "C" char const *jank_eval_string(char const *);
    struct starting { starting() { jank_eval_string("(do (in-ns 'app) (eval '(defn g [v] (load-string \\"(def made 7) :evaluated\\"))))"); } } now;
    static jank_value f(jank_value) { return jank_make_keyword("", "patched"); }
    JANK_PATCH({"app/f", "1", JANK_FUNCTION(f)})`);
  const number = generation();
  evaluate("(add-watch #'app/f :w (fn [_ _ _ _] (throw :no)))");
  assert.match(loadPatch(path), /no/);
  asBefore(number);
  evaluate("(remove-watch #'app/f :w)");
  assert.equal(loadPatch(path), null);
  assert.equal(generation(), number + 1);
  assert.equal(evaluate("[(app/f 1) (app/g 1)]"), '[:patched :evaluated]');
});

promise('Code that a timer evaluates is a load like any other.', async () => {
  const number = generation();
  evaluate("(do (jank.host/after 0 (fn [] (binding [*ns* (the-ns 'app)] (eval '(defn f [v] :from-a-timer))))) nil)");
  await sleep(30);
  assert.equal(evaluate('(app/f 1)'), ':from-a-timer');
  assert.equal(generation(), number + 1);
  evaluate("(do (jank.host/after 0 (fn [] (try (binding [*ns* (the-ns 'app)] (eval '(do (defn f [v] :never) (throw :no)))) (catch :default _ nil)))) nil)");
  await sleep(30);
  assert.equal(evaluate('(app/f 1)'), ':from-a-timer');
  assert.equal(generation(), number + 1);
});

promise('Code that runs goes on when what it runs in was replaced and its slots were given back meanwhile.', async () => {
  evaluate('(jank.hot/set-history! 0)');
  evaluate("(in-ns 'app)");
  evaluate(`(def result (atom nil))
    (defn long-runner [n]
      (eval '(defn long-runner [n] :new))
      (dotimes [i 3] (eval '(do (dotimes [n 200000] (vec [n n n n])) nil)))
      (reset! result [(str "text" n) :key {:a n} (map inc [1 2 3])]))`);
  evaluate('(do (jank.host/after 0 (fn [] (long-runner 1))) nil)');
  await sleep(300);
  assert.equal(evaluate('[@result (long-runner 1)]'), '[["text1" :key {:a 1} (2 3 4)] :new]');
  evaluate("(in-ns 'user)");
});

// A module of its own make: sections as [id, bytes].
function moduleOf(...sections) {
  const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  for (const [id, content] of sections) bytes.push(id, content.length, ...content);
  return writeModule(Buffer.from(bytes));
}
const text = (s) => [s.length, ...Buffer.from(s)];
const dylink = (memory, table) => [0, [...text('dylink.0'), 1, 4, memory, 0, table, 0]];
const types = [1, [1, 0x60, 0, 0]];
const memoryImport = [...text('env'), ...text('memory'), 2, 0, 1];
const baseImport = [...text('env'), ...text('__memory_base'), 3, 0x7f, 0];
const tableImport = [...text('env'), ...text('__indirect_function_table'), 1, 0x70, 0, 1];
const tableBaseImport = [...text('env'), ...text('__table_base'), 3, 0x7f, 0];

promise('A module that wants more than it declares, or what the image does not offer, or that is for another ABI, is refused.', () => {
  const number = generation();
  // Functions and their code stand around elements, in the order of the format.
  const functions = [3, [1, 0]];
  const code = (...body) => [10, [1, body.length + 2, 0, ...body, 0x0b]];
  const importing = (...imports) => [2, [imports.length, ...imports.flat()]];
  const refusing = (wants, ...sections) => moduleOf(wants, types, ...sections);
  const hostile = {
    'an import of another module than env': [
      refusing(dylink(0, 0), importing([...text('fs'), ...text('read'), 0, 0]), functions, code()),
      /fs/,
    ],
    'a function that the image has not': [
      refusing(dylink(0, 0), importing([...text('env'), ...text('steal'), 0, 0]), functions, code()),
      /does not have what the patch needs: steal/,
    ],
    'data behind its memory': [
      refusing(dylink(4, 0), importing(memoryImport, baseImport), functions, code(), [11, [1, 0, 0x23, 0, 0x0b, 8, 1, 2, 3, 4, 5, 6, 7, 8]]),
      /its data needs 8, but it asks for 4/,
    ],
    'data at an address of its choice': [
      refusing(dylink(4, 0), importing(memoryImport), functions, code(), [11, [1, 0, 0x41, 16, 0x0b, 4, 1, 2, 3, 4]]),
      /its data would be written to a fixed place/,
    ],
    'more functions than its slots': [
      refusing(dylink(0, 1), importing(tableImport, tableBaseImport), functions, [9, [1, 0, 0x23, 0, 0x0b, 2, 0, 0]], code()),
      /its function table needs 2, but it asks for 1/,
    ],
    'functions in a slot of its choice': [
      refusing(dylink(0, 1), importing(tableImport), functions, [9, [1, 0, 0x41, 1, 0x0b, 1, 0]], code()),
      /its function table would be written to a fixed place/,
    ],
    'code that puts functions into slots': [
      refusing(dylink(0, 1), importing(tableImport), functions, code(0x41, 1, 0xd2, 0, 0x26, 0)),
      /its code changes the function table/,
    ],
    'code that grows the table': [
      refusing(dylink(0, 1), importing(tableImport), functions, code(0xd0, 0x70, 0x41, 1, 0xfc, 15, 0, 0x1a)),
      /its code changes the function table/,
    ],
    'code that grows memory': [
      refusing(dylink(0, 0), importing(memoryImport), functions, code(0x41, 1, 0x40, 0, 0x1a)),
      /its code changes the function table, or the size of memory/,
    ],
    'instructions of tomorrow': [refusing(dylink(0, 0), functions, code(0xf9)), /an instruction that the image does not know/],
    'a memory of its own': [refusing(dylink(0, 0), functions, [5, [1, 0, 1]], code()), /no table: it needs JANK_PATCH/],
  };
  const { forms } = statistics();
  for (const [what, [path, pattern]] of Object.entries(hostile)) {
    const reason = loadPatch(path);
    assert.notEqual(reason, null, what);
    assert.match(reason, pattern, what);
    asBefore(number);
  }
  const jank = readBytes(compileJank('(ns app) (defn f [v] :changed)'));
  const versions = [];
  for (let at = jank.indexOf('jank'); at >= 0; at = jank.indexOf('jank', at + 1)) {
    // A description begins with "jank", the version of the ABI and the unit's name. There is one for each door.
    if (jank[at + 4] < 0x20 && jank.toString('latin1', at + 6, at + 9) === 'app') versions.push(at + 4);
  }
  assert.equal(versions.length, 2);
  for (const version of [jank[versions[0]] + 1, jank[versions[0]] - 1, 0x7f]) {
    const other = Buffer.from(jank);
    for (const at of versions) other[at] = version;
    assert.match(loadPatch(writeModule(seal(other))), new RegExp(`compiled for ABI version ${version}, the image has version`));
  }
  asBefore(number);
  collect();
  assert.ok(statistics().forms.slots_in_use <= forms.slots_in_use + 8, JSON.stringify([forms, statistics().forms]));
});

promise('C++ modules are counted, as nothing gives them back, and refused beyond the limit.', () => {
  const path = compileText(`
    #include <jank/patch.h>
    char volatile data[100000];
    static jank_value f(jank_value v) { data[5] = data[7] + 1; return v; }
    JANK_PATCH({"app/f", "1", JANK_FUNCTION(f)})`);
  const earlier = statistics().dlopen;
  assert.equal(loadPatch(path), null);
  const { modules, bytes, slots } = statistics().dlopen;
  assert.equal(modules, earlier.modules + 1);
  assert.ok(bytes >= earlier.bytes + 100000 && slots > earlier.slots);
  evaluate(`(jank.hot/set-module-limit! ${bytes + 1000} 1000000)`);
  assert.match(loadPatch(path), /which nothing can give back; with this one .* more than the limit of .*: start the image anew, or raise it with jank\.hot\/set-module-limit!/);
  assert.equal(statistics().dlopen.modules, modules);
  evaluate('(jank.hot/set-module-limit! 268435456 262144)');
  assert.equal(loadPatch(path), null);
});
