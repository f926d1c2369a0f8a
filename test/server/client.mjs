// The client's own half of a connection (client/link.js, client/image.js) with an image that is none, and a way to the server that breaks.

import { once } from 'node:events';
import net from 'node:net';
import { attach } from '../../client/image.js';
import { Link } from '../../client/link.js';
import { WebSocket } from '../../client/node_websocket.mjs';
import { buildOf, until } from './server.mjs';

// An image: evaluates a form by keeping it when it is a definition. What is printed comes in several messages. One of `later`, unless
// it is replayed, takes until `finish` is called.
class Image {
  kept = [];

  begin(bridge) {
    this.bridge = bridge;
  }
  serve(folders) {
    this.folders = folders;
  }
  load(path) {
    this.kept.push(path);
    return null;
  }
  receive(text) {
    const { id, op, code, files, n } = JSON.parse(text);
    const say = (message) => this.bridge.send(JSON.stringify({ id, ...message }));
    if (op === 'reload') this.kept.push(...files);
    if (!n && /^\(def later/.test(code)) {
      say({ out: 'one\n' });
      this.finish = () => {
        delete this.finish;
        this.kept.push(code);
        say({ value: code, ns: 'user' });
        say({ changed: true, status: ['done'] });
      };
      return;
    }
    const changed = op === 'reload' || /^\(def/.test(code);
    if (changed && code) this.kept.push(code);
    if (op === 'eval') {
      for (const out of ['one\n', 'two\n', 'three\n']) say({ out });
      say({ value: code, ns: 'user' });
    }
    say({ changed, status: ['done'] });
  }
}

// A page with the real client.
export async function connectClient(server, { port = server.port, name = 'client' } = {}) {
  const image = new Image();
  const link = new Link({ url: `ws://127.0.0.1:${port}/repl`, WebSocket, build: await buildOf(server), kind: 'node', name });
  const page = attach(image, link, '', () => null);
  const states = [];
  // As main.js does it.
  link.onwelcome = page.welcome;
  link.onmessage = page.take;
  link.onstate = (state) => {
    states.push(state);
    if (state === 'disconnected') page.lost();
  };
  page.onproblem = () => {};
  link.open();
  const client = { image, link, page, states, kept: image.kept };
  client.connected = () => until(() => link.state === 'connected', 'the connection');
  client.cut = () => link.socket.socket.destroy();
  client.close = () => {
    link.open = () => {};
    link.socket.socket?.destroy();
  };
  await client.connected();
  return client;
}

// Connections to a port that end after as many bytes as `length` gives, in either direction; the rest is lost.
export async function unreliableWay(port, length) {
  const way = net.createServer((socket) => {
    const other = net.connect(port, '127.0.0.1');
    let left = length();
    const end = () => {
      socket.destroy();
      other.destroy();
    };
    for (const [from, to] of [[socket, other], [other, socket]]) {
      from.setNoDelay(true);
      from.on('error', end);
      from.on('close', end);
      from.on('data', (bytes) => {
        to.write(bytes.subarray(0, left), () => left <= 0 && end());
        left -= bytes.length;
      });
    }
  });
  way.listen(0, '127.0.0.1');
  await once(way, 'listening');
  return { port: way.address().port, close: () => way.close() };
}

// The same numbers every time.
export function numbersFrom(seed) {
  return (limit) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 16) % limit;
  };
}
