#!/usr/bin/env node
// One patch to many pages: how long it takes from when an editor sends a definition until the last page has it, and what the server keeps
// in memory for it. The pages are WebSocket clients that acknowledge at once, in this process, whose time is in the figures.
//
//   eval "$(bin/setup --env)"; node bench/many-pages.mjs [--json] [--pages 1000] [--count 20] [--bytes 100,10000,100000]

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Editor, Page, Server, buildOf } from '../test/server/server.mjs';
import { line, summarize } from './statistics.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    pages: { type: 'string', default: '1000' },
    count: { type: 'string', default: '20' },
    bytes: { type: 'string', default: '100,10000,100000' },
  },
});
const wanted = Number(options.pages);
const count = Number(options.count);

const server = await Server.start();
const megabytes = () => Number(readFileSync(`/proc/${server.process.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
const memory = { alone: megabytes() };

const build = await buildOf(server);
const pages = [];
while (pages.length < wanted) {
  const more = Math.min(100, wanted - pages.length);
  pages.push(...(await Promise.all(Array.from({ length: more }, () => Page.join(server, { build })))));
}
memory.connected = megabytes();
const editor = await Editor.connect(server);

// The first page evaluates; the others replay.
let entries = 0;
async function send(bytes) {
  const code = `(def patch "${'x'.repeat(bytes)}")`;
  ++entries;
  let left = pages.length - 1;
  const last = new Promise((done) => {
    for (const page of pages.slice(1)) {
      page.take = (data, binary) => {
        Page.prototype.take.call(page, data, binary);
        if (page.got.pop().n === entries && --left === 0) done(performance.now());
      };
    }
  });
  const start = performance.now();
  editor.send({ op: 'eval', code, page: pages[0].name });
  const ms = (await last) - start;
  for (const page of pages) page.applied = [];
  pages[0].got = [];
  return ms;
}

const results = {};
for (const bytes of options.bytes.split(',').map(Number)) {
  await send(bytes); // warms up
  const times = [];
  for (let i = 0; i < count; i++) times.push(await send(bytes));
  results[bytes] = { ms: summarize(times), megabytes: megabytes() };
}
if (options.json) {
  console.log(JSON.stringify({ pages: pages.length, count, memory, results }, null, 2));
} else {
  console.log(`${pages.length} pages, ${count} patches of each size, ms until the last page has it; Node ${process.version}`);
  console.log('bytes           median       p25       p75       p99       max');
  for (const [bytes, { ms }] of Object.entries(results)) console.log(line(bytes.padEnd(12), ms));
  const kept = Object.entries(results).map(([bytes, r]) => `${r.megabytes.toFixed(1)} after those of ${bytes} bytes`);
  console.log(`MB of the server: ${memory.alone.toFixed(1)} alone, ${memory.connected.toFixed(1)} with the pages, ${kept.join(', ')}`);
}
await server.remove();
process.exit(0);
