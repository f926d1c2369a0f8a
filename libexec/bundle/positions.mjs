// Where the code of an optimised image was written.
//
//   node positions.mjs extract IMAGE.wasm MAP
//       takes the section "jank.positions" (runtime/codegen/position_section.hpp) out of IMAGE and writes it to MAP, as a source map
//       whose sources are functions: the optimiser keeps those apart when it moves code about. Does nothing without such a section.
//   node positions.mjs finish MAP RESULT [--contents]
//       writes RESULT, the source map of files and functions, from the MAP that the optimiser made of the first; with --contents
//       it holds the files themselves
//
// In both a mapping's line is the first and only one, and its column an offset in the image. The result is what an image reads when a
// trace is looked up (runtime/host/library.js), and what a browser's debugger understands. The name of a try's body ends in " (try)".

import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sectionName = 'jank.positions';
const codeSection = 10;

function encode(n) {
  let rest = n < 0 ? -n * 2 + 1 : n * 2;
  let text = '';
  do {
    text += digits[(rest % 32) + (rest > 31 ? 32 : 0)];
    rest = Math.floor(rest / 32);
  } while (rest > 0);
  return text;
}

// Numbers of one segment after the other, each less the one of its kind before.
class Mappings {
  last = [0, 0, 0, 0, 0];
  parts = [];
  add(...fields) {
    this.parts.push(fields.map((n, i) => encode(n - this.last[i])).join(''));
    fields.forEach((n, i) => (this.last[i] = n));
  }
  toString() {
    return this.parts.join(',');
  }
}

function decode(mappings) {
  const last = [0, 0, 0, 0, 0];
  return mappings.split(',').map((part) => {
    let field = 0;
    let value = 0;
    let scale = 1;
    for (const letter of part) {
      const digit = digits.indexOf(letter);
      value += (digit & 31) * scale;
      scale *= 32;
      if (digit & 32) continue;
      last[field++] += value % 2 ? -Math.floor(value / 2) : value / 2;
      value = 0;
      scale = 1;
    }
    return last.slice(0, field);
  });
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  unsigned() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  signed() {
    let value = 0;
    for (let scale = 1; ; ) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) return byte & 64 ? value - scale : value;
    }
  }
  u32() {
    this.at += 4;
    return this.bytes.readUInt32LE(this.at - 4);
  }
  text() {
    const size = this.unsigned();
    this.at += size;
    return this.bytes.toString('utf8', this.at - size, this.at);
  }
}

// [{ id, name, begin, end }], the custom sections with their names; begin is where the section itself begins.
function sectionsOf(bytes) {
  const r = new Reader(bytes);
  const sections = [];
  for (r.at = 8; r.at < bytes.length; ) {
    const begin = r.at;
    const id = bytes[r.at++];
    const size = r.unsigned();
    const content = r.at;
    const name = id == 0 ? r.text() : '';
    sections.push({ id, name, begin, content: id == 0 ? r.at : content, end: content + size });
    r.at = content + size;
  }
  return sections;
}

function readFunctions(content) {
  const r = new Reader(content);
  const functions = [];
  while (r.at < content.length) {
    const size = r.u32();
    const end = r.at + size;
    const files = Array.from({ length: r.unsigned() }, () => r.text());
    for (let count = r.unsigned(); count > 0; count--) {
      const begin = r.u32();
      const f = { begin, size: r.unsigned(), name: r.text() };
      const file = r.unsigned();
      f.file = files[file >> 1];
      if (file & 1) f.name += ' (try)';
      let line = r.unsigned();
      let offset = 0;
      f.marks = [{ offset, line, column: r.unsigned() }];
      for (let marks = r.unsigned(); marks > 0; marks--) {
        offset += r.unsigned();
        line += r.signed();
        f.marks.push({ offset, line, column: r.unsigned() });
      }
      if (begin != 0) functions.push(f);
    }
    if (r.at != end) throw new Error(`the section ${sectionName} is damaged`);
  }
  return functions.sort((a, b) => a.begin - b.begin);
}

function extract(image, map) {
  const bytes = readFileSync(image);
  const sections = sectionsOf(bytes);
  const own = sections.find((s) => s.name == sectionName);
  if (!own) return;
  const code = sections.find((s) => s.id == codeSection);
  const mappings = new Mappings();
  const sources = [];
  for (const f of readFunctions(bytes.subarray(own.content, own.end))) {
    // The optimiser does not understand every string of JSON.
    const source = sources.push([f.file, f.name].map(encodeURIComponent).join(' ')) - 1;
    const begin = code.content + f.begin;
    for (const m of f.marks) mappings.add(begin + m.offset, source, m.line - 1, m.column - 1);
    mappings.add(begin + f.size);
  }
  writeFileSync(map, JSON.stringify({ version: 3, sources, names: [], mappings: String(mappings) }));
  // It stands behind the code, which does not move.
  if (own.begin < code.end) throw new Error(`the section ${sectionName} stands before the code`);
  writeFileSync(image, Buffer.concat([bytes.subarray(0, own.begin), bytes.subarray(own.end)]));
}

function finish(map, result, option) {
  const { sources: functions, mappings } = JSON.parse(readFileSync(map, 'utf8'));
  const sources = new Map();
  const names = new Map();
  const index = (known, text) => known.get(text) ?? known.set(text, known.size).get(text);
  const places = new Map();
  const placeOf = (f) => {
    if (!places.has(f)) {
      const [file, name] = functions[f].split(' ').map(decodeURIComponent);
      places.set(f, [index(sources, file), index(names, name)]);
    }
    return places.get(f);
  };
  const out = new Mappings();
  let last = '';
  for (const [offset, f, line, column] of decode(mappings)) {
    const here = f === undefined ? '' : [f, line, column].join();
    if (here == last) continue;
    last = here;
    if (f === undefined) {
      out.add(offset);
    } else {
      const [source, name] = placeOf(f);
      out.add(offset, source, line, column, name);
    }
  }
  const files = [...sources.keys()];
  const made = { version: 3, sources: files, names: [...names.keys()], mappings: String(out) };
  if (option == '--contents') {
    made.sourcesContent = files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : null));
  }
  writeFileSync(result, JSON.stringify(made));
}

const actions = { extract, finish };
const [action, ...rest] = process.argv.slice(2);
actions[action](...rest);
