// Damaged patches: cut off at every length, with every sort of wrong byte, random. The image survives each of them.
//
// A jank patch carries a checksum, so that none that is damaged may bind anything. A C++ patch has none: a wrong byte in its code may
// be valid code. What is tested there is that what was refused has bound nothing, and that the image goes on. (On Node 20 each module
// that reaches the engine costs memory for good, in proportion to the function table; hence hundreds of them and not thousands.)

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { before } from 'node:test';
import { compileJank, compileText, folder, loadPatch, randomNumbers, readBytes, seal, startImage, writeModule } from './image.mjs';

let evaluate;
let jankPatch;
let cppPatch;
const path = join(folder, 'damaged.wasm');

before(async () => {
  evaluate = await startImage();
  evaluate('(def kept (fn [v] :old))');
  evaluate(`(defn try-to-load [path door]
    (let [version (jank.hot/version #'kept)]
      (try
        (jank.hot/load-patch path door)
        :loaded
        (catch :default e
          (if (and (= version (jank.hot/version #'kept)) (< 10 (count (ex-message e))))
            :refused
            [:bound-or-silent e])))))`);
  jankPatch = readBytes(compileJank('(in-ns (quote user)) (defn kept [v] (if (< v 3) [:new v "text"] {:k v}))'));
  cppPatch = readBytes(
    compileText(`
    #include <jank/patch.h>
    static int64_t count = 5;
    static jank_value last = jank_make_string("a constructor runs");
    jank_value helper(jank_value v) { return jank_box_integer(jank_unbox_integer(v) + ++count); }
    static jank_value kept(jank_value v) { last = v; return helper(v); }
    JANK_PATCH({"user/kept", "1", JANK_FUNCTION(kept)}, {"user/helped", "1", JANK_FUNCTION(helper)})`),
  );
});

const goesOn = () => assert.equal(evaluate('(reduce + (map inc (range 100)))'), '5050');

// Tries the bytes; whether they were refused. What is refused has given its reason and bound nothing.
function refused(bytes, door = ':dlopen') {
  writeFileSync(path, bytes);
  const answer = evaluate(`(try-to-load "${path}" ${door})`);
  assert.match(answer, /^(:loaded|:refused)$/);
  return answer === ':refused';
}

// Binds the old function again, for the damaged patches that were loaded.
const restore = () => evaluate('(def kept (fn [v] :old))');

const doors = [':direct', ':dlopen'];

for (const door of doors) {
  test(`a jank patch cut off at every length (${door})`, () => {
    for (let size = 0; size < jankPatch.length; ++size) {
      assert.ok(refused(jankPatch.subarray(0, size), door), `cut off at ${size}`);
    }
    assert.equal(evaluate('(kept 1)'), ':old');
    goesOn();
  });

  test(`a jank patch with one wrong byte (${door})`, () => {
    const random = randomNumbers(1);
    for (let round = 0; round < 1200; ++round) {
      const bytes = Buffer.from(jankPatch);
      const at = round < bytes.length ? round : random(bytes.length);
      bytes[at] ^= 1 + random(255);
      assert.ok(refused(bytes, door), `byte ${at} is ${bytes[at]} instead of ${jankPatch[at]}`);
    }
    assert.equal(evaluate('(kept 1)'), ':old');
    goesOn();
  });

  test(`a jank patch with a wrong byte outside of its code, under a right checksum (${door})`, () => {
    const random = randomNumbers(2);
    const code = WebAssembly.Module.customSections(new WebAssembly.Module(jankPatch), 'name').length;
    assert.equal(code, 1);
    const { begin, end } = section(jankPatch, 10);
    for (let round = 0; round < 300; ++round) {
      const bytes = Buffer.from(jankPatch);
      let at;
      do at = random(bytes.length - 20);
      while (at >= begin && at < end);
      bytes[at] = random(256);
      if (!refused(seal(bytes), door)) restore();
    }
    goesOn();
  });
}

// Where the content of a section lies.
function section(bytes, id) {
  let at = 8;
  while (at < bytes.length) {
    const found = bytes[at++];
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (found === id) return { begin: at, end: at + size };
    at += size;
  }
  return { begin: at, end: at };
}

test('a C++ patch cut off at every length', () => {
  // Without trailing sections that say nothing to the engine it is whole.
  const whole = section(cppPatch, 11).end;
  for (let size = 0; size < whole; ++size) {
    assert.ok(refused(cppPatch.subarray(0, size)), `cut off at ${size} of ${whole}`);
  }
  assert.equal(evaluate('(kept 1)'), ':old');
  goesOn();
});

test('a C++ patch with one wrong byte outside of its code', () => {
  const random = randomNumbers(3);
  const code = section(cppPatch, 10);
  for (let round = 0; round < 800; ++round) {
    const bytes = Buffer.from(cppPatch);
    const at = round < bytes.length ? round : random(bytes.length);
    if (at >= code.begin && at < code.end) continue;
    bytes[at] ^= 1 + random(255);
    if (!refused(bytes)) restore();
  }
  goesOn();
});

test('random bytes', () => {
  const random = randomNumbers(4);
  for (let round = 0; round < 1000; ++round) {
    const bytes = Buffer.from(Array.from({ length: random(300) }, () => random(256)));
    // Half of them begin like a module, and a quarter like a side module.
    if (round % 2) cppPatch.copy(bytes, 0, 0, 8);
    if (round % 4 === 3) cppPatch.copy(bytes, 0, 0, 24);
    assert.ok(refused(bytes), bytes.toString('hex'));
  }
  assert.equal(evaluate('(kept 1)'), ':old');
  goesOn();
});

test('whole patches are still loaded', () => {
  assert.equal(loadPatch(writeModule(cppPatch)), null);
  assert.equal(evaluate('[(kept 1) (helped 1)]'), '[7 8]');
  for (const door of doors) {
    assert.equal(refused(jankPatch, door), false);
    assert.equal(evaluate('[(kept 1) (kept 4)]'), '[[:new 1 "text"] {:k 4}]');
  }
});
