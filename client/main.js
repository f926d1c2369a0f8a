// The page's half of a live session (docs/reference/live-session.md): the server puts this script into the pages that it serves.
import { Link } from './link.js';
import { attach } from './image.js';
import { overlay } from './overlay.js';
import { panel } from './panel.js';

const own = new URL(import.meta.url).searchParams;
const token = own.get('token') ?? '';

// What the app may listen to. preventDefault() keeps what would be shown or done by itself from it.
const tell = (kind, detail) =>
  dispatchEvent(new CustomEvent('jank:hot-reload', { cancelable: true, detail: { ...detail, kind } }));

// Style sheets and pictures are fetched anew where they stand.
function swap(path) {
  for (const old of document.querySelectorAll('link[rel=stylesheet],img')) {
    const url = new URL(old.src ?? old.href, location);
    if (!url.pathname.endsWith('/' + path)) continue;
    url.search = Date.now();
    if (old.src) old.src = url;
    else {
      // Without a moment of no style.
      const next = old.cloneNode();
      Object.assign(next, { href: url, onload: () => old.remove() });
      old.after(next);
    }
  }
}

// The image is there when the program's main function has returned.
let session;
while (!(session = globalThis.Module?.jankSession)?.running) await new Promise((done) => setTimeout(done, 20));

const link = new Link({
  url: `${location.origin.replace('http', 'ws')}/repl${token && `?token=${token}`}`,
  build: own.get('build'),
  kind: 'browser',
  name: navigator.userAgent.match(/(Firefox|Edg|Chrome|Safari)\/\d+/)?.[0] ?? 'browser',
});
const page = attach(session, link, token);
const view = overlay(link);
const repl = panel(page);
view.light.onclick = repl.toggle;

link.onwelcome = page.welcome;
link.onstate = (state) => {
  tell('state', { state });
  view.state(state);
  if (state === 'disconnected') page.lost();
};
link.onstale = (message) => tell('warning', { message }) && view.errors([{ severity: 'warning', message }]);
link.onmessage = (message, bytes) => {
  const { op, path } = message;
  if (op === 'asset') tell(op, { path }) && swap(path);
  else if (op === 'diagnostics') tell('error', message) && view.errors(message.diagnostics);
  else page.take(message, bytes);
};
page.onproblem = (problem) => tell(problem.severity, problem) && view.errors([problem]);
page.onapplied = (detail) => tell('applied', detail) && view.clear();
page.onstages = repl.stages;

globalThis.jankEval = (code) => page.evaluate(code);
link.open();
