#!/usr/bin/env node
// What a call through a protocol costs: bench/protocols.jank, form by form in the hot image and compiled ahead of time, in ns a call.
//
//   eval "$(bin/setup --env)"; node bench/protocols.mjs [--json] [--build-dir build-wasm]

import { compare, readOptions, show, ways, withFolder } from './ways.mjs';

const options = readOptions();
const results = withFolder((folder) => {
  const places = { buildDir: options['build-dir'], folder };
  return compare({ form: ways.form('protocols.jank', places), hot: ways.hot('protocols.jank', places) }, 1);
});
show(results, { json: options.json, title: 'medians of 15 runs in one process, in ns a call', digits: 1 });
