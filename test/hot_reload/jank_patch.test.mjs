// Patches compiled from jank: through both doors they bind by names alone, and all or nothing.

import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { compileJank, loadPatch, readBytes, seal, startImage, statistics, validate, writeModule } from './image.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
  evaluate('(ns app)');
  evaluate('(in-ns (quote user))');
});

const load = (path, door) => evaluate(`(:bound (jank.hot/load-patch "${path}" ${door}))`);
function refuses(path, door, message) {
  const { refused } = statistics();
  assert.throws(() => load(path, door), { message });
  assert.equal(statistics().refused, refused + 1);
}

const abiVersion = 4; // unit/format.hpp

// The layout of a side module (codegen/side_module.cpp): the record is the begin of its data, the description the end. The direct door
// takes the module in the section jank.direct, which has a description of its own.
function recordOf(bytes, door) {
  const mark = Buffer.from(`jank${String.fromCharCode(abiVersion)}`, 'latin1');
  const description = door === ':direct' ? bytes.lastIndexOf(mark) : bytes.indexOf(mark);
  assert.ok(description > 0);
  return { description };
}

for (const door of [':direct', ':dlopen']) {
  test(`${door}: functions, closures, macros, collections, state of its own`, () => {
    const path = compileJank(`
      (ns app)
      (def k 10)
      (defmacro twice [form] (list 'do form form))
      (defn many ([] :none) ([a] [a]) ([a & more] [a more]))
      (defn adder [n] (fn [v] (+ n v k)))
      (def table {:a [1 2.5 "text" \\x 'symbol #{:set}] :b nil})
      (def calls (atom 0))
      (defn tick [] (twice (swap! calls inc)) @calls)
      (defn careful [f] (try (f) (catch :default e [:caught (ex-message e)]) (finally (swap! calls inc))))`);
    validate(path);
    assert.equal(
      load(path, door),
      '[app/k app/twice app/many app/adder app/table app/calls app/tick app/careful]',
    );
    assert.equal(evaluate('[(app/many) (app/many 1) (app/many 1 2 3) ((app/adder 1) 2) (app/tick) (app/tick)]'), '[:none [1] [1 (2 3)] 13 2 4]');
    assert.equal(evaluate(`(= app/table {:a [1 2.5 "text" \\x 'symbol #{:set}] :b nil})`), 'true');
    assert.equal(evaluate('[(app/careful (fn [] (throw (ex-info "inside" {})))) @app/calls]'), '[[:caught "inside"] 5]');
    assert.equal(evaluate('(macroexpand (quote (app/twice 1)))'), '(do 1 1)');
    assert.equal(evaluate("[(jank.hot/origin #'app/k) (ns-name *ns*)]"), '[:patch user]');
    // Loaded again it begins anew.
    load(path, door);
    assert.equal(evaluate('[(app/tick) (app/tick)]'), '[2 4]');
  });

  test(`${door}: what was called before is called on`, () => {
    evaluate('(defn f [] :before)');
    evaluate('(def call-f (fn [] (f)))');
    evaluate('(def old f)');
    load(compileJank('(in-ns (quote user)) (defn f [] :after)'), door);
    assert.equal(evaluate('[(call-f) (old)]'), '[:after :before]');
  });

  test(`${door}: a patch that throws half-way changes nothing`, () => {
    evaluate('(def ^{:doc "the first"} first-var 1)');
    evaluate('(defn second-var [] :old)');
    const path = compileJank(`
      (in-ns (quote user))
      (def ^{:doc "changed" :dynamic true} first-var 2)
      (defn second-var [] :new)
      (def map 3)
      (ns not.there.before)
      (def something 1)
      (in-ns (quote user))
      (when (resolve 'user/in-the-image) (throw (ex-info "half-way" {:at 3})))
      (def third-var 3)`);
    evaluate('(def in-the-image true)');
    evaluate('(def seen (atom []))');
    evaluate("(add-watch #'first-var :w (fn [k r o n] (swap! seen conj n)))");
    refuses(path, door, /half-way/);
    assert.equal(
      evaluate(`[first-var (second-var) (:doc (meta #'first-var)) (jank.hot/version #'first-var) (jank.hot/origin #'first-var)
                 (resolve 'third-var) (find-ns 'not.there.before) (ns-name *ns*)]`),
      '[1 :old "the first" 1 :form nil nil user]'.replace(':form', evaluate("(jank.hot/origin #'second-var)")),
    );
    assert.throws(() => evaluate('(binding [first-var 5] first-var)'), { message: /not dynamic/ });
    assert.equal(evaluate('[@seen (map inc [1 2])]'), '[[2 1] (2 3)]');
    evaluate("(do (remove-watch #'first-var :w) (ns-unmap 'user 'in-the-image))");
    // The same file, where its condition does not hold.
    assert.match(load(path, door), /user\/first-var .*user\/third-var/);
    assert.equal(evaluate('[first-var (second-var) third-var not.there.before/something]'), '[2 :new 3 1]');
    for (const name of ['map', 'first-var', 'second-var', 'third-var']) evaluate(`(ns-unmap 'user '${name})`);
    evaluate("(remove-ns 'not.there.before)");
    evaluate('(ns user)'); // refers clojure.core's map again
  });

  test(`${door}: a patch that recurs for ever changes nothing`, () => {
    evaluate('(def kept :old)');
    refuses(compileJank('(in-ns (quote user)) (def kept :new) (defn deep [n] (inc (deep (inc n)))) (when (find-ns (quote app)) (deep 0))'), door, /stack/i);
    assert.equal(evaluate("[kept (resolve 'deep)]"), '[:old nil]');
  });

  test(`${door}: another version of the unit ABI`, () => {
    const bytes = readBytes(compileJank('(in-ns (quote user)) (def kept :new)'));
    const { description } = recordOf(bytes, door);
    const other = Buffer.from(bytes);
    other[description + 4] = 99;
    refuses(writeModule(seal(other)), door, new RegExp(`was compiled for ABI version 99, the image has version ${abiVersion}`));
    if (door === ':direct') return;
    // The record's, 4 bytes at the begin of the data, is looked at first.
    const constants = [...bytes].findIndex((_, i) => i > 100 && bytes.readUInt32LE(i) === abiVersion && bytes.readUInt32LE(i + 4) === 0 && i < description && bytes.readUInt32LE(i + 8) > 20);
    const older = Buffer.from(bytes);
    older.writeUInt32LE(77, constants);
    refuses(writeModule(seal(older)), door, /was compiled for ABI version 77/);
    assert.equal(evaluate('kept'), ':old');
  });

  test(`${door}: a damaged patch, even with a right checksum`, () => {
    const bytes = readBytes(compileJank('(in-ns (quote user)) (def kept :new)'));
    const { description } = recordOf(bytes, door);
    const damage = (change) => {
      const copy = Buffer.from(bytes);
      change(copy);
      return copy;
    };
    refuses(writeModule(damage((b) => b[description + 10]++)), door, /its checksum is wrong/);
    refuses(writeModule(bytes.subarray(0, bytes.length - 20)), door, /its checksum is wrong/);
    refuses(writeModule(seal(damage((b) => (b[description] = 0x4a)))), door, /its description is damaged/);
    refuses(writeModule(seal(damage((b) => b.fill(0xff, description + 5, description + 9)))), door, /its description is damaged/);
    assert.equal(evaluate('kept'), ':old');
    if (door === ':direct') return;
    // The description's size, third word of the record.
    const record = bytes.lastIndexOf(Buffer.from([abiVersion, 0, 0, 0, 0, 0, 0, 0]), description);
    refuses(writeModule(seal(damage((b) => b.writeUInt32LE(0x7fffffff, record + 8)))), door, /points outside of its data/);
    assert.equal(evaluate('kept'), ':old');
  });
}

test('a table function is not looked for in a jank patch', () => {
  assert.match(loadPatch(compileJank('(in-ns (quote user)) (def kept :new)'), 'table') ?? '', /compiled from jank: it has no table function table/);
  assert.equal(evaluate('kept'), ':old');
});

test('the direct door is not for C++', () => {
  assert.throws(() => evaluate('(jank.hot/load-patch "x.wasm" :window)'), { message: /:dlopen or :direct, not :window/ });
});
