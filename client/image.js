// Between the connection and the image: requests go in, what it says goes out. The page's own requests go to the server.

// A request that the thread waits for.
function fetchNow(path) {
  const request = new XMLHttpRequest();
  request.open('GET', path, false);
  try {
    request.send();
  } catch {}
  return request.status === 200 ? request.responseText : null;
}

const failure = (text) => ({ err: text, message: text, status: ['error', 'eval-error', 'done'] });

// What a message has under the key. A value that was cut ends in dots.
export const shown = (message, key) => message[key] + (key === 'value' && /truncated/.test(message.status) ? ' ...' : '');

export function attach(session, link, token, fetchText = fetchNow) {
  const ask = (path, query) => fetchText(path + query + (token && `&token=${token}`));
  const waiting = new Map(); // requests of the page, by id
  let current = {}; // the message that is being handled
  let last = 0;
  let reported;

  // An answer to a request of the page.
  function hear(message) {
    const { id, status = [], out = '', err = '' } = message;
    const who = waiting.get(id);
    if (!who) return;
    who.each?.(message);
    const { all } = who;
    Object.assign(all, message, { status: [...all.status, ...status], out: all.out + out, err: all.err + err });
    if (status.includes('done') && waiting.delete(id)) who.done(all);
  }

  function report(message) {
    const { kind, file, line } = message;
    const what = line ? file + line : message.message;
    if (what === reported) return;
    // A timer that fails does so again and again.
    reported = what;
    setTimeout(() => (reported = ''), 2000);
    link.send(message);
    page.onproblem({ severity: kind, ...message });
  }

  // What the image says about the message that is being handled.
  function said(message) {
    const { n, id, alone, quiet } = current;
    const { op, status = [], err, changed, stages } = message;
    if (op) return report(message);
    if (status.includes('eval-error')) {
      current.failed = message.message;
      if (!quiet) page.onproblem({ severity: 'error', ...message });
    } else if (/warning:/.test(err)) page.onproblem({ severity: 'warning', message: err });
    if (alone) hear(message);
    else if (!n) link.send(message);
    if (!status.includes('done')) return;
    if (stages) page.onstages(stages);
    if (!current.failed && changed) page.onapplied({ id, n });
    if (n) link.applied({ id, n, error: current.failed });
  }

  const page = {
    welcome: (sources) => session.serve(sources),

    // Nobody answers any more.
    lost() {
      for (const id of waiting.keys()) hear({ id, ...failure('the connection to the server was lost') });
    },

    take(message, bytes) {
      const { op, id, path } = message;
      if (!op) return hear(message);
      current = message;
      try {
        if (op === 'load-module') {
          const error = session.load(path, bytes);
          said({ id, ...(error ? failure(error) : { changed: true, status: ['done'] }) });
        } else session.receive(JSON.stringify(message));
      } catch (e) {
        said({ id, ...failure(String(e)) });
      } finally {
        current = {};
      }
    },

    // Sends a request and gives its answers, put together, to whoever waits; `each` is called with every one. Alone, the page asks itself.
    request(message, each) {
      const id = `c${++last}`;
      return new Promise((done) => {
        waiting.set(id, { done, each, all: { status: [], out: '', err: '' } });
        if (link.connected) link.send({ ...message, id });
        else page.take({ ...message, id, alone: true });
      });
    },

    // `quiet`: what fails is not shown over the page, as whoever asked has the answer.
    async evaluate(code, keys, each) {
      const all = await page.request({ op: 'eval', code, quiet: 1, ...keys }, each);
      const { value, err, status } = all;
      if (value === undefined || status.includes('eval-error')) throw new Error(err || status.join(' '));
      return shown(all, 'value');
    },

    onproblem() {},
    onapplied() {},
    onstages() {},
  };

  session.begin({
    send: (text) => said(JSON.parse(text)),
    stdin: (name) => ask('/blocking/stdin', `?page=${link.hello.page}&session=${encodeURIComponent(name)}`),
    interrupted: () => /1/.test(ask('/blocking/interrupt', `?page=${link.hello.page}`)),
    source(path, folder) {
      const text = ask(`/source/${path.split('/').map(encodeURIComponent).join('/')}`, `?folder=${folder}`);
      return text === null ? null : new TextEncoder().encode(text);
    },
  });
  return page;
}
