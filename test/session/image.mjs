// A hot image in this process with a client that is a few functions: what the server would send is given to it, what it says is kept.

import { join } from 'node:path';
import { loadImage } from '../../bench/image.mjs';
import { imagePath } from '../hot_reload/image.mjs';

export const said = []; // all messages, in order

// What the next requests find: lines for read-line, whether to stop, files by path below the folder.
export const host = { lines: [], interrupted: () => false, files: {} };
export const folder = '/home/somebody/project/src';

let session;
let image;

export async function startSession(path = imagePath, args = ['-e', 'nil']) {
  image = await loadImage(path, args);
  session = image.jankSession;
  session.begin({
    send: (text, busy) => said.push({ ...JSON.parse(text), busy }),
    stdin: () => host.lines.shift() ?? null,
    interrupted: () => host.interrupted(),
    source: (name) => (name in host.files ? Buffer.from(host.files[name]) : null),
  });
  session.serve([folder]);
  return session;
}

export const evaluateOutside = (code) => JSON.parse(image.ccall('jank_eval_string', 'string', ['string'], [code]));

// How much memory the image has, in bytes.
export const memory = () => image.HEAPU8.length;

let last = 0;

// All messages that answer the request.
export function ask(op, keys = {}) {
  const id = `s${++last}`;
  const from = said.length;
  session.receive(JSON.stringify({ op, id, ...keys }));
  return said.slice(from).filter((m) => m.id === id || m.op);
}

// The answers put together: texts joined, values and statuses listed.
export function answer(op, keys) {
  const all = { values: [], status: [], out: '', err: '' };
  for (const { value, status = [], out = '', err = '', ...rest } of ask(op, keys)) {
    Object.assign(all, rest);
    if (value !== undefined) all.values.push(value);
    all.status.push(...status);
    all.out += out;
    all.err += err;
  }
  return all;
}

export const evaluate = (code, keys = {}) => answer('eval', { code, ...keys });
export { join };
