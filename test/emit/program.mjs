// Random jank programs, and what they must return.
//
// A program is a tree of nodes; each node knows its jank text and its value, computed here in plain JavaScript. Programs nest let, loop, fn,
// letfn, try/catch/finally and calls over freshly allocated vectors, whose contents end in checksums: an object that was collected too
// early, or a local that was read from the wrong place, changes the number. `note` records the order in which things happen.

// A small generator of random numbers (mulberry32), so that a seed names a program.
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const modulus = 1000003;
const rem = (a, b) => (a % b) + 0; // never -0

class Thrown {
  constructor(value) {
    this.value = value;
  }
}

export function checksum(v) {
  return v.reduce((a, x) => rem(a * 31 + (Array.isArray(x) ? checksum(x) : x), modulus), 7);
}

// What the programs use, in jank. `junk` leaves garbage behind and is a call, so that a collection may happen in it.
export const prelude = `
(def trace (atom 0))
(defn checksum [v]
  (reduce (fn [a x] (rem (+ (* a 31) (if (vector? x) (checksum x) x)) ${modulus})) 7 v))
(defn note [x] (reset! trace (rem (+ (* 31 @trace) x) ${modulus})) x)
(defn junk [n] (loop [i 0 v []] (if (< i n) (recur (inc i) (conj [i v] i)) (count v))))
(defn pair [a b] [a b])
(defn many [& xs] (checksum (vec xs)))
(defn twice [f x] (f (f x)))
`;

// The state of one evaluation in JavaScript.
class World {
  trace = 0;
  note(x) {
    this.trace = rem(31 * this.trace + x, modulus);
    return x;
  }
}

// Nodes: { text, value(env, world) }. `env` maps names to values.
export function makeProgram(seed, size = 200) {
  const next = random(seed);
  const below = (n) => Math.floor(next() * n);
  const pick = (choices) => choices[below(choices.length)];
  let fuel = size;
  let names = 0;
  const fresh = (letter) => `${letter}${++names}`;

  // scope: { ints, vecs, fns (of one int), throws: whether a throw is caught somewhere around, tail positions are not needed }
  const withNames = (scope, more) => ({
    ...scope,
    ints: [...scope.ints, ...(more.ints ?? [])],
    vecs: [...scope.vecs, ...(more.vecs ?? [])],
    fns: [...scope.fns, ...(more.fns ?? [])],
  });

  const literal = () => {
    const n = below(200) - 100;
    return { text: `${n}`, value: () => n };
  };
  const name = (n) => ({ text: n, value: (env) => env[n] });
  const bounded = (node) => ({
    text: `(rem ${node.text} 1009)`,
    value: (env, w) => rem(node.value(env, w), 1009),
  });

  // Deeper nodes are leaves more often, so that the fuel reaches the later branches too.
  const isLeaf = (scope) => --fuel <= 0 || next() < scope.depth / 10;
  const deeper = (scope) => ({ ...scope, depth: scope.depth + 1 });

  function int(scope) {
    if (isLeaf(scope)) return scope.ints.length && next() < 0.7 ? name(pick(scope.ints)) : literal();
    return pick(intKinds)(deeper(scope));
  }
  function vec(scope) {
    if (isLeaf(scope)) {
      if (scope.vecs.length && next() < 0.8) return name(pick(scope.vecs));
      const n = literal();
      return { text: `[${n.text}]`, value: (env, w) => [n.value(env, w)] };
    }
    return pick(vecKinds)(deeper(scope));
  }
  const any = (scope) => (next() < 0.5 ? int(scope) : vec(scope));

  function test(scope) {
    const a = int(scope);
    const b = int(scope);
    const [op, f] = pick([
      ['<', (x, y) => x < y],
      ['>=', (x, y) => x >= y],
      ['=', (x, y) => x === y],
      ['not=', (x, y) => x !== y],
    ]);
    return { text: `(${op} ${a.text} ${b.text})`, value: (env, w) => f(a.value(env, w), b.value(env, w)) };
  }

  function arithmetic(scope) {
    const a = bounded(int(scope));
    const b = bounded(int(scope));
    const [op, f] = pick([
      ['+', (x, y) => x + y],
      ['-', (x, y) => x - y],
      ['*', (x, y) => x * y + 0],
    ]);
    return { text: `(${op} ${a.text} ${b.text})`, value: (env, w) => f(a.value(env, w), b.value(env, w)) };
  }

  function noted(scope) {
    const a = int(scope);
    return { text: `(note ${a.text})`, value: (env, w) => w.note(a.value(env, w)) };
  }

  function branch(kind) {
    return (scope) => {
      const t = test(scope);
      const a = kind(scope);
      const b = kind(scope);
      return {
        text: `(if ${t.text} ${a.text} ${b.text})`,
        value: (env, w) => (t.value(env, w) ? a : b).value(env, w),
      };
    };
  }

  function sequence(kind) {
    return (scope) => {
      const before = any(scope);
      const result = kind(scope);
      const garbage = below(4);
      return {
        text: `(do ${before.text} (junk ${garbage}) ${result.text})`,
        value: (env, w) => {
          before.value(env, w);
          return result.value(env, w);
        },
      };
    };
  }

  function binding(kind) {
    return (scope) => {
      const bound = [];
      let inner = scope;
      for (let i = 1 + below(3); i > 0; --i) {
        const isInt = next() < 0.4;
        const init = isInt ? int(inner) : vec(inner);
        const n = fresh(isInt ? 'i' : 'v');
        bound.push({ n, init });
        inner = withNames(inner, isInt ? { ints: [n] } : { vecs: [n] });
      }
      const body = kind(inner);
      return {
        text: `(let [${bound.map((b) => `${b.n} ${b.init.text}`).join(' ')}] ${body.text})`,
        value: (env, w) => {
          const e = { ...env };
          for (const b of bound) e[b.n] = b.init.value(e, w);
          return body.value(e, w);
        },
      };
    };
  }

  // A loop with a counter, a number and a vector; its body may call anything.
  function looping(kind, isInt) {
    return (scope) => {
      const [i, n, v] = [fresh('i'), fresh('n'), fresh('v')];
      const turns = 1 + below(4);
      const n0 = int(scope);
      const v0 = vec(scope);
      const inner = withNames(scope, { ints: [i, n], vecs: [v] });
      const n1 = bounded(int(inner));
      const v1 = vec(inner);
      const result = isInt ? int(inner) : vec(inner);
      const swapped = next() < 0.3; // the end in the first arm or in the second
      const again = `(recur (inc ${i}) ${n1.text} ${v1.text})`;
      return {
        text:
          `(loop [${i} 0 ${n} ${n0.text} ${v} ${v0.text}] ` +
          (swapped
            ? `(if (>= ${i} ${turns}) ${result.text} ${again}))`
            : `(if (< ${i} ${turns}) ${again} ${result.text}))`),
        value: (env, w) => {
          const e = { ...env, [i]: 0, [n]: n0.value(env, w) };
          e[v] = v0.value(env, w);
          while (e[i] < turns) {
            const number = n1.value(e, w);
            const vector = v1.value(e, w);
            e[i] += 1;
            e[n] = number;
            e[v] = vector;
          }
          return result.value(e, w);
        },
      };
    };
  }

  function closure(scope) {
    const x = fresh('x');
    const body = bounded(int(withNames(scope, { ints: [x] })));
    return { text: `(fn [${x}] ${body.text})`, value: (env, w) => (a) => body.value({ ...env, [x]: a }, w) };
  }

  function bindFn(kind) {
    return (scope) => {
      const f = fresh('f');
      const made = closure(scope);
      const body = kind(withNames(scope, { fns: [f] }));
      return {
        text: `(let [${f} ${made.text}] ${body.text})`,
        value: (env, w) => body.value({ ...env, [f]: made.value(env, w) }, w),
      };
    };
  }

  function callFn(scope) {
    const f = scope.fns.length ? name(pick(scope.fns)) : closure(scope);
    const x = int(scope);
    if (next() < 0.3) {
      return {
        text: `(twice ${f.text} ${x.text})`,
        value: (env, w) => {
          const g = f.value(env, w);
          return g(g(x.value(env, w)));
        },
      };
    }
    return {
      text: `(${f.text} ${x.text})`,
      value: (env, w) => {
        const g = f.value(env, w);
        return g(x.value(env, w));
      },
    };
  }

  // Two functions that call each other, down to zero.
  function mutual(scope) {
    const [f, g, n] = [fresh('f'), fresh('g'), fresh('n')];
    const inner = withNames(scope, { ints: [n] });
    const a = bounded(int(inner));
    const b = bounded(int(inner));
    const depth = below(6);
    return {
      text:
        `(letfn [(${f} [${n}] (if (> ${n} 0) (+ ${a.text} (${g} (dec ${n}))) 0))` +
        ` (${g} [${n}] (if (> ${n} 0) (- (${f} (dec ${n})) ${b.text}) 1))] (${f} ${depth}))`,
      value: (env, w) => {
        const first = (k) => {
          if (k <= 0) return 0;
          const x = a.value({ ...env, [n]: k }, w);
          return x + second(k - 1);
        };
        const second = (k) => {
          if (k <= 0) return 1;
          const x = first(k - 1);
          return x - b.value({ ...env, [n]: k }, w);
        };
        return first(depth);
      },
    };
  }

  function attempt(kind) {
    return (scope) => {
      const e = fresh('e');
      const body = kind({ ...scope, caught: true });
      const handler = kind(withNames(scope, { vecs: [e] }));
      const after = next() < 0.5 ? any(scope) : null;
      return {
        text: `(try ${body.text} (catch :default ${e} ${handler.text})${after ? ` (finally ${after.text})` : ''})`,
        value: (env, w) => {
          try {
            return body.value(env, w);
          } catch (thrown) {
            if (!(thrown instanceof Thrown)) throw thrown;
            return handler.value({ ...env, [e]: thrown.value }, w);
          } finally {
            if (after) after.value(env, w);
          }
        },
      };
    };
  }

  function throwing(kind) {
    return (scope) => {
      if (!scope.caught) return kind(scope);
      const t = test(scope);
      const v = vec(scope);
      const other = kind(scope);
      return {
        text: `(if ${t.text} (throw ${v.text}) ${other.text})`,
        value: (env, w) => {
          if (t.value(env, w)) throw new Thrown(v.value(env, w));
          return other.value(env, w);
        },
      };
    };
  }

  function sum(scope) {
    const v = vec(scope);
    return { text: `(checksum ${v.text})`, value: (env, w) => checksum(v.value(env, w)) };
  }
  function count(scope) {
    const v = vec(scope);
    return { text: `(count ${v.text})`, value: (env, w) => v.value(env, w).length };
  }
  // More arguments than are passed one by one.
  function callMany(scope) {
    const args = [];
    const n = 21 + below(4);
    for (let i = 0; i < n; ++i) args.push(i % 7 === 3 ? any(scope) : literal());
    return {
      text: `(many ${args.map((a) => a.text).join(' ')})`,
      value: (env, w) => checksum(args.map((a) => a.value(env, w))),
    };
  }
  function onDoubles(scope) {
    const a = bounded(int(scope));
    return {
      text: `(long (* 2.5 (double ${a.text})))`,
      value: (env, w) => Math.trunc(2.5 * a.value(env, w)) + 0,
    };
  }

  function row(scope) {
    const items = [];
    for (let i = below(5); i >= 0; --i) items.push(any(scope));
    return {
      text: `[${items.map((i) => i.text).join(' ')}]`,
      value: (env, w) => items.map((i) => i.value(env, w)),
    };
  }
  function conj(scope) {
    const v = vec(scope);
    const x = any(scope);
    return {
      text: `(conj ${v.text} ${x.text})`,
      value: (env, w) => {
        const before = v.value(env, w);
        return [...before, x.value(env, w)];
      },
    };
  }
  function pairUp(scope) {
    const a = any(scope);
    const b = any(scope);
    return {
      text: `(pair ${a.text} ${b.text})`,
      value: (env, w) => {
        const first = a.value(env, w);
        return [first, b.value(env, w)];
      },
    };
  }
  function mapped(scope) {
    const f = closure(scope);
    const turns = below(4);
    return {
      text: `(mapv ${f.text} [${Array.from({ length: turns }, (_, i) => i).join(' ')}])`,
      value: (env, w) => {
        const g = f.value(env, w);
        return Array.from({ length: turns }, (_, i) => g(i));
      },
    };
  }
  function inAtom(scope) {
    const a = fresh('a');
    const v = vec(scope);
    const x = int(scope);
    return {
      text: `(let [${a} (atom ${v.text})] (swap! ${a} conj ${x.text}) @${a})`,
      value: (env, w) => {
        const before = v.value(env, w);
        return [...before, x.value(env, w)];
      },
    };
  }

  const intKinds = [
    literal, (s) => (s.ints.length ? name(pick(s.ints)) : literal()), arithmetic, arithmetic, noted, noted, branch(int),
    sequence(int), binding(int), looping(int, true), callFn, callFn, bindFn(int), mutual, attempt(int), throwing(int),
    throwing(int), sum, sum, count, callMany, onDoubles,
  ];
  const vecKinds = [
    row, row, (s) => (s.vecs.length ? name(pick(s.vecs)) : row(s)), conj, conj, pairUp, branch(vec), sequence(vec),
    binding(vec), looping(vec, false), bindFn(vec), attempt(vec), throwing(vec), mapped, inAtom,
  ];

  const root = sum({ ints: [], vecs: [], fns: [], caught: false, depth: 0 });
  const world = new World();
  const value = root.value({}, world);
  return { seed, text: root.text, expected: `${value} ${world.trace}` };
}

// A file that runs the programs and prints a line for each: its seed, its value, the trace.
export function fileOf(programs, namespace) {
  const bodies = programs.map((p) => `(defn p${p.seed} [] ${p.text})`).join('\n');
  const calls = programs
    .map((p) => `(reset! trace 0)\n(println ${p.seed} (p${p.seed}) @trace)`)
    .join('\n');
  return `(ns ${namespace})\n${prelude}\n${bodies}\n${calls}\n`;
}
