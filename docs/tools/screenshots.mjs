#!/usr/bin/env node
// The pictures of docs/images: the Game of Life with an error over it, and with the REPL panel.
//
//   eval "$(bin/setup --env)"; node docs/tools/screenshots.mjs

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp, closeBrowser, connectEditor, openPage, root, serve } from '../../test/browser/live.mjs';

const images = join(root, 'docs/images');
mkdirSync(images, { recursive: true });

const app = buildApp({ name: 'life', source: join(root, 'examples/life'), library: 'canvas.cpp' });
const server = await serve(app);
const editor = await connectEditor(server.nrepl);
const page = await openPage(server, 'life.html');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

await page.setViewportSize({ width: 900, height: 640 });
const shot = (name) => page.screenshot({ path: join(images, `${name}.png`), clip: { x: 0, y: 0, width: 900, height: 640 } });

await pause(1500);
await editor.evaluate('(in-ns (quote life))');
await editor.evaluate('(defn stays? [n]\n  (or (= n 2) (eqal n 3)))', { file: 'examples/life/life.jank', line: 31, column: 1 });
await page.locator('jank-overlay article').waitFor();
await pause(300);
await shot('overlay');

await editor.evaluate('(defn stays? [n] (or (= n 2) (= n 3)))');
await editor.evaluate('(def colour "#b22222")');
await page.keyboard.press('Alt+j');
const input = page.locator('jank-panel textarea');
for (const form of ["(in-ns 'life)", '(count (:cells @world))', '(defn born? [n]\n  (or (= n 3) (= n 6)))', '(count (step (:cells @world)))']) {
  await input.fill(form);
  await input.press('Enter');
  await pause(400);
}
await shot('panel');

editor.close();
await closeBrowser();
await server.stop();
process.exit(0);
