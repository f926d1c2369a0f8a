// Functions of no to four parameters, and one that takes any number. A patch may bind as many vars as it likes.
//
//   emcc patches/arities.cpp -o arities.wasm -sSIDE_MODULE=1 -O2 -fPIC -I include
//   (jank.hot/load-patch "arities.wasm")
//   (user/sum-of 1 2 3 4)   ; 10

#include <jank/patch.h>

static jank_value number(int64_t n) { return jank_box_integer(n); }
static int64_t of(jank_value v) { return jank_unbox_integer(v); }

static jank_value zero() { return number(0); }
static jank_value one(jank_value a) { return number(of(a)); }
static jank_value two(jank_value a, jank_value b) { return number(of(a) + of(b)); }
static jank_value three(jank_value a, jank_value b, jank_value c) { return number(of(a) + of(b) + of(c)); }
static jank_value four(jank_value a, jank_value b, jank_value c, jank_value d) {
  return number(of(a) + of(b) + of(c) + of(d));
}

// "1+": one value and any number more, which come as a list, or as nil when there are none.
static jank_value sum_of(jank_value first, jank_value more) {
  int64_t sum = of(first);
  for(jank_value s = jank_seq(more); !jank_is_nil(s); s = jank_next(s)) { sum += of(jank_first(s)); }
  return number(sum);
}

JANK_PATCH({"user/zero", "0", JANK_FUNCTION(zero)}, {"user/one", "1", JANK_FUNCTION(one)},
           {"user/two", "2", JANK_FUNCTION(two)}, {"user/three", "3", JANK_FUNCTION(three)},
           {"user/four", "4", JANK_FUNCTION(four)}, {"user/sum-of", "1+", JANK_FUNCTION(sum_of)})
