// A WebSocket for Node, as much of the browsers' interface as link.js uses (RFC 6455): Node 18 has none. Without delay of small packets.
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const opcodes = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };
const largest = 64 << 20;

export class WebSocket {
  readyState = 0;
  parts = [];
  kind = 0;
  unread = Buffer.alloc(0);

  constructor(url) {
    const { hostname, port, pathname, search, host } = new URL(url);
    const key = randomBytes(16).toString('base64');
    const headers = {
      Host: host,
      Origin: `http://${host}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': 13,
      'Sec-WebSocket-Key': key,
    };
    const asked = request({ hostname, port, path: pathname + search, headers });
    asked.on('upgrade', (answer, socket, head) => {
      const expected = createHash('sha1').update(key + magic).digest('base64');
      if (answer.headers['sec-websocket-accept'] !== expected) socket.destroy();
      this.begin(socket, head);
    });
    // No WebSocket is spoken there.
    asked.on('response', (answer) => answer.destroy());
    asked.on('error', () => {});
    asked.on('close', () => this.socket ?? this.end());
    asked.end();
  }

  begin(socket, head) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.read(bytes));
    socket.on('error', () => {});
    socket.on('close', () => this.end());
    this.readyState = 1;
    this.onopen?.();
    if (head.length) this.read(head);
  }

  end() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.();
  }

  send(data) {
    if (typeof data === 'string') this.write(opcodes.text, Buffer.from(data));
    else this.write(opcodes.binary, Buffer.from(data));
  }

  close() {
    this.write(opcodes.close, Buffer.alloc(0));
    this.socket?.end();
  }

  // A client's frames are masked.
  write(opcode, payload) {
    const size = payload.length;
    const extended = size < 126 ? 0 : size < 65536 ? 2 : 8;
    const frame = Buffer.alloc(6 + extended + size);
    frame[0] = 0x80 | opcode;
    frame[1] = 0x80 | (extended === 0 ? size : extended === 2 ? 126 : 127);
    if (extended === 2) frame.writeUInt16BE(size, 2);
    if (extended === 8) frame.writeBigUInt64BE(BigInt(size), 2);
    const mask = randomBytes(4);
    mask.copy(frame, 2 + extended);
    const at = 6 + extended;
    for (let i = 0; i < size; ++i) frame[at + i] = payload[i] ^ mask[i & 3];
    this.socket?.write(frame);
  }

  read(bytes) {
    this.unread = this.unread.length ? Buffer.concat([this.unread, bytes]) : bytes;
    for (;;) {
      const { unread } = this;
      if (unread.length < 2) return;
      const short = unread[1] & 127;
      const start = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (unread.length < start) return;
      const size = short < 126 ? short : short === 126 ? unread.readUInt16BE(2) : Number(unread.readBigUInt64BE(2));
      if (size > largest) return this.socket.destroy();
      if (unread.length < start + size) return;
      this.unread = unread.subarray(start + size);
      this.frame(unread[0], unread.subarray(start, start + size));
    }
  }

  frame(head, payload) {
    const opcode = head & 15;
    if (opcode === opcodes.ping) return this.write(opcodes.pong, payload);
    if (opcode === opcodes.close) return this.socket.end();
    if (opcode > opcodes.binary) return;
    if (opcode !== opcodes.more) this.kind = opcode;
    this.parts.push(payload);
    if (!(head & 0x80)) return;
    const whole = Buffer.concat(this.parts);
    this.parts = [];
    const data = this.kind === opcodes.text ? whole.toString() : new Uint8Array(whole).buffer;
    this.onmessage?.({ data });
  }
}
