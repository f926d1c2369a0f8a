// The examples in patches/ do what their comments say.

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test, { before } from 'node:test';
import { compileFile, compilePlainly, loadPatch, root, startImage } from './image.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
});

// Compiled by the command in the file's first comment.
function loadExample(name) {
  const source = join(root, 'patches', name);
  const flags = readFileSync(source, 'utf8').match(/ (-fwasm-exceptions|-std=c\+\+20)(?=.*\n)/g) ?? [];
  const path = compileFile(source, ...new Set(flags.map((f) => f.trim())));
  assert.equal(loadPatch(path), null);
  return path;
}

const gives = (form, value) => assert.equal(evaluate(form), value, form);
const fails = (form, message) => assert.throws(() => evaluate(form), { message });

test('the shortest patch has at most 200 bytes and needs no header', () => {
  evaluate('(ns counter) (def ggg nil) (in-ns (quote user))');
  const path = compilePlainly(join(root, 'patches/ggg.cpp'));
  assert.equal(loadPatch(path), null);
  gives('(counter/ggg 10)', '70');
  assert.ok(statSync(path).size <= 200, `${statSync(path).size} bytes`);
});

test('arities', () => {
  loadExample('arities.cpp');
  gives('[(zero) (one 1) (two 1 2) (three 1 2 3) (four 1 2 3 4)]', '[0 1 3 6 10]');
  gives('[(sum-of 1) (sum-of 1 2) (apply sum-of (range 101))]', '[1 3 5050]');
  fails('(one)', /wrong number of arguments \(0\) passed to user\/one/);
  fails('(sum-of)', /wrong number of arguments \(0\) passed to user\/sum-of/);
  fails('(one :x)', /:x is not a number/);
});

test('state', () => {
  const path = loadExample('state.cpp');
  gives('[(visits) (visits) (remember 7) (remember 8)]', '[1 2 [7] [7 8]]');
  const earlier = evaluate('(def earlier visits)');
  assert.equal(loadPatch(path), null);
  gives('[(visits) (earlier) (earlier) (visits)]', '[1 3 4 2]');
  assert.equal(earlier, "#'user/earlier");
});

test('throwing', () => {
  loadExample('throwing.cpp');
  gives('(try (throw-value :lost) (catch jank.runtime.object_ref e e))', ':lost');
  gives('(try (throw-message) (catch jank.runtime.object_ref e (ex-message e)))', '"thrown by a patch"');
  gives('(try (throw-error) (catch std.exception e (ex-message e)))', '"no such luck"');
  gives('(try (throw-error) (catch :default e (ex-message e)))', '"no such luck"');
  gives('(try (throw-error) (catch std.exception e [(.what e) (cpp/.what e)]))', '["no such luck" "no such luck"]');
  gives('(try (call-through (fn [] (throw :inside))) (catch jank.runtime.object_ref e e))', ':inside');
  gives('(destroyed)', '5');
});

test('catching', () => {
  loadExample('catching.cpp');
  gives('(attempt (fn [] 1))', '[:returned 1]');
  gives('(attempt (fn [] (throw :no)))', '[:thrown :no]');
  gives('(attempt (fn [] (throw-error)))', '[:error "no such luck"]');
  gives('(attempt-plainly (fn [] (throw [1 2])))', '[:thrown [1 2]]');
  gives('(ex-message (second (attempt-plainly throw-error)))', '"no such luck"');
});

test('standard_library', () => {
  loadExample('standard_library.cpp');
  gives('(words "the quick the lazy")', '(["lazy" 1] ["quick" 1] ["the" 2])');
  gives('(by-length ["ccc" "a" "bb" "aa"])', '["1:a" "2:aa" "2:bb" "3:ccc"]');
  gives('(count (words (apply str (map (fn [n] (str n " ")) (range 5000)))))', '5000');
});

test('collections', () => {
  loadExample('collections.cpp');
  gives('(= {:kind :point :x 3 :y 4} (describe [3 4]))', 'true');
  gives('(= {:x 13 :y 4} (translate {:x 3 :y 4} 10))', 'true');
  gives('(twice [1 2 3])', '(2 4 6)');
  fails('(twice [:a])', /:a is not a number/);
});

test('plain C', () => {
  loadExample('plain.c');
  gives('(square 12)', '144');
  gives('[(or-else inc 41 0) (or-else inc :x 0)]', '[42 0]');
});
