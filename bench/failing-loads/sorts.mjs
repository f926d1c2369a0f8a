import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// What makes the files of a sort; `compile(text, workshop)` makes a side module.
export function workshopIn(folder, compile) {
  let files = 0;
  const workshop = {
    write(text) {
      const path = join(folder, `failing-${++files}.jank`);
      writeFileSync(path, text);
      return path;
    },
    rewrite: writeFileSync,
    compile: (text) => compile(text, workshop),
  };
  return workshop;
}

// Sorts of loads that fail. Each is given what makes files and what loads, and returns what fails once, as the k-th.

const tenFunctions = (k, last) =>
  `(ns ten)\n${Array.from({ length: 10 }, (_, n) => `(defn f${n} [x] [${k} x (fn [y] (+ x y ${n}))])`).join('\n')}\n${last}\n`;

export const sorts = {
  'reader error': (_, does) => (k) => does.text(`(defn broken [v] (+ ${k} v]`),
  'unresolved symbol': (_, does) => (k) => does.text(`(defn broken [v] (+ ${k} no-such-symbol v))`),
  'names that are unknown': (_, does) => (k) => does.text(`(defn broken [v] (+ v no-such-symbol-${k}))`),
  'throwing initializer': (_, does) => (k) => does.text(`(def broken (let [n ${k}] (fn [x] [n x]) (throw (ex-info "no" {:k n}))))`),
  'throwing after a definition': (_, does) => (k) => does.text(`(do (defn broken [v] [${k} v]) (throw (ex-info "no" {})))`),
  'new name': (_, does) => (k) => does.text(`(do (defn broken-${k} [v] v) (throw (ex-info "no" {})))`),
  'new namespace': (_, does) => (k) => does.text(`(do (ns broken.n${k}) (defn f [v] v) (throw (ex-info "no" {})))`),
  'record': (_, does) => (k) => does.text(`(do (defrecord Broken [a b${k % 3}]) (throw (ex-info "no" {})))`),
  'file that throws': ({ write, rewrite }, does) => {
    const path = write('');
    return (k) => {
      rewrite(path, tenFunctions(k, '(throw (ex-info "no" {}))'));
      does.text(`(load-file "${path}")`);
    };
  },
  'file that does not compile': ({ write, rewrite }, does) => {
    const path = write('');
    return (k) => {
      rewrite(path, tenFunctions(k, '(defn g [] no-such-symbol)'));
      does.text(`(load-file "${path}")`);
    };
  },
  'patch that throws': ({ compile }, does) => {
    // It throws where it is loaded, not where it is compiled.
    const path = compile("(in-ns 'user) (defn patched [v] [v (fn [x] (+ x v))]) (when (resolve 'user/spoils) (throw (ex-info \"no\" {})))");
    does.prepare('(def spoils true)');
    return () => does.patch(path);
  },
  'patch that is damaged': ({ write }, does) => {
    const path = write('no module');
    return () => does.patch(path);
  },
};
