// The connection to the server: opened again and again when it is lost, and taken up where it was.
//
// States: connected, compiling, stale (the image has not all that the others have), disconnected, other build.
const longest = 5000; // ms
const mostKept = 1000;

export class Link {
  wait = 200;
  answers = []; // to what came last: those that a lost connection had are sent again
  forgotten = 0; // answers before those

  constructor({ url, WebSocket = globalThis.WebSocket, ...hello }) {
    Object.assign(this, { url, WebSocket, hello: { ...hello, op: 'hello', applied: 0 } });
  }

  open() {
    const socket = (this.socket = new this.WebSocket(this.url));
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.write(this.hello);
    socket.onmessage = ({ data }) => this.take(data);
    socket.onclose = () => this.lost();
  }

  lost() {
    this.connected = false;
    if (this.state === 'other build') return;
    this.show('disconnected');
    setTimeout(() => this.open(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(2 * this.wait, longest);
  }

  write(message) {
    this.socket.send(JSON.stringify(message));
  }

  send(message) {
    if (message.id && message.id === this.hello.received) {
      this.answers.push(message);
      if (this.answers.length > mostKept) this.forgotten += this.answers.splice(0, 1).length;
    }
    if (this.connected) this.write(message);
  }

  show(state) {
    if (state !== this.state) this.onstate((this.state = state));
  }

  take(data) {
    if (typeof data === 'string') return this.handle(JSON.parse(data));
    // The length of the header, little endian; the header; the module.
    const start = 4 + new DataView(data).getUint32(0, true);
    this.handle(JSON.parse(new TextDecoder().decode(data.slice(4, start))), new Uint8Array(data, start));
  }

  handle(message, bytes) {
    const { op, id, state } = message;
    if (op === 'welcome') this.welcome(message);
    else if (op === 'other-build') {
      this.show('other build');
      this.socket.close();
    } else if (op === 'stale') this.apart(message.message);
    else if (op === 'state') {
      if (state === 'compiling') this.show(state);
      else this.settle();
    } else {
      // What wants an answer has an id.
      if (op && id && id !== this.hello.received) this.expect(id);
      this.onmessage(message, bytes);
    }
  }

  expect(id) {
    this.hello.received = id;
    this.answers = [];
    this.forgotten = 0;
  }

  // The image has what the others have not, or the other way round, until it is loaded anew.
  apart(message) {
    this.parted = message;
    if (message) this.onstale?.(message);
    this.settle();
  }

  welcome({ page, run, missing, answered, sources, stale }) {
    const { hello } = this;
    this.connected = true;
    this.wait = 200;
    this.missing = missing;
    if (hello.run !== run) {
      hello.applied = 0;
      this.expect();
    }
    Object.assign(hello, { page, run });
    this.onwelcome(sources);
    if (answered >= 0) this.answers.slice(Math.max(0, answered - this.forgotten)).forEach(this.write, this);
    this.apart(stale);
  }

  // An entry of the log is done with.
  applied({ id, n, error }) {
    if (id !== this.hello.received) return; // of a run that is over
    this.hello.applied = n;
    if (this.missing > 0) --this.missing;
    this.failed = error;
    this.send({ op: 'applied', id, n, error });
    this.settle();
  }

  settle() {
    this.show(this.parted || this.failed || this.missing > 0 ? 'stale' : 'connected');
  }
}
