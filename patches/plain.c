/* A patch in C, with the two ways of saying what is bound: a table, and the name of an export.
 *
 *   emcc patches/plain.c -o plain.wasm -sSIDE_MODULE=1 -O2 -fPIC -I include
 *   (jank.hot/load-patch "plain.wasm")
 *   (user/square 12)          ; 144
 *   (user/or-else inc 41 0)   ; 42; the third value when the call throws
 */

#include <jank/patch.h>

JANK_BIND("user/square") jank_value square(jank_value v) {
  int64_t const n = jank_unbox_integer(v);
  return jank_box_integer(n * n);
}

static jank_value or_else(jank_value f, jank_value v, jank_value otherwise) {
  int thrown;
  jank_value const result = jank_try_call(f, 1, &v, &thrown);
  return thrown ? otherwise : result;
}

JANK_PATCH({"user/or-else", "3", JANK_FUNCTION(or_else)})
