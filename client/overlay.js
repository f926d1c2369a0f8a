// What the page shows of the session: a light for its state, and what went wrong. In a shadow tree, so that no style of the app's matters.
const style = `
:host{all:initial;font:13px/1.5 ui-monospace,monospace}
#light{position:fixed;right:10px;bottom:10px;z-index:2147483647;border:0;border-radius:9px;padding:2px 9px;font:inherit;color:#fff;background:#888;cursor:pointer;opacity:.85}
#light[data-state=connected]{background:#2a2}#light[data-state=compiling]{background:#b80}#light[data-state=stale]{background:#d60}
#light[data-state=disconnected]{background:#c22}#light[data-state="other build"]{background:#83c}
#list{position:fixed;left:0;right:0;top:0;max-height:60vh;overflow:auto;z-index:2147483646}
article{margin:6px 10px;padding:8px 12px;background:#1d1f27;color:#eee;border-left:4px solid #e44;border-radius:4px;white-space:pre-wrap;box-shadow:0 2px 9px #0008}
article.warning{border-color:#eb3}
a{color:#7bf;cursor:pointer}pre{margin:4px 0;font:inherit}
.close{float:right;border:0;background:none;color:inherit;font:inherit;cursor:pointer}
`;

export const element = (name, keys = {}, ...children) => {
  const made = Object.assign(document.createElement(name), keys);
  made.append(...children.filter((child) => child !== null));
  return made;
};

export function overlay(link) {
  const host = element('jank-overlay');
  const root = host.attachShadow({ mode: 'open' });
  const light = element('button', { id: 'light', title: 'the REPL (Alt+J)' });
  const list = element('div', { id: 'list', role: 'alert' });
  root.append(element('style', { textContent: style }), list, light);
  document.body.append(host);

  const place = ({ file, line, column }) =>
    element('a', {
      textContent: `${file}:${line}:${column}`,
      onclick: () => link.send({ op: 'open', file, line, column }),
    });

  function article(p) {
    const made = element('article', { className: p.severity ?? 'error' });
    made.append(element('button', { className: 'close', title: 'dismiss', textContent: '×', onclick: () => made.remove() }));
    made.append(p.message);
    if (p.line) made.append('\n', place(p));
    if (p.source) {
      const before = p.source.slice(0, p.column - 1).replace(/[^\t]/g, ' ');
      made.append(element('pre', { textContent: `${p.source}\n${before}^` }));
    }
    for (const call of p.trace ?? []) {
      made.append(element('div', {}, `  at ${call.function} `, call.line ? place(call) : null));
    }
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
      light.onclick = state === 'other build' ? () => location.reload() : light.onclick;
    },
  };
}
