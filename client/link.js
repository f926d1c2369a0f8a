// The connection to the server: opened again and again when it is lost, and taken up where it was.
//
// States: connected, compiling, stale (the image has not all that the others have), disconnected, other build.
const first = 200; // ms
const longest = 5000;

export class Link {
  constructor({ url, WebSocket = globalThis.WebSocket, ...hello }) {
    Object.assign(this, { url, WebSocket, hello: { ...hello, op: 'hello', applied: 0 }, wait: first });
  }

  open() {
    const socket = (this.socket = new this.WebSocket(this.url));
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.send(this.hello);
    socket.onmessage = ({ data }) => this.take(data);
    socket.onclose = () => this.lost();
  }

  lost() {
    if (this.state === 'other build') return;
    this.show('disconnected');
    setTimeout(() => this.open(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(2 * this.wait, longest);
  }

  get connected() {
    return this.socket?.readyState === 1;
  }

  send(message) {
    if (this.connected) this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  show(state) {
    if (state !== this.state) this.onstate((this.state = state));
  }

  take(data) {
    if (typeof data === 'string') return this.handle(JSON.parse(data));
    // The length of the header, little endian; the header; the module.
    const size = new DataView(data).getUint32(0, true);
    const header = new TextDecoder().decode(new Uint8Array(data, 4, size));
    this.handle(JSON.parse(header), new Uint8Array(data, 4 + size));
  }

  handle(message, bytes) {
    if (message.op === 'welcome') {
      this.wait = first;
      this.hello.page = message.page;
      if (this.hello.run !== message.run) this.hello.applied = 0;
      this.hello.run = message.run;
      this.missing = message.missing ?? message.log - this.hello.applied;
      this.settle();
    } else if (message.op === 'other-build') {
      this.show('other build');
      this.socket.close();
    } else if (message.op === 'state') {
      if (message.state === 'compiling') this.show('compiling');
      else this.settle();
    } else {
      // What wants an answer has an id.
      if (message.op && message.id) this.hello.received = message.id;
      this.onmessage(message, bytes);
    }
  }

  // The entry of the log is done with.
  applied(n, error) {
    this.hello.applied = n;
    if (this.missing > 0) --this.missing;
    this.failed = error;
    this.send({ op: 'applied', n, ...(error && { error }) });
    this.settle();
  }

  settle() {
    this.show(this.failed || this.missing > 0 ? 'stale' : 'connected');
  }
}
