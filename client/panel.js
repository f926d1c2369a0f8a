// A REPL in the page: history, several lines, completion, and what the stages of the last evaluations took.
import { shown } from './image.js';
import { element, shadow } from './overlay.js';

const style = `
section{position:fixed;inset:auto 0 0 0;height:40vh;display:flex;flex-direction:column;background:#16181f;color:#ddd;border-top:1px solid #456;z-index:2147483645}
section[hidden]{display:none}
#log{flex:1;overflow:auto;padding:6px 320px 6px 10px;white-space:pre-wrap}
.in{color:#8cf}.err{color:#f87}.out{color:#bba}
textarea{background:#0b0c10;color:#fff;border:0;outline:0;padding:6px 140px 6px 10px;font:inherit;resize:none}
#plot{position:absolute;top:6px;right:18px;text-align:right;white-space:pre;color:#9ab}
#hints{color:#999;padding:0 10px;overflow:hidden}
`;
const quota = 20000; // bytes of a value
const opens = ({ altKey, key }) => altKey && key === 'j';

export function panel(page) {
  const log = element('div', { id: 'log' });
  const hints = element('div', { id: 'hints' });
  const input = element('textarea', { rows: 2, spellcheck: false, placeholder: 'a form; Shift+Enter for a new line' });
  const plot = element('div', { id: 'plot' });
  const box = element('section', { hidden: true }, log, plot, hints, input);
  shadow('jank-panel', style, box);

  const history = JSON.parse(localStorage.jankHistory ?? '[]');
  let at = history.length;
  let session;
  const samples = [];

  function print(className, text) {
    log.append(element('div', { className }, text));
    log.scrollTop = log.scrollHeight;
  }

  const inSession = async () => ({ session: (session ??= (await page.request({ op: 'clone' }))['new-session']) });

  async function evaluate(code) {
    print('in', code);
    at = history.push(code);
    localStorage.jankHistory = JSON.stringify(history.slice(-200));
    const answered = (m) => {
      for (const key of ['out', 'err', 'value']) if (m[key]) print(key, shown(m, key).trimEnd());
    };
    await page.evaluate(code, { ...(await inSession()), 'nrepl.middleware.print/quota': quota }, answered).catch(() => {});
  }

  async function complete() {
    const before = input.value.slice(0, input.selectionStart);
    const prefix = before.match(/[^\s()[\]{}"'`~@^,;]*$/)[0];
    const { completions = [] } = await page.request({ op: 'completions', prefix, ...(await inSession()) });
    const found = completions.map((c) => c.candidate);
    hints.textContent = found.slice(0, 12).join('  ');
    // As far as all of them agree.
    let common = found[0] ?? prefix;
    while (!found.every((name) => name.startsWith(common))) common = common.slice(0, -1);
    input.setRangeText(common.slice(prefix.length), input.selectionStart, input.selectionStart, 'end');
  }

  function recall(step) {
    at = Math.max(0, Math.min(history.length, at + step));
    input.value = history[at] ?? '';
  }

  input.onkeydown = (event) => {
    event.stopPropagation();
    const { key, shiftKey } = event;
    const code = input.value.trim();
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (key === 'Enter' && !shiftKey && code) {
      evaluate(code);
      input.value = hints.textContent = '';
    } else if (key === 'Tab') complete();
    else if (step && !code.includes('\n')) recall(step);
    else if (key === 'Escape' || opens(event)) toggle();
    else return;
    event.preventDefault();
  };

  function toggle() {
    box.hidden = !box.hidden;
    if (!box.hidden) input.focus();
  }
  addEventListener('keydown', (event) => opens(event) && toggle());

  return {
    toggle,
    // For each stage what the last evaluations took, in bars of one scale, and the last one in milliseconds.
    stages(sample) {
      if (samples.push(sample) > 24) samples.shift();
      const most = Math.max(...samples.flatMap(Object.values), 1);
      const bars = (name) => samples.map((s) => '▁▂▃▄▅▆▇█'[Math.floor((s[name] / most) * 7)]).join('');
      plot.textContent = Object.keys(sample).map((name) => `${name} ${bars(name)} ${(sample[name] / 1000).toFixed(2).padStart(6)}\n`).join('');
    },
  };
}
