// Reads wasm's binary format.

export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  byte() {
    return this.bytes[this.at++];
  }
  // LEB128, unsigned, as a number
  unsigned() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  // LEB128, signed, as a number
  signed() {
    let value = 0;
    for (let scale = 1; ; ) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) return byte & 64 ? value - scale : value;
    }
  }
  name() {
    const size = this.unsigned();
    this.at += size;
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + this.at - size, size).toString();
  }
  list(item) {
    return Array.from({ length: this.unsigned() }, () => item(this));
  }
  limits() {
    const flags = this.byte();
    const minimum = this.unsigned();
    if (flags & 1) this.unsigned();
    return minimum;
  }
}

// The sections of a module, in order: { id, start, content, end }, offsets of the id, of what follows the size, and of what follows it all.
export function sectionsOf(bytes) {
  const r = new Reader(bytes);
  const sections = [];
  for (r.at = 8; r.at < bytes.length; ) {
    const start = r.at;
    const id = r.byte();
    const size = r.unsigned();
    sections.push({ id, start, content: r.at, end: r.at + size });
    r.at += size;
  }
  return sections;
}
