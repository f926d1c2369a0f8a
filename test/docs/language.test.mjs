// The examples of docs/reference/language.md, evaluated in order: what the page says is what the image does.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { before } from 'node:test';
import { root, startImage } from '../hot_reload/image.mjs';

const page = 'docs/reference/language.md';

let evaluate;
before(async () => {
  evaluate = await startImage();
});

// The texts of the code spans of a cell, joined as lines where ⏎ stands between them. A span begins and ends with the same number of
// backquotes; one space inside them belongs to the quoting.
function code(cell) {
  const spans = [...cell.matchAll(/(`+)( ?)(.+?)\2\1(?!`)/g)].map((m) => m[3]);
  assert.ok(spans.length > 0, `no code in '${cell}'`);
  return spans.join('\n');
}

const rows = readFileSync(join(root, page), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`'))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
  .map(([name, example, gives]) => ({ name, example: code(example), gives: code(gives) }));

test('the page has its rows', () => assert.ok(rows.length > 100, `${rows.length} rows`));

for (const { name, example, gives } of rows) {
  test(`${name}: ${example}`, () => {
    if (gives.startsWith('error ')) {
      const words = gives.slice('error '.length);
      assert.throws(
        () => evaluate(example),
        (e) => e.message.includes(words) || assert.fail(`'${words}' is not in: ${e.message}`),
      );
    } else {
      assert.equal(evaluate(example), gives);
    }
  });
}
