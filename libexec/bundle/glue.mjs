// What a linked image shows to the JavaScript beside it, so that the JavaScript of one image can serve another.
//
//   node glue.mjs exports BASE.wasm
//       prints options that make wasm-ld export what BASE exports, one a line
//   node glue.mjs reuse BASE.js BASE.wasm NEW.js NEW.wasm
//       writes NEW.js, which is BASE.js for NEW.wasm; status 3, with the reason, when BASE.js does not fit
//
// emcc's JavaScript depends on the names and signatures of imports and exports; a difference there means a new link by emcc. It also
// holds the name of the .wasm file and, for a main module, numbers: the size of the table, the addresses of exported data, and
// where the stack and the heap begin behind the data. These are replaced. What is not found where it is expected (another version of
// emcc, other options) makes the image unfit, never wrong.

import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Reader, sectionsOf } from './wasm_reader.mjs';

const kindNames = ['function', 'table', 'memory', 'global', 'tag'];

const importReaders = [
  (r, types) => ({ shape: types[r.unsigned()] }),
  (r) => ({ type: r.byte(), minimum: r.limits() }),
  (r) => ({ minimum: r.limits() }),
  (r) => ({ shape: [r.byte(), r.byte()].join() }),
  (r, types) => ({ attribute: r.byte(), shape: types[r.unsigned()] }),
];

// The value of a constant expression when it is a lone i32.const or i64.const, else null.
function readConstant(r) {
  const opcode = r.byte();
  const value = opcode == 0x41 || opcode == 0x42 ? r.signed() : null;
  if (opcode == 0x23 || opcode == 0xd2) r.unsigned();
  else if (opcode == 0xd0) r.byte();
  else if (opcode == 0x43) r.at += 4;
  else if (opcode == 0x44) r.at += 8;
  if (r.byte() != 0x0b) throw new Error('a global has an initial value of several instructions');
  return value;
}

function readImage(file) {
  const bytes = readFileSync(file);
  const image = { imports: [], exports: [], functionShapes: [], globals: [], dataSize: null, tableSize: null };
  let types = [];
  const sections = {
    // dylink.0, of which the first entry tells the sizes of data and table, with their alignments
    0: (r) => {
      if (r.name() == 'dylink.0' && r.byte() == 1) {
        r.unsigned();
        image.dataSize = r.unsigned();
        r.unsigned();
        image.tableSize = r.unsigned();
      }
    },
    1: (r) => (types = r.list(() => [r.byte(), r.list((s) => s.byte()), r.list((s) => s.byte())].join('|'))),
    2: (r) =>
      (image.imports = r.list(() => {
        const name = `${r.name()}.${r.name()}`;
        const kind = r.byte();
        return { name, kind: kindNames[kind], ...importReaders[kind](r, types) };
      })),
    3: (r) => (image.functionShapes = r.list(() => types[r.unsigned()])),
    6: (r) =>
      (image.globals = r.list(() => {
        const shape = [r.byte(), r.byte()].join();
        return { shape, value: readConstant(r) };
      })),
    7: (r) => (image.exports = r.list(() => ({ name: r.name(), kind: kindNames[r.byte()], index: r.unsigned() }))),
  };
  const r = new Reader(bytes);
  for (const { id, content } of sectionsOf(bytes)) {
    r.at = content;
    sections[id]?.(r);
  }
  const imported = (kind) => image.imports.filter((i) => i.kind == kind).length;
  for (const e of image.exports) {
    if (e.kind == 'function') e.shape = image.functionShapes[e.index - imported('function')];
    // A mutable global's value is not what JavaScript wrote down.
    if (e.kind == 'global') e.value = image.globals[e.index - imported('global')]?.value;
  }
  return image;
}

class Unfit extends Error {}

function compareImages(base, fresh) {
  const given = new Map(base.imports.map((i) => [i.name, i]));
  for (const wanted of fresh.imports) {
    const have = given.get(wanted.name);
    if (!have || have.kind != wanted.kind || have.shape != wanted.shape) throw new Unfit(`it imports ${wanted.name}`);
    if (wanted.kind == 'memory' && wanted.minimum > have.minimum) throw new Unfit('it needs more memory at its start');
  }
  const shown = new Map(fresh.exports.map((e) => [e.name, e]));
  for (const wanted of base.exports) {
    const have = shown.get(wanted.name);
    if (!have || have.kind != wanted.kind || have.shape != wanted.shape) throw new Unfit(`${wanted.name} is not exported`);
  }
  if (fresh.exports.length != base.exports.length) throw new Unfit('it exports more');
}

function replaceOnce(text, pattern, replacement, what) {
  if (text.match(new RegExp(pattern, 'g'))?.length != 1) throw new Unfit(`${what} is not found in the JavaScript`);
  return text.replace(pattern, replacement);
}

function quoted(name) {
  return new RegExp(`(['"])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\1`);
}

const alignUp = (n) => Math.ceil(n / 16) * 16;

// The numbers that emcc wrote into the JavaScript of a main module.
function replaceNumbers(text, base, fresh) {
  const tableSize = /(new WebAssembly\.Table\(\{\s*['"]?initial['"]?: ?)(\d+)/;
  const more = fresh.tableSize - base.tableSize;
  text = replaceOnce(text, tableSize, (_, before, size) => before + (Number(size) + more), 'the size of the table');

  const memoryBase = Number(text.match(/___memory_base = new WebAssembly\.Global\([^)]*?, ?(\d+)\)/)?.[1] ?? NaN);
  const heapBase = Number(text.match(/var ___heap_base = (\d+);/)?.[1] ?? NaN);
  const movedBy = alignUp(memoryBase + fresh.dataSize) - alignUp(memoryBase + base.dataSize);
  const heap = new RegExp(`var ___heap_base = ${heapBase};`);
  const stack = new RegExp(`(___stack_pointer = new WebAssembly\\.Global\\([^)]*?, ?)${heapBase}\\)`);
  text = replaceOnce(text, heap, `var ___heap_base = ${heapBase + movedBy};`, 'the start of the heap');
  text = replaceOnce(text, stack, (_, before) => `${before}${heapBase + movedBy})`, 'the start of the stack');
  // The stack's bounds, which the collector asks for: they stand there when something in the image does.
  text = text.replace(/(var ___stack_(?:high|low) = )(\d+);/g, (_, before, at) => `${before}${Number(at) + movedBy};`);

  const addresses = new Map(fresh.exports.map((e) => [e.name, e.value]));
  const moved = base.exports.filter((e) => typeof e.value == 'number' && e.value !== addresses.get(e.name));
  const expected = new Map(
    moved.map((e) => [
      `var _${e.name} = Module['_${e.name}'] = ${memoryBase + e.value};`,
      `var _${e.name} = Module['_${e.name}'] = ${memoryBase + addresses.get(e.name)};`,
    ]),
  );
  text = text.replace(/^var \w+ = Module\['\w+'\] = \d+;$/gm, (line) => {
    const replacement = expected.get(line);
    expected.delete(line);
    return replacement ?? line;
  });
  for (const line of expected.keys()) throw new Unfit(`the JavaScript does not hold '${line}'`);
  return text;
}

function reuse(baseScript, baseFile, script, file) {
  const base = readImage(baseFile);
  const fresh = readImage(file);
  compareImages(base, fresh);
  let text = readFileSync(baseScript, 'utf8');
  if (/ASM_CONSTS = \{\s*\d/.test(text)) throw new Unfit('it holds the addresses of EM_ASM code');
  const name = JSON.stringify(basename(file));
  text = replaceOnce(text, quoted(basename(baseFile)), () => name, 'the name of the .wasm file');
  if (base.dataSize !== null) text = replaceNumbers(text, base, fresh);
  writeFileSync(script, text);
}

function printExports(file) {
  process.stdout.write(readImage(file).exports.map((e) => `--export-if-defined=${e.name}\n`).join(''));
}

const actions = { exports: printExports, reuse };
const [action, ...files] = process.argv.slice(2);
try {
  actions[action](...files);
} catch (e) {
  console.error(e instanceof Unfit ? e.message : String(e.stack));
  process.exit(3);
}
