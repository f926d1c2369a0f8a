// The live session in Chromium: what an editor evaluates and what is saved changes a page that goes on.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { buildApp, closeBrowser, connectEditor, openPage, overlayText, serve, showsText, shownText, stateIs } from './live.mjs';

let app;
let server;
let editor;
let page;

before(async () => {
  app = buildApp();
  server = await serve(app, '--dependents', 'direct');
  editor = await connectEditor(server.nrepl);
  page = await openPage(server);
});
after(async () => {
  editor?.close();
  await closeBrowser();
  await server?.stop();
});

const count = async (p = page) => Number((await shownText(p)).match(/(\d+)$/)[1]);
const write = (name, text) => writeFileSync(join(app.app, name), text);
const withCounter = (text) => `(ns shown (:require [words])) (defn text [n] (str "${text} " n))`;

test('a form evaluated by an editor changes what the page shows, and its state is kept', async () => {
  await showsText(page, '^hello \\d+$');
  const before = await count();
  await page.evaluate(() => (globalThis.notReloaded = true));
  const got = await editor.evaluate('(in-ns (quote shown)) (defn text [n] (str "good day " n))');
  assert.equal(got.values[1], "#'shown/text");
  await showsText(page, '^good day \\d+$');
  assert.ok((await count()) > before);
  assert.equal(await page.evaluate(() => globalThis.notReloaded), true);
});

test('the editor gets output while the form runs, its value, and errors with their place', async () => {
  const got = await editor.evaluate('(do (println "printed") (+ 40 2))');
  assert.deepEqual([got.out, got.values], ['printed\n', ['42']]);
  const failed = await editor.evaluate('(no-such-name 1)', { file: 'live/form.jank', line: 7, column: 3 });
  assert.match(failed.err, /live\/form\.jank:7:4/);
  assert.ok(failed.status.includes('eval-error'));
});

test('an error is shown over the page, which goes on; the next success takes it away', async () => {
  await editor.evaluate('(let [x 1]\n  (nth [] x))', { file: 'live/form.jank', line: 3, column: 1 });
  await page.locator('jank-overlay article').waitFor();
  const text = await overlayText(page);
  assert.match(text, /live\/form\.jank:4:3/);
  assert.match(text, /\n {2}\(nth \[\] x\)\)\n {2}\^/);
  assert.match(text, /at shown\/top-level live\/form\.jank:4:3/);
  const before = await count();
  await page.waitForFunction((n) => Number(document.getElementById('shown').textContent.match(/\d+$/)[0]) > n + 2, before);
  await editor.evaluate('(def mended 1)');
  await page.locator('jank-overlay article').waitFor({ state: 'detached' });
});

test('an error of the running program is shown, and reported to the server', async () => {
  await editor.evaluate('(in-ns (quote shown)) (defn text [n] (throw (ex-info "the text is gone" {})))');
  await page.locator('jank-overlay article', { hasText: 'the text is gone' }).first().waitFor();
  await editor.evaluate('(defn text [n] (str "back " n))');
  await showsText(page, '^back \\d+$');
});

test('the app may show errors in its own way', async () => {
  await page.evaluate(() => {
    globalThis.heard = [];
    globalThis.ear = (event) => {
      globalThis.heard.push(event.detail.kind);
      if (event.detail.kind === 'error') event.preventDefault();
    };
    addEventListener('jank:hot-reload', globalThis.ear);
  });
  await page.keyboard.press('Escape');
  await editor.evaluate('(nth [] 1)');
  await editor.evaluate('(def after-it 1)');
  await page.waitForFunction(() => globalThis.heard.includes('applied'));
  assert.ok((await page.evaluate(() => globalThis.heard)).includes('error'));
  assert.equal(await page.locator('jank-overlay article').count(), 0);
  await page.evaluate(() => removeEventListener('jank:hot-reload', globalThis.ear));
});

test('jankEval in the page', async () => {
  assert.equal(await page.evaluate(() => globalThis.jankEval('(+ 1 2)')), '3');
  const endless = await page.evaluate(() => globalThis.jankEval('(repeat (range))'));
  assert.deepEqual([endless.length, endless.slice(0, 9), endless.slice(-4)], [(1 << 20) + 4, '((0 1 2 3', ' ...']);
  assert.match(await page.evaluate(() => globalThis.jankEval('(nth [] 1)').catch((e) => e.message)), /index 1 is out of bounds/);
});

test('a busy loop is interrupted', async () => {
  const running = editor.ask({ op: 'eval', code: '(loop [i 0] (recur (inc (rem i 3))))', id: 'endless' });
  await new Promise((done) => setTimeout(done, 500));
  await editor.ask({ op: 'interrupt', 'interrupt-id': 'endless' });
  const messages = await running;
  assert.ok(messages.some((m) => m.status?.includes('interrupted')));
  assert.deepEqual((await editor.evaluate('(+ 1 1)')).values, ['2']);
});

test('a form that reads waits for what the editor sends', async () => {
  const running = editor.ask({ op: 'eval', code: '(str "got " (read-line))' });
  await new Promise((done) => setTimeout(done, 300));
  await editor.ask({ op: 'stdin', stdin: 'this\n' });
  await running; // this client takes `need-input` for the end
  assert.deepEqual((await editor.evaluate('*1')).values, ['"got this"']);
});

test('a saved file reloads its namespace', async () => {
  await editor.evaluate(withCounter('plain').replace('(str "plain "', '(str (words/greeting) " "'));
  write('words.jank', '(ns words)\n(defn greeting [] "saved")\n');
  await showsText(page, '^saved \\d+$');
});

test('a saved file that fails is shown with its line, and changes nothing', async () => {
  write('words.jank', '(ns words)\n(defn greeting [] "broken")\n(defn f [x\n');
  await page.locator('jank-overlay article', { hasText: 'words.jank:3' }).waitFor();
  await showsText(page, '^saved \\d+$');
  write('words.jank', '(ns words)\n(defn greeting [] "mended")\n');
  await showsText(page, '^mended \\d+$');
  await page.locator('jank-overlay article').waitFor({ state: 'detached' });
});

test('a saved style sheet is swapped without a reload', async () => {
  const colour = () => page.locator('#shown').evaluate((e) => getComputedStyle(e).color);
  assert.equal(await colour(), 'rgb(0, 0, 255)');
  await page.evaluate(() => (globalThis.notReloaded = 'still'));
  write('shown.css', '#shown { color: rgb(255, 0, 0); }\n');
  await page.waitForFunction(() => getComputedStyle(document.getElementById('shown')).color === 'rgb(255, 0, 0)');
  assert.equal(await page.evaluate(() => globalThis.notReloaded), 'still');
});

test('a saved C++ patch is compiled and loaded', async () => {
  write(
    'patches/words.cpp',
    '#include <jank/patch.h>\nstatic jank_value greeting() { return jank_make_string("from C++"); }\nJANK_PATCH({"words/greeting", "0", JANK_FUNCTION(greeting)})\n',
  );
  await showsText(page, '^from C\\+\\+ \\d+$');
});

test('require in the page finds files of the server', async () => {
  write('late_one.jank', '(ns late-one)\n(defn f [] :late)\n');
  assert.deepEqual((await editor.evaluate("(require 'late-one) (late-one/f)")).values, ['nil', ':late']);
});

test('a second page gets what the first one has, and both follow', async () => {
  const second = await openPage(server);
  await showsText(second, '^from C\\+\\+ \\d+$');
  await editor.evaluate('(ns words) (defn greeting [] "both")');
  await showsText(page, '^both \\d+$');
  await showsText(second, '^both \\d+$');
  await second.close();
});

test('a page that is reloaded gets all patches again', async () => {
  await page.reload();
  await stateIs(page, 'connected');
  await showsText(page, '^both \\d+$');
});

test('the REPL panel: values, history, completion, several lines', async () => {
  await page.keyboard.press('Alt+j');
  const input = page.locator('jank-panel textarea');
  const log = page.locator('jank-panel #log');
  await input.fill('(map inc [1 2 3])');
  await input.press('Enter');
  await log.getByText('(2 3 4)').waitFor();
  await input.pressSequentially('(clojure.core/interlea');
  await input.press('Tab');
  await page.waitForFunction(() => document.querySelector('jank-panel').shadowRoot.querySelector('textarea').value.endsWith('interleave'));
  await input.fill('');
  await input.press('ArrowUp');
  assert.equal(await input.inputValue(), '(map inc [1 2 3])');
  await input.fill('(+ 1');
  await input.press('Shift+Enter');
  await input.pressSequentially('2)');
  await input.press('Enter');
  await log.getByText('3', { exact: true }).waitFor();
  await input.fill('(repeat (range))');
  await input.press('Enter');
  await log.getByText(/^\(\(0 1 2 3 .{19980,} \.\.\.$/).waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('jank-panel section').isHidden(), true);
});

test('the page connects again by itself, without a reload, and goes on where it was', async () => {
  await page.evaluate(() => (globalThis.notReloaded = 'through'));
  const { nrepl } = server;
  await server.stop('SIGKILL');
  await stateIs(page, 'disconnected');
  assert.equal(await page.evaluate(() => globalThis.jankEval('(words/greeting)')), '"both"');
  server = await serve(app);
  assert.equal(server.nrepl, nrepl);
  await stateIs(page, 'connected');
  editor = await connectEditor(server.nrepl);
  assert.deepEqual((await editor.evaluate('(words/greeting)')).values, ['"both"']);
  assert.equal(await page.evaluate(() => globalThis.notReloaded), 'through');
});

test('a page of another build is told so', async () => {
  const { out } = app;
  const wasm = join(out, 'shown.wasm');
  await server.stop();
  writeFileSync(wasm, Buffer.concat([readFileSync(wasm), Buffer.from([0, 2, 1, 0x78])])); // a custom section more
  server = await serve(app);
  await stateIs(page, 'other build');
  await page.locator('jank-overlay #light').click();
  await stateIs(page, 'connected');
  await showsText(page, '^mended \\d+$|^hello \\d+$');
});
