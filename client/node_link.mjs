// The worker of node.mjs: the connection, and requests that the image waits for.
import { parentPort, workerData } from 'node:worker_threads';
import { Link } from './link.js';
import { WebSocket } from './node_websocket.mjs';

const { server, token, build, name, signal, answers } = workerData;
const base = new URL(server);

const link = new Link({
  url: `${base.origin.replace('http', 'ws')}/repl${token && `?token=${encodeURIComponent(token)}`}`,
  WebSocket,
  build,
  kind: 'node',
  name,
});
link.onstate = (state) => parentPort.postMessage({ state, hello: link.hello });
link.onmessage = (message, bytes) => parentPort.postMessage({ message, bytes });

async function fetchFor({ path, body }) {
  try {
    const answer = await fetch(new URL(path, base), body ? { method: 'POST', body } : {});
    return answer.status === 200 ? await answer.text() : null;
  } catch {
    return null;
  }
}

parentPort.on('message', async (message) => {
  if (message.send !== undefined) link.send(message.send);
  else if (message.applied) link.applied(message.applied, message.error);
  else {
    answers.postMessage(await fetchFor(message));
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  }
});
link.open();
