// State in static data. Every load of a patch has data of its own: after loading this file again, `visits` begins at 1. What is to
// outlive a load belongs into the image, in an atom say.
//
//   emcc patches/state.cpp -o state.wasm -sSIDE_MODULE=1 -O2 -fPIC -I include
//   (jank.hot/load-patch "state.wasm")
//   (user/visits)      ; 1, then 2, ...
//   (user/remember 7)  ; [7], then [7 8], ...

#include <jank/patch.h>

static int64_t visits_so_far = 0;

static jank_value visits() { return jank_box_integer(++visits_so_far); }

// A jank value in static data is kept alive: the patch's data are roots of the collector.
static jank_value remembered = jank_nil_value();

static jank_value remember(jank_value v) {
  if(jank_is_nil(remembered)) { remembered = jank_make_vector(0, nullptr); }
  remembered = jank_conj(remembered, v);
  return remembered;
}

JANK_PATCH({"user/visits", "0", JANK_FUNCTION(visits)}, {"user/remember", "1", JANK_FUNCTION(remember)})
