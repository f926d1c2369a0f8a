// Patches that cannot be loaded are refused with the reason; nothing is bound, and the image goes on.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { before } from 'node:test';
import { compileText, folder, loadPatch, readBytes, startImage, statistics, writeModule } from './image.mjs';

let evaluate;
// A patch whose table has several rows, each wrong in a way of its own: which one is looked at is chosen by the table function's name.
let wrong;

const source = `
#include <jank/patch.h>
#include <stdexcept>

jank_value good(jank_value v) { return jank_box_integer(jank_unbox_integer(v) + 1); }
double number(jank_value v) { return jank_unbox_double(v); }
jank_value wide(int64_t n) { return jank_box_integer(n); }
static void silent(jank_value) {} // static functions lie in table slots of the patch's own, others get theirs from the image

#define TABLE(name, ...)                                                                   \\
  extern "C" __attribute__((visibility("default"))) const jank_patch_symbol *name(int *n) { \\
    static const jank_patch_symbol rows[] = {{"user/kept", "1", JANK_FUNCTION(good)}, __VA_ARGS__}; \\
    *n = sizeof(rows) / sizeof(rows[0]);                                                   \\
    return rows;                                                                           \\
  }

TABLE(arity, {"user/f", "2", JANK_FUNCTION(good)})
TABLE(nonsense, {"user/f", "two", JANK_FUNCTION(good)})
TABLE(too_many, {"user/f", "21", JANK_FUNCTION(good)})
TABLE(variadic, {"user/f", "1+", JANK_FUNCTION(good)})
TABLE(no_signature, {"user/f", nullptr, JANK_FUNCTION(good)})
TABLE(returns_double, {"user/f", "1", JANK_FUNCTION(number)})
TABLE(takes_int64, {"user/f", "1", JANK_FUNCTION(wide)})
TABLE(returns_void, {"user/f", "1", JANK_FUNCTION(silent)})
TABLE(no_function, {"user/f", "1", nullptr})
TABLE(no_code, {"user/f", "1", reinterpret_cast<void *>(987654321)})
TABLE(no_namespace, {"f", "1", JANK_FUNCTION(good)})
TABLE(empty_name, {"user/", "1", JANK_FUNCTION(good)})
TABLE(no_name, {nullptr, "1", JANK_FUNCTION(good)})
TABLE(other_image, {"some.where.else/f", "1", JANK_FUNCTION(good)})
TABLE(twice, {"user/kept", "1", JANK_FUNCTION(good)})
TABLE(wild_name, {reinterpret_cast<char const *>(0xfffffff0u), "1", JANK_FUNCTION(good)})

#define EXPORTED extern "C" __attribute__((visibility("default")))
EXPORTED const jank_patch_symbol *empty(int *n) { *n = 0; return nullptr; }
EXPORTED const jank_patch_symbol *wild(int *n) { *n = 1; return reinterpret_cast<jank_patch_symbol const *>(0xfffffff0u); }
EXPORTED const jank_patch_symbol *endless(int *n) { static jank_patch_symbol rows[1]; *n = 0x7fffffff; return rows; }
EXPORTED const jank_patch_symbol *trap(int *) { __builtin_trap(); }
EXPORTED const jank_patch_symbol *throws(int *) { jank_throw_message("the table function throws"); }
EXPORTED const jank_patch_symbol *other_type(double) { return nullptr; }
EXPORTED const jank_patch_symbol *two_parameters(int *, int) { return nullptr; }
EXPORTED const jank_patch_symbol *jank_patch_v2(int *) { return nullptr; }
`;

before(async () => {
  evaluate = await startImage();
  evaluate('(def kept (fn [v] :old))');
  wrong = compileText(source, '-fwasm-exceptions');
});

// Whatever happened: the old function is there, and the image evaluates, binds, and loads.
function unharmed(reason, pattern, refusedBefore) {
  assert.match(reason ?? 'it was loaded', pattern);
  assert.equal(statistics().refused, refusedBefore + 1);
  assert.equal(statistics().loaded_modules, 0);
  assert.equal(evaluate("[(kept 1) (jank.hot/version #'kept) (resolve 'f)]"), '[:old 1 nil]');
  assert.equal(evaluate('(do (defn g [v] (inc v)) (g 1))'), '2');
}

function refuses(path, pattern, table) {
  const { refused } = statistics();
  unharmed(loadPatch(path, table), pattern, refused);
}

const tables = {
  arity: /user\/f has the signature "2", but its code takes 1 value/,
  nonsense: /user\/f has the signature "two"; it wants the number of parameters/,
  too_many: /user\/f has the signature "21"; it wants/,
  variadic: /user\/f has the signature "1\+", but its code takes 1 value/,
  no_signature: /user\/f has the signature ""; it wants/,
  returns_double: /user\/f has the signature "1", but its code takes or returns something that is no jank_value/,
  takes_int64: /but its code takes or returns something that is no jank_value/,
  returns_void: /but its code takes or returns something that is no jank_value/,
  no_function: /user\/f has no code/,
  no_code: /user\/f has the signature "1", but its code is no function/,
  no_namespace: /function f needs a name like "namespace\/name"/,
  empty_name: /function user\/ needs a name like/,
  no_name: /function number 1 has no name/,
  other_image: /is for another image: this one has no namespace some\.where\.else/,
  twice: /user\/kept stands in its table twice/,
  wild_name: /row 1 of its table holds no text/,
  empty: /the table of this patch is empty/,
  wild: /its table lies outside of memory/,
  endless: /its table lies outside of memory/,
  trap: /reading the patch's table was ended by a trap: unreachable/,
  throws: /the table function throws/,
  other_type: /other_type is no table function: it takes or returns something/,
  two_parameters: /two_parameters is no table function: it takes 2 values/,
  no_such_table: /exports no table function no_such_table/,
};
for (const [table, pattern] of Object.entries(tables)) {
  test(`the table: ${table}`, () => refuses(wrong, pattern, table));
}

test('another version of the patch ABI', () => refuses(wrong, /made for version 2 of the patch ABI, the image has version 1/));

test('no table', () => refuses(compileText('extern "C" __attribute__((visibility("default"))) int f() { return 1; }'), /no table: it needs JANK_PATCH/));

test('a function and a variable that the image lacks', () => {
  const lacking = compileText(`
    #include <jank/patch.h>
    extern "C" int no_such_function(int);
    extern int no_such_variable;
    static jank_value f(jank_value) { return jank_box_integer(no_such_function(no_such_variable)); }
    JANK_PATCH({"user/kept", "1", JANK_FUNCTION(f)})`);
  refuses(lacking, /does not have what the patch needs: no_such_function, no_such_variable/);
  // Having asked in vain leaves no trace: see 'the image still loads patches'.
});

test('compiled without -sWASM_BIGINT', () => {
  const split = compileText(
    `#include <jank/patch.h>
    static jank_value f(jank_value v) { return jank_box_integer(jank_unbox_integer(v)); }
    JANK_PATCH({"user/kept", "1", JANK_FUNCTION(f)})`,
    '-sWASM_BIGINT=0',
  );
  refuses(split, /-sWASM_BIGINT/);
});

test('an exception of JavaScript', () => {
  const javascript = compileText(
    `#include <jank/patch.h>
    static jank_value f(jank_value v) { try { return jank_call(v, 0, nullptr); } catch(...) { return v; } }
    JANK_PATCH({"user/kept", "1", JANK_FUNCTION(f)})`,
    '-fexceptions',
  );
  refuses(javascript, /compile it with -fwasm-exceptions/);
});

const constructors = {
  'throws a jank value': ['jank_throw_message("not today")', /not today/],
  'throws a C++ exception': ['throw std::runtime_error("nor tomorrow")', /nor tomorrow/],
  traps: ['__builtin_trap()', /the dynamic linker refuses this patch: .*unreachable/],
  'reads outside of memory': ['*(volatile int *)0xfffffff0', /the dynamic linker refuses this patch: .*out of bounds/],
  'recurs for ever': ['deep(1)', /the dynamic linker refuses this patch: .*(stack|call)/i],
  'lets jank code throw': ['jank_call_var("user", "fail", 0, nullptr)', /failed inside/],
  'lets jank code recur for ever': ['jank_call_var("user", "deep", 0, nullptr)', /stack/i],
};
for (const [name, [statement, pattern]] of Object.entries(constructors)) {
  test(`a static constructor that ${name}`, () => {
    evaluate('(do (defn fail [] (throw (ex-info "failed inside" {}))) (defn deep [] (inc (deep))))');
    const path = compileText(
      `#include <jank/patch.h>
      #include <stdexcept>
      __attribute__((noinline)) int deep(volatile int n) { return deep(n + 1) + n; }
      struct starting { starting() { ${statement}; } } now;
      static jank_value f(jank_value v) { return v; }
      JANK_PATCH({"user/kept", "1", JANK_FUNCTION(f)})`,
      '-fwasm-exceptions',
    );
    refuses(path, pattern);
    // Collection is not held up for ever by a frame that is gone.
    const { collections } = statistics().memory;
    evaluate('(reduce + (map count (map (fn [n] (vec (range 100))) (range 20000))))');
    assert.ok(statistics().memory.collections > collections, 'nothing is collected any more');
  });
}

test('a watch that throws undoes the whole patch', () => {
  const path = compileText(`
    #include <jank/patch.h>
    static jank_value f(jank_value) { return jank_make_keyword("", "new"); }
    JANK_PATCH({"user/kept", "1", JANK_FUNCTION(f)}, {"user/watched", "1", JANK_FUNCTION(f)})`);
  evaluate('(def watched (fn [v] :old-too))');
  evaluate(`(do (def seen (atom []))
                (add-watch #'watched :w (fn [k r o n] (swap! seen conj (n 1)) (when (= :new (n 1)) (throw "no")))))`);
  refuses(path, /no/);
  assert.equal(evaluate("[(watched 1) @seen (jank.hot/version #'watched)]"), '[:old-too [:new :old-too] 1]');
  evaluate("(do (remove-watch #'watched :w) (ns-unmap 'user 'watched))");
});

test('files that are no side modules', () => {
  refuses(join(folder, 'no-such-file.wasm'), /no such file/);
  refuses(writeModule(''), /it is empty/);
  refuses(writeModule('(defn f [] 1)'), /it is no wasm module/);
  refuses(writeModule(Buffer.from('0061736d01000000', 'hex')), /it holds nothing/);
  const program = join(folder, 'no-side-module.cpp');
  writeFileSync(program, 'broken C++');
  refuses(program, /cannot compile .*no-side-module\.cpp|expected|error/);
});

test('memory and table slots beyond measure', () => {
  const whole = readBytes(wrong);
  // dylink.0: id, size, name (9 bytes), then subsection 1, its size, memory size, ...
  const withMemory = (bytes) => {
    const start = 8 + 1 + 1 + 9;
    assert.equal(whole[start], 1);
    const oldSize = whole[start + 1];
    const section = Buffer.concat([whole.subarray(10, start), Buffer.from([1, bytes.length, ...bytes])]);
    return Buffer.concat([whole.subarray(0, 9), Buffer.from([section.length]), section, whole.subarray(start + 2 + oldSize)]);
  };
  refuses(writeModule(withMemory([0xff, 0xff, 0xff, 0xff, 0x0f, 2, 0, 0])), /wants 4294967295 bytes of memory/);
  refuses(writeModule(withMemory([0x10, 0x40, 0, 0])), /aligned to 2\^64/);
  refuses(writeModule(withMemory([0x10, 2, 0xff, 0xff, 0xff, 0xff, 0x0f, 0])), /wants 4294967295 table slots/);
  // Less than its data need: they would be written over what others have.
  refuses(writeModule(withMemory([0x01, 2, 0x7f, 0])), /its data needs \d+, but it asks for 1/);
  refuses(writeModule(withMemory([0xff, 0x7f, 2, 0, 0])), /its function table needs \d+, but it asks for 0/);
});

test('the image still loads patches', () => {
  const path = compileText(`
    #include <jank/patch.h>
    jank_value good(jank_value) { return jank_make_keyword("", "new"); }
    JANK_PATCH({"user/kept", "1", JANK_FUNCTION(good)})`);
  assert.equal(loadPatch(path), null);
  assert.equal(evaluate('(kept 1)'), ':new');
});
