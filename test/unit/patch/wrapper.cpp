// C functions as jank functions.

#include "patch/wrapper.hpp"

#include "jank/patch.h"
#include "memory/safepoint.hpp"
#include "namespace/image.hpp"

using namespace jank::test;
using jank::patch::make_wrapper;
using jank::patch::parse_signature;

namespace {

jank_value c(object_ref v) { return reinterpret_cast<jank_value>(v.bits); }
std::int64_t n(jank_value v) { return jank_unbox_integer(v); }

jank_value zero() { return jank_box_integer(0); }
jank_value subtract_2(jank_value a, jank_value b) { return jank_box_integer(n(a) - n(b)); }
jank_value digits(jank_value a, jank_value b, jank_value d, jank_value e) {
  return jank_box_integer(((n(a) * 10 + n(b)) * 10 + n(d)) * 10 + n(e));
}
jank_value first_and_more(jank_value a, jank_value more) {
  jank_value const both[]{a, more};
  return jank_make_vector(2, both);
}
jank_value delays() { return jank_box_integer(jank_collection_delays); }
jank_value fails() { jank_throw(c(key("failed"))); }

// 21 values: 20 and the list of the others.
using v = jank_value;
jank_value last_of_20(v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v t) { return t; }
jank_value last_and_more(v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v t, v more) {
  return first_and_more(t, more);
}

object_ref wrap(char const *signature, void *f) {
  start_image();
  return make_wrapper("user/f", parse_signature(signature).value(), f);
}
template <typename... Args> std::string called(object_ref f, Args... args) {
  return to_readable(call(f, number(args)...));
}

} // namespace

TEST_CASE("a signature is a number of parameters, or that and a plus") {
  CHECK(parse_signature("0")->parameters == 0);
  CHECK_FALSE(parse_signature("0")->variadic);
  CHECK(parse_signature("20")->parameters == 20);
  CHECK(parse_signature("1+")->parameters == 2);
  CHECK(parse_signature("1+")->variadic);
  CHECK(parse_signature("20+")->parameters == 21);
  for(char const *const wrong : {"", "+", "21", "-1", "1 ", " 1", "one", "1++", "1+1", "0x1", "99999999999"}) {
    CHECK_FALSE(parse_signature(wrong).has_value());
  }
}

TEST_CASE("arguments arrive in order") {
  CHECK(called(wrap("0", JANK_FUNCTION(zero))) == "0");
  CHECK(called(wrap("2", JANK_FUNCTION(subtract_2)), 5, 3) == "2");
  CHECK(called(wrap("4", JANK_FUNCTION(digits)), 1, 2, 3, 4) == "1234");
  CHECK(called(wrap("20", JANK_FUNCTION(last_of_20)), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
               20) == "20");
}

TEST_CASE("further arguments are a list, or nil") {
  object_ref const f{wrap("1+", JANK_FUNCTION(first_and_more))};
  CHECK(called(f, 1) == "[1 nil]");
  CHECK(called(f, 1, 2, 3) == "[1 (2 3)]");
  object_ref const g{wrap("20+", JANK_FUNCTION(last_and_more))};
  std::vector<object_ref> arguments;
  for(int i{1}; i <= 25; ++i) { arguments.push_back(number(i)); }
  CHECK(to_readable(call_array(g, arguments.data(), 20)) == "[20 nil]");
  CHECK(to_readable(call_array(g, arguments.data(), 25)) == "[20 (21 22 23 24 25)]");
}

TEST_CASE("a wrong number of arguments is an error that names the function") {
  CHECK(thrown_message([] { call(wrap("2", JANK_FUNCTION(subtract_2)), number(1)); }) ==
        "wrong number of arguments (1) passed to user/f; it takes 2");
  CHECK(thrown_message([] { call(wrap("1+", JANK_FUNCTION(first_and_more))); }).find("user/f") != std::string::npos);
}

TEST_CASE("collection waits while the function runs, and no longer, however it ends") {
  CHECK(called(wrap("0", JANK_FUNCTION(delays))) ==
        std::to_string(jank_collection_delays + 2)); // call's own, and the wrapper's
  std::int32_t const before{jank_collection_delays};
  try {
    call(wrap("0", JANK_FUNCTION(fails)));
    FAIL("nothing was thrown");
  } catch(thrown_value const &thrown) { CHECK(to_readable(thrown.value) == ":failed"); }
  CHECK(jank_collection_delays == before);
}
