// The page's half of a live session (docs/reference/live-session.md): the server puts this script into the pages that it serves.
import { Link } from './link.js';
import { attach } from './image.js';
import { overlay } from './overlay.js';
import { panel } from './panel.js';
import { tell } from './events.js';

const own = new URL(import.meta.url).searchParams;
const token = own.get('token') ?? '';

// The image is there when the program's main function has returned.
function image() {
  return new Promise((done) => {
    (function look() {
      const session = globalThis.Module?.jankSession;
      if (session?.running) done(session);
      else setTimeout(look, 20);
    })();
  });
}

// Files that are no code: style sheets and pictures are fetched anew where they stand.
function swap(path) {
  const fresh = (url) => `${url.split('?')[0]}?${Date.now()}`;
  const fits = (url) => url && new URL(url, location).pathname.endsWith('/' + path);
  for (const old of document.querySelectorAll('link[rel=stylesheet]')) {
    if (!fits(old.href)) continue;
    const next = old.cloneNode();
    next.href = fresh(old.href);
    // Without a moment of no style.
    next.onload = () => old.remove();
    old.after(next);
  }
  for (const picture of document.images) if (fits(picture.src)) picture.src = fresh(picture.src);
}

const session = await image();
const link = new Link({
  url: `${location.origin.replace('http', 'ws')}/repl${token && `?token=${token}`}`,
  build: own.get('build'),
  kind: 'browser',
  name: navigator.userAgent.match(/(Firefox|Edg|Chrome|Safari)\/[\d]+/)?.[0] ?? 'browser',
});
const page = attach(session, link, token);
const view = overlay(link);
const repl = panel(page);
view.light.onclick = () => repl.toggle();

link.onstate = (state) => {
  tell('state', { state });
  view.state(state);
};
link.onmessage = (message, bytes) => {
  if (message.op === 'asset') {
    if (tell('asset', { path: message.path })) swap(message.path);
  } else if (message.op === 'diagnostics') {
    if (tell('error', message)) view.errors(message.diagnostics);
  } else page.take(message, bytes);
};
page.onproblem = (problem) => {
  if (tell(problem.severity, problem)) view.errors([problem]);
};
page.onapplied = (detail) => {
  tell('applied', detail);
  view.clear();
};
page.onstages = (stages) => repl.stages(stages);

globalThis.jankEval = (code) => page.evaluate(code);
link.open();
