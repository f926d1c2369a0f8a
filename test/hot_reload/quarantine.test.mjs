// Functions that fail when the event loop calls them first: the section "Quarantine" of docs/hot-reload.md.

import assert from 'node:assert/strict';
import { before, beforeEach } from 'node:test';
import { callImage, compileJank, compileText, loadPatch, sleep, startImage, theImage } from './image.mjs';
import { promise } from './kinds.mjs';

let evaluate;
before(async () => {
  evaluate = await startImage();
  // The image would end this process with the error of a timer.
  theImage().jankExit = null;
});

// Restarts a loop that calls app/tick every few milliseconds.
beforeEach(async () => {
  evaluate(`(ns app)
    (when-let [r (resolve 'running)] (reset! @r false))`);
  await sleep(20);
  evaluate(`(in-ns 'app) (def running (atom true)) (def ticks (atom [])) (def asked (atom []))
    (defn tick [] :first)
    (defn turn [] (swap! ticks conj (tick)) (when @running (jank.host/after 2 turn)))
    (in-ns 'user) (jank.hot/set-quarantine! :off)
    (app/turn)`);
  await sleep(20);
});

const last = () => evaluate('(peek @app/ticks)');
async function goesOn() {
  const turns = Number(evaluate('(count @app/ticks)'));
  await sleep(40);
  assert.ok(Number(evaluate('(count @app/ticks)')) > turns, 'the loop stands still');
}

const failing = {
  form: () => evaluate("(do (in-ns 'app) (defn tick [] (throw (ex-info \"bad patch\" {}))) (in-ns 'user))"),
  jank: () => assert.equal(loadPatch(compileJank('(ns app) (defn tick [] (throw (ex-info "bad patch" {})))')), null),
  cpp: () =>
    assert.equal(
      loadPatch(
        compileText(`
          #include <jank/patch.h>
          static jank_value tick(void) { __builtin_trap(); }
          JANK_PATCH({"app/tick", "0", JANK_FUNCTION(tick)})`),
      ),
      null,
    ),
};

promise('With :auto, a generation whose function throws or traps in its first call from the event loop is undone, and the program goes on.', ['form', 'jank', 'cpp'], async (kind) => {
  const events = [];
  theImage().onQuarantine = (event) => void events.push(event);
  evaluate('(jank.hot/set-quarantine! :auto (fn [event] (swap! app/asked conj (:failed event))))');
  const number = callImage('jank_hot_reload_generation', 'number', [], []);
  failing[kind]();
  await sleep(60);
  assert.equal(callImage('jank_hot_reload_generation', 'number', [], []), number);
  assert.equal(last(), ':first');
  await goesOn();
  assert.deepEqual(events.map((e) => [e.generation, e.mode, e.failed]), [[number + 1, 'auto', ['app/tick']]]);
  assert.equal(evaluate('@app/asked'), '[["app/tick"]]');
});

promise('With :ask, it is undone when the function that is asked, or the host, says so.', async () => {
  theImage().onQuarantine = undefined;
  const answers = { '(fn [_] true)': ':first', '(fn [_] (throw :no-answer))': null, '(fn [_] nil)': null };
  evaluate('(jank.hot/set-quarantine! :ask (fn [_] true))');
  failing.form();
  await sleep(60);
  assert.equal(last(), ':first');
  await goesOn();
  evaluate('(jank.hot/set-quarantine! :ask (fn [_] nil))');
  theImage().onQuarantine = () => true;
  failing.form();
  await sleep(60);
  await goesOn();
  theImage().onQuarantine = () => false;
  for (const f of Object.keys(answers).slice(1)) {
    evaluate(`(do (reset! app/running true) (jank.hot/set-quarantine! :ask ${f}))`);
    const number = callImage('jank_hot_reload_generation', 'number', [], []);
    failing.form();
    await sleep(60);
    // Nobody wanted it back: the loop has ended with the error, the image lives.
    assert.ok(callImage('jank_hot_reload_generation', 'number', [], []) > number, f);
    evaluate('(jank.hot/undo!)');
    evaluate('(app/turn)');
    await goesOn();
  }
});

promise('A function that the event loop has called once without failing is no reason to go back.', async () => {
  evaluate('(jank.hot/set-quarantine! :auto)');
  evaluate("(do (in-ns 'app) (def fails (atom false)) (in-ns 'user))");
  evaluate("(do (in-ns 'app) (defn tick [] (if @fails (throw (ex-info \"later\" {})) :second)) (in-ns 'user))");
  await sleep(40);
  assert.equal(last(), ':second');
  const number = callImage('jank_hot_reload_generation', 'number', [], []);
  // Keep the process: an error of a timer outside quarantine ends a program on Node.
  evaluate('(reset! app/running false)');
  await sleep(20);
  evaluate("(do (reset! app/fails true) (jank.host/after 0 (fn [] (try (app/tick) (catch :default e (reset! app/asked e))))) nil)");
  await sleep(40);
  assert.equal(callImage('jank_hot_reload_generation', 'number', [], []), number);
  assert.equal(evaluate('(some? @app/asked)'), 'true');
});

promise('Calls that do not come from the event loop are no first calls.', async () => {
  evaluate('(jank.hot/set-quarantine! :auto)');
  evaluate('(reset! app/running false)');
  await sleep(20);
  failing.form();
  const number = callImage('jank_hot_reload_generation', 'number', [], []);
  assert.throws(() => evaluate('(app/tick)'), /bad patch/);
  assert.equal(callImage('jank_hot_reload_generation', 'number', [], []), number);
  evaluate('(do (jank.host/after 0 app/turn) nil)');
  await sleep(40);
  assert.equal(callImage('jank_hot_reload_generation', 'number', [], []), number - 1);
});
