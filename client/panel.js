// A REPL in the page, toggled by Alt+J or the light: history (up, down), several lines (Shift+Enter), completion (Tab), and what the stages
// of the last evaluations took.
import { element } from './overlay.js';

const style = `
:host{all:initial}
section{position:fixed;inset:auto 0 0 0;height:40vh;display:flex;flex-direction:column;background:#16181fee;color:#ddd;font:13px/1.45 ui-monospace,monospace;z-index:2147483645}
section[hidden]{display:none}
#log{flex:1;overflow:auto;padding:6px 280px 6px 10px;white-space:pre-wrap}
.in{color:#8cf}.err{color:#f87}.out{color:#bba}
textarea{background:#0006;color:#fff;border:0;border-top:1px solid #444;padding:6px 10px;font:inherit;resize:none;outline:0}
canvas{position:absolute;right:10px;top:6px;pointer-events:none}
#hints{color:#999;padding:0 10px;white-space:nowrap;overflow:hidden}
`;
const colours = { read: '#59f', analyze: '#3c9', emit: '#fc4', load: '#f74', run: '#c6f' };
const kept = 60;

export function panel(page) {
  const host = element('jank-panel');
  const root = host.attachShadow({ mode: 'open' });
  const log = element('div', { id: 'log' });
  const hints = element('div', { id: 'hints' });
  const input = element('textarea', { rows: 2, spellcheck: false, placeholder: 'a form; Shift+Enter for a new line' });
  const plot = element('canvas', { width: 260, height: 70 });
  const box = element('section', { hidden: true }, log, plot, hints, input);
  root.append(element('style', { textContent: style }), box);
  document.body.append(host);

  const history = JSON.parse(localStorage.jankHistory ?? '[]');
  let at = history.length;
  let session; // made by the server when it is first needed
  const samples = [];

  const print = (className, text) => {
    log.append(element('div', { className, textContent: text }));
    log.scrollTop = log.scrollHeight;
  };

  const inSession = async () => {
    session ??= page.request({ op: 'clone' }).then((answer) => answer['new-session']);
    return { session: await session };
  };

  async function evaluate(code) {
    print('in', code);
    history.push(code);
    at = history.length;
    localStorage.jankHistory = JSON.stringify(history.slice(-200));
    const answers = (m) => {
      for (const key of ['out', 'err', 'value']) if (m[key] !== undefined) print(key, m[key].trimEnd());
    };
    await page.evaluate(code, await inSession(), answers).catch(() => {});
  }

  async function complete() {
    const before = input.value.slice(0, input.selectionStart);
    const prefix = before.match(/[^\s()[\]{}"'`~@^,;]*$/)[0];
    const { completions = [] } = await page.request({ op: 'completions', prefix, ...(await inSession()) });
    const names = completions.map((c) => c.candidate);
    hints.textContent = names.slice(0, 12).join('  ');
    if (!names.length) return;
    // As far as all of them agree.
    let common = names[0];
    while (!names.every((name) => name.startsWith(common))) common = common.slice(0, -1);
    input.setRangeText(common.slice(prefix.length), input.selectionStart, input.selectionStart, 'end');
  }

  function recall(step) {
    at = Math.max(0, Math.min(history.length, at + step));
    input.value = history[at] ?? '';
  }

  input.onkeydown = (event) => {
    event.stopPropagation();
    const { key, shiftKey } = event;
    const inside = input.value.includes('\n');
    if (key === 'Enter' && !shiftKey && input.value.trim()) {
      evaluate(input.value.trim());
      input.value = hints.textContent = '';
    } else if (key === 'Tab') complete();
    else if (key === 'ArrowUp' && !inside) recall(-1);
    else if (key === 'ArrowDown' && !inside) recall(1);
    else if (key === 'Escape' || (key === 'j' && event.altKey)) toggle();
    else return;
    event.preventDefault();
  };

  function draw() {
    const context = plot.getContext('2d');
    const total = (s) => Object.keys(colours).reduce((sum, name) => sum + (s[name] ?? 0), 0);
    const most = Math.max(...samples.map(total), 1);
    context.clearRect(0, 0, plot.width, plot.height);
    context.font = '10px monospace';
    samples.forEach((sample, i) => {
      let y = plot.height;
      for (const [name, colour] of Object.entries(colours)) {
        const height = ((sample[name] ?? 0) / most) * (plot.height - 14);
        context.fillStyle = colour;
        context.fillRect(i * 4, (y -= height), 3, height);
      }
    });
    context.fillStyle = '#ccc';
    context.fillText(`${(total(samples.at(-1)) / 1000).toFixed(2)} ms: ${Object.keys(colours).join(' ')}`, 0, 10);
  }

  function toggle() {
    box.hidden = !box.hidden;
    if (!box.hidden) input.focus();
  }
  addEventListener('keydown', (event) => event.altKey && event.key === 'j' && toggle());

  return {
    toggle,
    stages(sample) {
      samples.push(sample);
      if (samples.length > kept) samples.shift();
      draw();
    },
  };
}
