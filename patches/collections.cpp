// jank's own data: keywords, vectors, maps, and functions of the image.
//
//   emcc patches/collections.cpp -o collections.wasm -sSIDE_MODULE=1 -O2 -fPIC -I include
//   (jank.hot/load-patch "collections.wasm")
//   (user/describe [3 4])              ; {:kind :point, :x 3, :y 4}
//   (user/translate {:x 3, :y 4} 10)   ; {:x 13, :y 4}
//   (user/twice [1 2 3])               ; (2 4 6)

#include <jank/patch.h>

static jank_value keyword(char const *name) { return jank_make_keyword("", name); }

static jank_value describe(jank_value point) {
  jank_value const entries[] = {keyword("kind"),    keyword("point"), keyword("x"),
                                jank_nth(point, 0), keyword("y"),     jank_nth(point, 1)};
  return jank_make_map(6, entries);
}

static jank_value translate(jank_value point, jank_value distance) {
  jank_value const x = jank_get(point, keyword("x"));
  return jank_assoc(point, keyword("x"), jank_box_integer(jank_unbox_integer(x) + jank_unbox_integer(distance)));
}

static jank_value add_to_itself(jank_value v) {
  jank_value const both[] = {v, v};
  return jank_call_var("clojure.core", "+", 2, both);
}

// A C++ function as a value, handed to jank.
static jank_value twice(jank_value numbers) {
  jank_value const arguments[] = {jank_make_fn_wrapper(JANK_FUNCTION(add_to_itself), 1), numbers};
  return jank_call_var("clojure.core", "map", 2, arguments);
}

JANK_PATCH({"user/describe", "1", JANK_FUNCTION(describe)}, {"user/translate", "2", JANK_FUNCTION(translate)},
           {"user/twice", "1", JANK_FUNCTION(twice)})
