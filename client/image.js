// Between the connection and the image: requests go into the image, what it says goes out. Requests of the page itself go to the server,
// which sends them to every page.

// A request that the thread waits for.
function fetchNow(path, body) {
  const request = new XMLHttpRequest();
  request.open(body ? 'POST' : 'GET', path, false);
  try {
    request.send(body);
  } catch {
    return null;
  }
  return request.status === 200 ? request.responseText : null;
}

export function attach(session, link, token, fetchText = fetchNow) {
  const secret = token ? `&token=${token}` : '';
  const blocking = (what, more = '') => fetchText(`/blocking/${what}?page=${link.hello.page}${more}${secret}`);
  const waiting = new Map(); // requests of the page, by id
  let current = {}; // the message that is being handled
  let last = 0;
  let reported = {};

  const page = {
    onproblem() {},
    onapplied() {},
    onstages() {},

    take(message, bytes) {
      if (!message.op) return hear(message);
      current = message;
      try {
        if (message.op === 'load-module') {
          const error = session.load(message.path, bytes);
          said(error ? { id: message.id, err: error, message: error, status: ['error', 'eval-error', 'done'] }
            : { id: message.id, changed: true, status: ['done'] });
        } else session.receive(JSON.stringify(message));
      } catch (e) {
        said({ id: message.id, err: String(e), message: String(e), status: ['error', 'eval-error', 'done'] });
      } finally {
        current = {};
      }
    },

    // Sends a request and gives its answers, put together, to whoever waits; `each` is called with every one. Alone, the page asks itself.
    // What fails is not shown over the page when it is `quiet`: whoever asked has the answer.
    request(message, each) {
      const id = `c${++last}`;
      return new Promise((done) => {
        waiting.set(id, { done, each, all: {} });
        if (link.connected) link.send({ ...message, id });
        else page.take({ ...message, id, alone: true });
      });
    },

    async evaluate(code, keys, each) {
      const answer = await page.request({ op: 'eval', code, quiet: 1, ...keys }, each);
      if (answer.status.includes('eval-error')) throw new Error(answer.err);
      if (!('value' in answer)) throw new Error(answer.err || answer.status.filter((word) => word !== 'done').join(' '));
      return answer.value;
    },
  };

  // An answer to a request of the page.
  function hear(message) {
    const who = waiting.get(message.id);
    if (!who) return;
    who.each?.(message);
    const { all } = who;
    for (const [key, value] of Object.entries(message)) {
      if (key === 'status') all.status = [...(all.status ?? []), ...value];
      else all[key] = (key === 'out' || key === 'err') && all[key] ? all[key] + value : value;
    }
    if (!message.status?.includes('done')) return;
    waiting.delete(message.id);
    who.done(all);
  }

  // A timer that fails does so again and again.
  function repeated({ message, file, line, column }) {
    const what = line ? `${file}:${line}:${column}` : message;
    const again = what === reported.what && Date.now() - reported.at < 2000;
    if (!again) reported = { what, at: Date.now() };
    return again;
  }

  // What the image says about the message that is being handled.
  function said(message) {
    const { n, id, alone, quiet } = current;
    if (message.op) {
      if (repeated(message)) return;
      link.send(message);
      page.onproblem({ severity: message.kind, ...message });
      return;
    }
    const status = message.status ?? [];
    if (status.includes('eval-error')) {
      current.failed = message.message;
      if (!quiet) page.onproblem({ severity: 'error', ...message });
    } else if (message.err && /warning:/.test(message.err)) {
      page.onproblem({ severity: 'warning', message: message.err });
    }
    if (alone) hear(message);
    else if (!n) link.send(message);
    if (!status.includes('done')) return;
    if (message.stages) page.onstages(message.stages);
    if (!current.failed && message.changed) page.onapplied({ id, n });
    if (n) link.applied(n, current.failed);
  }

  session.begin({
    send: (text) => said(JSON.parse(text)),
    stdin: (name) => blocking('stdin', `&session=${encodeURIComponent(name)}`),
    interrupted: () => blocking('interrupt')?.trim() === '1',
    source(path) {
      const text = fetchText(`/source/${path}${token && `?token=${token}`}`);
      return text === null ? null : new TextEncoder().encode(text);
    },
  });
  return page;
}
