// What the page shows of the session: a light for its state, and what went wrong.
const style = `
#light{position:fixed;right:10px;bottom:10px;z-index:2147483647;border:0;border-radius:9px;padding:2px 9px;font:inherit;color:#fff}
#list{position:fixed;inset:0 0 auto 0;max-height:60vh;overflow:auto;z-index:2147483646}
article{margin:6px 10px;padding:8px 12px;background:#1d1f27;color:#eee;border-left:4px solid #e44;white-space:pre-wrap}
.warning{border-color:#eb3}
a{color:#7bf;cursor:pointer}pre{margin:4px 0;font:inherit;overflow-x:auto}
article button{float:right;background:0;border:0;color:inherit;font:inherit;cursor:pointer}
`;
// Dark enough for white letters.
const colours = { connected: '#171', compiling: '#860', stale: '#b40', disconnected: '#c22', 'other build': '#83c' };

export const element = (name, keys = {}, ...children) => {
  const made = Object.assign(document.createElement(name), keys);
  made.append(...children);
  return made;
};

// In a shadow tree no style of the app's matters.
export function shadow(name, style, ...children) {
  const host = element(name);
  const textContent = ':host{all:initial;font:13px/1.5 ui-monospace,monospace}' + style;
  host.attachShadow({ mode: 'open' }).append(element('style', { textContent }), ...children);
  document.body.append(host);
}

export function overlay(link) {
  const light = element('button', { id: 'light', title: 'the REPL (Alt+J)' });
  const list = element('div', { id: 'list', role: 'alert' });
  shadow('jank-overlay', style, list, light);

  const place = ({ file, line, column }) =>
    element('a', { onclick: () => link.send({ op: 'open', file, line, column }) }, `${file}:${line}:${column}`);

  function article(p) {
    const { severity: className = 'error', message, line, column, source, trace = [] } = p;
    const made = element('article', { className });
    made.append(element('button', { title: 'dismiss', onclick: () => made.remove() }, '×'), message);
    if (line) made.append('\n', place(p));
    if (source) made.append(element('pre', {}, `${source}\n${source.slice(0, column - 1).replace(/[^\t]/g, ' ')}^`));
    for (const call of trace) made.append(element('div', {}, `  at ${call.function} `, call.line ? place(call) : ''));
    return made;
  }

  addEventListener('keydown', ({ key }) => key === 'Escape' && list.replaceChildren());
  return {
    light,
    // One error at a time; warnings stay until they are dismissed.
    errors(problems) {
      this.clear();
      list.append(...problems.map(article));
    },
    clear: () => list.querySelectorAll('article:not(.warning)').forEach((old) => old.remove()),
    state(state) {
      light.dataset.state = light.textContent = state;
      light.style.background = colours[state];
      if (state === 'other build' || link.parted) light.onclick = () => location.reload();
    },
  };
}
