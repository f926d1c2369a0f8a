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
const tell = (more) => parentPort.postMessage({ connected: link.connected, hello: link.hello, ...more });
link.onstate = (state) => tell({ state });
link.onstale = (message) => console.error(message);
link.onwelcome = (sources) => tell({ sources });
link.onmessage = (message, bytes) => parentPort.postMessage({ message, bytes });

async function fetchFor({ path }) {
  try {
    const answer = await fetch(new URL(path, base));
    return answer.status === 200 ? await answer.text() : null;
  } catch {
    return null;
  }
}

parentPort.on('message', async (message) => {
  if (message.send !== undefined) link.send(message.send);
  else if (message.applied) link.applied(message.applied);
  else {
    answers.postMessage(await fetchFor(message));
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  }
});
link.open();
