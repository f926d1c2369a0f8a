// What the tests of a running image share: one hot image in this process, patches compiled for it, and bytes to damage them with.
//
// JANK_IMAGE names the image (the one that emscripten-bundle compiles programs with, by default). emcc, wasm-validate and node are
// those on PATH: `eval "$(bin/setup --env)"` puts them there.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluator, loadImage } from '../../bench/image.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const imagePath = resolve(process.env.JANK_IMAGE ?? join(root, 'build-wasm/hot/image/jank.js'));

export const folder = mkdtempSync(join(tmpdir(), 'jank-hot-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// Every module that the image emits is kept, to be validated.
const emitted = join(folder, 'emitted');

let image;

export async function startImage({ keepModules = false, modulePath = null } = {}) {
  if (keepModules) {
    execFileSync('mkdir', [emitted]);
    process.env.JANK_DUMP_MODULES = emitted;
  }
  image = await loadImage(imagePath, [...(modulePath === null ? [] : ['--module-path', modulePath]), '-e', 'nil']);
  const evaluate = evaluator(image);
  return (text) => evaluate(text).value;
}

// The whole answer of jank_eval_string, an error too.
export const answer = (text) => JSON.parse(image.ccall('jank_eval_string', 'string', ['string'], [text]));
// An exported function of the image.
export const callImage = (name, result, types, values) => image.ccall(name, result, types, values);
export const theImage = () => image;

export const emittedModules = () => readdirSync(emitted).map((name) => join(emitted, name));

// jank_hot_reload_load_patch: null, or the reason why not.
export function loadPatch(path, table = null) {
  const status = image.ccall('jank_hot_reload_load_patch', 'number', ['string', 'string'], [path, table]);
  return status === 0 ? null : image.ccall('jank_hot_reload_last_error', 'string', [], []);
}

export const statistics = () => JSON.parse(image.ccall('jank_hot_reload_get_stats', 'string', [], []));

let made = 0;
export function writeModule(bytes) {
  const path = join(folder, `module-${++made}.wasm`);
  writeFileSync(path, bytes);
  return path;
}

// -sWASM_BIGINT is the default of emcc from version 4 on, and of the one that bin/setup installs.
const sideModuleFlags = ['-sSIDE_MODULE=1', '-O2', '-fPIC', '-sWASM_BIGINT', '-I', join(root, 'include')];

function compile(source, flags) {
  const out = join(folder, `${basename(source).replace(/\.\w+$/, '')}-${++made}.wasm`);
  execFileSync('emcc', [source, '-o', out, ...flags]);
  return out;
}

// Compiles C or C++, a file or a text, to a side module.
export const compileFile = (source, ...flags) => compile(source, [...sideModuleFlags, ...flags]);
// With nothing but the flags that the reference tells.
export const compilePlainly = (source) => compile(source, ['-sSIDE_MODULE=1', '-O2', '-fPIC']);

export function compileText(text, ...flags) {
  const source = join(folder, `patch-${++made}.cpp`);
  writeFileSync(source, text);
  return compileFile(source, ...flags);
}

// Compiles jank to a side module, in a process of its own.
export function compileJank(text) {
  const source = join(folder, `patch-${++made}.jank`);
  const out = source.replace(/jank$/, 'wasm');
  writeFileSync(source, text);
  execFileSync(process.execPath, [imagePath, 'compile', '--patch', out, source]);
  return out;
}

export function validate(path) {
  execFileSync('wasm-validate', ['--enable-exceptions', '--enable-extended-const', path]);
}

function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; ++bit) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

// A jank patch with the right checksum for what its bytes are now: what a careful forger would make.
export function seal(bytes) {
  const sealed = Buffer.from(bytes);
  sealed.writeUInt32LE(crc32(sealed.subarray(0, sealed.length - 20)), sealed.length - 4);
  return sealed;
}

// Numbers that look random and are the same in every run (xorshift32).
export function randomNumbers(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

export const readBytes = (path) => readFileSync(path);
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
