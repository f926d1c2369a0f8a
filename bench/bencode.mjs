// Bencode, as nREPL speaks it: integers, byte strings (UTF-8), lists and dictionaries.

const ends = { i: 0x69, l: 0x6c, d: 0x64, e: 0x65, colon: 0x3a };

class Incomplete extends Error {}

function readAt(bytes, at) {
  if (at >= bytes.length) throw new Incomplete();
  const kind = bytes[at];
  if (kind === ends.i) {
    const end = bytes.indexOf(ends.e, at);
    if (end < 0) throw new Incomplete();
    return [Number(bytes.toString('latin1', at + 1, end)), end + 1];
  }
  if (kind === ends.l || kind === ends.d) {
    const items = [];
    let next = at + 1;
    for (;;) {
      if (next >= bytes.length) throw new Incomplete();
      if (bytes[next] === ends.e) break;
      const [item, after] = readAt(bytes, next);
      items.push(item);
      next = after;
    }
    if (kind === ends.l) return [items, next + 1];
    const pairs = items.flatMap((item, i) => (i % 2 ? [] : [[item, items[i + 1]]]));
    return [Object.fromEntries(pairs), next + 1];
  }
  const colon = bytes.indexOf(ends.colon, at);
  if (colon < 0) throw new Incomplete();
  const end = colon + 1 + Number(bytes.toString('latin1', at, colon));
  if (end > bytes.length) throw new Incomplete();
  return [bytes.toString('utf8', colon + 1, end), end];
}

// [value, bytes taken], or null when the bytes end inside a value.
export function decode(bytes) {
  try {
    return readAt(bytes, 0);
  } catch (e) {
    if (e instanceof Incomplete) return null;
    throw e;
  }
}

export function encode(value) {
  if (typeof value === 'number') return `i${value}e`;
  if (typeof value === 'string') return `${Buffer.byteLength(value)}:${value}`;
  if (Array.isArray(value)) return `l${value.map(encode).join('')}e`;
  const keys = Object.keys(value).sort();
  return `d${keys.map((key) => encode(key) + encode(value[key])).join('')}e`;
}
