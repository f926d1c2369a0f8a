#!/usr/bin/env node
// What a try, a throw and a catch cost: bench/exceptions.jank, compiled ahead of time, in ns.
//
//   eval "$(bin/setup --env)"; node bench/exceptions.mjs [--json] [--build-dir build-wasm] [--beside IMAGE.js]
//
// With --beside the same source is run, turn and turn about, by another hot image that was built before: for comparing on a machine
// that is never quiet. Then both load the source.

import { compare, readOptions, show, ways, withFolder } from './ways.mjs';

const options = readOptions({ beside: { type: 'string', default: '' } });
const source = 'exceptions.jank';
const results = withFolder((folder) => {
  const places = { buildDir: options['build-dir'], folder };
  const runners = options.beside
    ? { here: ways.form(source, places), beside: ways.form(source, { image: options.beside }) }
    : { normal: ways.normal(source, places), hot: ways.hot(source, places) };
  return compare(runners, 3);
});
show(results, { json: options.json, title: 'medians of 45 runs in three processes, in ns', digits: 0 });
