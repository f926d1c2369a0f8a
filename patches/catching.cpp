// Functions that call back into jank and catch what is thrown there: a value, or a C++ exception of another patch.
//
//   emcc patches/catching.cpp -o catching.wasm -sSIDE_MODULE=1 -O2 -fPIC -fwasm-exceptions -I include
//   (jank.hot/load-patch "catching.wasm")
//   (user/attempt (fn [] 1))            ; [:returned 1]
//   (user/attempt (fn [] (throw :no)))  ; [:thrown :no]
//   (user/attempt (fn [] (throw-error))) ; [:error "no such luck"], with throwing.cpp loaded

#include <jank/patch.h>

#include <exception>

static jank_value pair(char const *name, jank_value v) {
  jank_value const both[] = {jank_make_keyword("", name), v};
  return jank_make_vector(2, both);
}

static jank_value attempt(jank_value f) {
  try {
    return pair("returned", jank_call(f, 0, nullptr));
  } catch(std::exception const &e) { return pair("error", jank_make_string(e.what())); } catch(...) {
    return pair("thrown", jank_caught());
  }
}

// The way of C, and of C++ without -fwasm-exceptions.
static jank_value attempt_plainly(jank_value f) {
  int thrown;
  jank_value const result = jank_try_call(f, 0, nullptr, &thrown);
  return pair(thrown ? "thrown" : "returned", result);
}

JANK_PATCH({"user/attempt", "1", JANK_FUNCTION(attempt)}, {"user/attempt-plainly", "1", JANK_FUNCTION(attempt_plainly)})
