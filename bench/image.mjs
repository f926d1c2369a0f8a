// A hot image in this process, for measuring: its exported C functions, without the cost of starting Node for each.

import { readFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import vm from 'node:vm';

// Resolves to the image's Module when its runtime is ready. `arguments` are the image's command line.
export function loadImage(path, imageArguments = []) {
  const file = resolve(path);
  if (!existsSync(file)) {
    throw new Error(`${path} does not exist: build it with HOT_RELOAD=1 bin/emscripten-bundle`);
  }
  return new Promise((done, failed) => {
    // The glue code is a script: it looks for a global Module, and in Node for what a CommonJS module has.
    globalThis.require = createRequire(file);
    globalThis.__filename = file;
    globalThis.__dirname = dirname(file);
    globalThis.Module = {
      arguments: imageArguments,
      print: () => {},
      onRuntimeInitialized: () => setTimeout(() => done(globalThis.Module), 0),
      onAbort: failed,
    };
    vm.runInThisContext(readFileSync(file, 'utf8'), { filename: file });
  });
}

// What jank_eval_string answers for a text.
export function evaluator(image) {
  const call = image.cwrap('jank_eval_string', 'string', ['string']);
  return (text) => {
    const answer = JSON.parse(call(text));
    if (answer.status !== 'value') throw new Error(answer.error);
    return answer;
  };
}
