// One program, changed four times while it runs: by a form, by C++, and by jank compiled elsewhere, through both doors.

import assert from 'node:assert/strict';
import test from 'node:test';
import { compileJank, compileText, emittedModules, loadPatch, sleep, startImage, validate } from './image.mjs';

const app = `
(ns app)
(def calls (atom 0))
(def answers (atom []))
(def running (atom true))
(defn ggg [v] (+ 48 v))
(defn step []
  (swap! calls inc)
  (swap! answers conj (ggg 10))
  (when @running (jank.host/after 1 step)))
(step)`;

test('a running program takes a form, a C++ patch and a jank patch, and goes on', async () => {
  const evaluate = await startImage({ keepModules: true });
  const cppPatch = compileText(`
    #include <jank/patch.h>
    static jank_value ggg(jank_value v) { return jank_box_integer(jank_unbox_integer(v) + 50); }
    JANK_PATCH({"app/ggg", "1", JANK_FUNCTION(ggg)})`);
  const jankPatch = compileJank('(ns app) (defn ggg [v] (+ 51 v))');
  const jankPatchAgain = compileJank('(ns app) (defn ggg [v] (+ 52 v))');

  evaluate(app);
  const calls = () => Number(evaluate('@app/calls'));
  let before = 0;
  // The loop has called what is bound now, and lost no call on the way.
  const loopAnswers = async (answer) => {
    await sleep(50);
    const now = calls();
    assert.ok(now > before, `the loop stands still at ${now}`);
    before = now;
    assert.equal(evaluate('(peek @app/answers)'), String(answer));
    assert.equal(evaluate('(count @app/answers)'), String(now));
    assert.equal(evaluate('(app/ggg 10)'), String(answer));
  };

  await loopAnswers(58);
  evaluate('(in-ns (quote app)) (defn ggg [v] (+ 49 v))');
  await loopAnswers(59);
  assert.equal(loadPatch(cppPatch), null);
  await loopAnswers(60);
  assert.equal(evaluate(`(:through (jank.hot/load-patch "${jankPatch}" :direct))`), ':direct');
  await loopAnswers(61);
  assert.equal(evaluate(`(:through (jank.hot/load-patch "${jankPatchAgain}" :dlopen))`), ':dlopen');
  await loopAnswers(62);

  // Each answer stood in its turn, and none came back.
  assert.equal(
    evaluate('(reduce (fn [seen a] (if (= a (peek seen)) seen (conj seen a))) [] @app/answers)'),
    '[58 59 60 61 62]',
  );
  // app/step has never been bound again; app/ggg five times.
  assert.equal(evaluate("[(jank.hot/version #'app/ggg) (jank.hot/version #'app/step) (jank.hot/origin #'app/ggg)]"), '[5 1 :patch]');

  evaluate('(reset! running false)');
  for (const module of [...emittedModules(), cppPatch, jankPatch, jankPatchAgain]) validate(module);
  assert.ok(emittedModules().length >= 6);
});
