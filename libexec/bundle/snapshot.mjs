// Makes an image whose memory is that of a program about to begin: clojure.core has run, its vars, functions and constants lie in the data
// section. What takes a third of the start is so done once, by the build.
//
//   node snapshot.mjs IMAGE.js IMAGE.wasm OUT.wasm
//       status 3, with the reason, when the image cannot be made so; OUT.wasm is not written then
//
// The image runs up to the point that jank_image_prepare describes, and nothing of it may depend on the machine or the time. OUT.wasm differs
// from IMAGE.wasm in its data section, and in two functions that would overwrite the data: what relocates it, and the static constructors,
// of which those stay that set up what a memory does not hold (wasm globals, the environment). Their code keeps its size, as positions in
// the code section are written down elsewhere. IMAGE.js serves OUT.wasm too.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { Reader, sectionsOf } from './wasm_reader.mjs';

const keptConstructors = new Set(['emscripten_stack_init', '__emscripten_environ_constructor']);
// Fewer zeros than this between two pieces of data stay: a segment of its own costs the engine about as much.
const shortestGap = 64;

class Unfit extends Error {}

// Runs the image until its library has been loaded; its memory.
function prepare(script, wasmBinary) {
  const require = createRequire(script);
  const module = { exports: {} };
  return new Promise((done, failed) => {
    const Module = {
      noInitialRun: true,
      wasmBinary,
      onAbort: (reason) => failed(new Unfit(String(reason))),
      onRuntimeInitialized() {
        if (!Module._jank_image_prepare) return failed(new Unfit('the image has no _jank_image_prepare'));
        const before = Module.HEAPU8.length;
        if (Module._jank_image_prepare() !== 0) failed(new Unfit('the core library did not load'));
        if (Module.HEAPU8.length !== before) failed(new Unfit('the core library fills the memory that the image begins with'));
        done(Module.HEAPU8);
      },
    };
    const names = ['Module', 'require', 'module', 'exports', '__filename', '__dirname'];
    new Function(...names, readFileSync(script, 'utf8'))(Module, require, module, module.exports, script, dirname(script));
  });
}

// Index -> name, of the functions.
function functionNames(bytes, sections) {
  const r = new Reader(bytes);
  const names = new Map();
  for (const { id, content, end } of sections) {
    r.at = content;
    if (id !== 0 || r.name() !== 'name') continue;
    while (r.at < end) {
      const kind = r.byte();
      const size = r.unsigned();
      const next = r.at + size;
      if (kind === 1) r.list(() => names.set(r.unsigned(), r.name()));
      r.at = next;
    }
  }
  return names;
}

function importedFunctions(bytes, { content }) {
  const r = new Reader(bytes);
  r.at = content;
  let count = 0;
  r.list(() => {
    r.name();
    r.name();
    const kind = r.byte();
    if (kind === 0) ++count;
    if (kind === 0) r.unsigned();
    else if (kind === 3) r.at += 2;
    else if (kind === 4) (r.byte(), r.unsigned());
    else (kind === 1 && r.byte(), r.limits());
  });
  return count;
}

function exportedFunctions(bytes, { content }) {
  const r = new Reader(bytes);
  r.at = content;
  return new Map(r.list(() => [r.name(), { kind: r.byte(), index: r.unsigned() }]).filter(([, { kind }]) => kind === 0));
}

// [begin, end) of the body of a function, its size left out.
function bodyOf(bytes, { content }, index) {
  const r = new Reader(bytes);
  r.at = content;
  const count = r.unsigned();
  for (let i = 0; i < count; ++i) {
    const size = r.unsigned();
    if (i === index) return [r.at, r.at + size];
    r.at += size;
  }
  throw new Unfit('a function has no body');
}

const nop = 0x01;
const call = 0x10;
const end = 0x0b;

// Static constructors are one function that calls the others.
function keepConstructors(bytes, [from, to], names) {
  const r = new Reader(bytes);
  r.at = from;
  if (r.unsigned() !== 0) throw new Unfit('the function that calls the static constructors has locals');
  let kept = 0;
  while (bytes[r.at] !== end) {
    const start = r.at;
    if (r.byte() !== call) throw new Unfit('the function that calls the static constructors does more');
    if (keptConstructors.has(names.get(r.unsigned()))) ++kept;
    else bytes.fill(nop, start, r.at);
  }
  if (r.at + 1 !== to || kept !== keptConstructors.size) throw new Unfit('the static constructors are not the expected ones');
}

function emptyBody(bytes, [from, to]) {
  bytes.fill(nop, from, to);
  bytes[from] = 0; // no locals
  bytes[to - 1] = end;
}

function unsigned(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
}

function signed(value) {
  const bytes = [];
  for (; value > 63; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
}

// What is not zero, as [from, to).
function pieces(memory) {
  const words = new Int32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  const found = [];
  for (let at = 0; at < words.length; ++at) {
    if (words[at] === 0) continue;
    const from = at * 4;
    const last = found.at(-1);
    if (last && from - last[1] < shortestGap) last[1] = from + 4;
    else found.push([from, from + 4]);
  }
  return found;
}

function dataSection(memory) {
  const segments = pieces(memory).flatMap(([from, to]) => [
    Buffer.from([0, 0x41]),
    signed(from),
    Buffer.from([end]),
    unsigned(to - from),
    memory.subarray(from, to),
  ]);
  const content = Buffer.concat([unsigned(segments.length / 5), ...segments]);
  return Buffer.concat([Buffer.from([11]), unsigned(content.length), content]);
}

function withMemory(image, memory) {
  const bytes = Buffer.from(image);
  const sections = sectionsOf(bytes);
  const section = (id) => sections.find((s) => s.id === id) ?? {};
  if (section(12).id) throw new Unfit('the image counts its data segments');
  const names = functionNames(bytes, sections);
  const exports = exportedFunctions(bytes, section(7));
  const imported = importedFunctions(bytes, section(2));
  const body = (name) => bodyOf(bytes, section(10), (exports.get(name)?.index ?? NaN) - imported);
  keepConstructors(bytes, body('__wasm_call_ctors'), names);
  emptyBody(bytes, body('__wasm_apply_data_relocs'));
  const data = section(11);
  return Buffer.concat([bytes.subarray(0, data.start), dataSection(memory), bytes.subarray(data.end)]);
}

const [script, image, output] = process.argv.slice(2).map((file) => resolve(file));
try {
  const bytes = readFileSync(image);
  writeFileSync(output, withMemory(bytes, await prepare(script, bytes)));
} catch (e) {
  console.error(e instanceof Unfit ? e.message : String(e.stack));
  process.exit(3);
}
