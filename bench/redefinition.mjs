#!/usr/bin/env node
// What it costs that code can be redefined: bench/redefinition.jank, form by form in the hot image and compiled ahead of time, in ns a call,
// or a read of a field.
//
//   eval "$(bin/setup --env)"; node bench/redefinition.mjs [--json] [--build-dir build-wasm]

import { compare, readOptions, show, ways, withFolder } from './ways.mjs';

const options = readOptions();
const results = withFolder((folder) => {
  const places = { buildDir: options['build-dir'], folder };
  return compare({ form: ways.form('redefinition.jank', places), hot: ways.hot('redefinition.jank', places) }, 1);
});
show(results, { json: options.json, title: 'medians of 15 runs in one process, in ns', digits: 1 });
