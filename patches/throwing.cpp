// Functions that throw: a jank value, an ex-info, a C++ exception. jank code catches them all.
//
//   emcc patches/throwing.cpp -o throwing.wasm -sSIDE_MODULE=1 -O2 -fPIC -fwasm-exceptions -I include
//   (jank.hot/load-patch "throwing.wasm")
//   (try (user/throw-value :lost) (catch jank.runtime.object_ref e e))              ; :lost
//   (try (user/throw-error) (catch std.exception e (ex-message e)))                 ; "no such luck"
//   (user/destroyed)                                                                ; how many guards were destroyed
//
// -fwasm-exceptions makes C++ destructors run when an exception passes. Without it exceptions pass too, but nothing is cleaned up.

#include <jank/patch.h>

#include <stdexcept>

static int64_t destroyed_guards = 0;

struct guard {
  ~guard() { ++destroyed_guards; }
};

static jank_value throw_value(jank_value v) {
  guard const g;
  jank_throw(v);
}

static jank_value throw_message() { jank_throw_message("thrown by a patch"); }

static jank_value throw_error() {
  guard const g;
  throw std::runtime_error("no such luck");
}

// What f throws goes through this frame, and destroys its guard.
static jank_value call_through(jank_value f) {
  guard const g;
  return jank_call(f, 0, nullptr);
}

static jank_value destroyed() { return jank_box_integer(destroyed_guards); }

JANK_PATCH({"user/throw-value", "1", JANK_FUNCTION(throw_value)},
           {"user/throw-message", "0", JANK_FUNCTION(throw_message)},
           {"user/throw-error", "0", JANK_FUNCTION(throw_error)},
           {"user/call-through", "1", JANK_FUNCTION(call_through)}, {"user/destroyed", "0", JANK_FUNCTION(destroyed)})
