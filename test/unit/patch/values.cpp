// The patch ABI as a patch uses it: C functions and words.

#include "jank/patch.h"

#include "namespace/image.hpp"

#include <stdexcept>
#include <string>

using namespace jank::test;

namespace {

std::string shown(jank_value v) { return to_readable(object_ref{reinterpret_cast<word>(v)}); }
jank_value c(object_ref v) { return reinterpret_cast<jank_value>(v.bits); }
jank_value n(std::int64_t i) { return jank_box_integer(i); }
jank_value k(char const *name) { return jank_make_keyword("", name); }

jank_value add_integers(jank_value a, jank_value b) { return n(jank_unbox_integer(a) + jank_unbox_integer(b)); }
jank_value throws_value() { jank_throw(k("lost")); }
jank_value throws_error() { throw std::runtime_error("of C++"); }
jank_value throws_int() { throw 5; }

} // namespace

TEST_CASE("numbers are boxed and unboxed") {
  for(std::int64_t const i : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 30, INT64_MIN, INT64_MAX}) {
    CHECK(jank_unbox_integer(n(i)) == i);
  }
  CHECK(jank_unbox_double(jank_box_double(2.5)) == 2.5);
  CHECK(thrown_message([] { jank_unbox_integer(k("x")); }) == ":x is not a number");
}

TEST_CASE("nil, truth, equality") {
  CHECK(jank_nil_value() == nullptr);
  CHECK(jank_is_nil(nullptr));
  CHECK_FALSE(jank_is_nil(n(0)));
  CHECK_FALSE(jank_truthy(nullptr));
  CHECK_FALSE(jank_truthy(jank_boolean(0)));
  CHECK(jank_truthy(jank_boolean(5)));
  CHECK(jank_truthy(n(0)));
  CHECK(jank_values_equal(jank_make_string("a"), jank_make_string("a")));
  CHECK_FALSE(jank_values_equal(n(1), jank_make_string("1")));
}

TEST_CASE("text") {
  CHECK(shown(jank_make_string("h\xc3\xa9")) == "\"h\xc3\xa9\"");
  CHECK(shown(jank_make_string(nullptr)) == "\"\"");
  std::size_t size{};
  char const *const bytes{jank_string_bytes(jank_make_string_of("a\0b", 3), &size)};
  CHECK(std::string{bytes, size} == std::string{"a\0b", 3});
  CHECK(thrown_message([] { jank_string_bytes(n(1), nullptr); }) == "1 is not a string");
  CHECK(shown(jank_to_string(jank_make_string("q"), 1)) == "\"\\\"q\\\"\"");
  CHECK(shown(jank_to_string(jank_make_string("q"), 0)) == "\"q\"");
  CHECK(shown(jank_to_string(nullptr, 0)) == "\"\"");
  CHECK(shown(jank_to_string(nullptr, 1)) == "\"nil\"");
}

TEST_CASE("names") {
  CHECK(shown(jank_make_keyword("a.b", "c")) == ":a.b/c");
  CHECK(shown(jank_make_keyword(nullptr, "c")) == ":c");
  CHECK(jank_make_keyword("", "c") == k("c"));
  CHECK(shown(jank_make_symbol("a", "b")) == "a/b");
  CHECK(shown(jank_make_symbol("", "b")) == "b");
}

TEST_CASE("collections of the patch ABI") {
  jank_value const values[]{n(1), k("a"), n(2), k("b")};
  CHECK(shown(jank_make_vector(4, values)) == "[1 :a 2 :b]");
  CHECK(shown(jank_make_vector(0, nullptr)) == "[]");
  CHECK(shown(jank_make_list(2, values)) == "(1 :a)");
  CHECK(shown(jank_make_set(1, values)) == "#{1}");
  jank_value const m{jank_make_map(4, values)};
  CHECK(shown(jank_get(m, n(2))) == ":b");
  CHECK(shown(jank_get(m, n(3))) == "nil");
  CHECK(thrown_message([&] { jank_make_map(3, values); }) == "a map wants as many values as keys");
  CHECK(jank_count(m) == 2);
  CHECK(jank_count(jank_assoc(m, n(3), nullptr)) == 3);
  CHECK(shown(jank_nth(jank_make_vector(4, values), 3)) == ":b");
  CHECK_FALSE(thrown_message([&] { jank_nth(jank_make_vector(4, values), 4); }).empty());
  CHECK(shown(jank_conj(jank_make_list(2, values), n(0))) == "(0 1 :a)");
  CHECK(jank_is_nil(jank_seq(jank_make_vector(0, nullptr))));
  jank_value const s{jank_seq(jank_make_vector(2, values))};
  CHECK(shown(jank_first(s)) == "1");
  CHECK(shown(jank_first(jank_next(s))) == ":a");
  CHECK(jank_is_nil(jank_next(jank_next(s))));
}

TEST_CASE("calls") {
  start_image();
  jank_value const both[]{n(1), n(2)};
  CHECK(shown(jank_call_var("clojure.core", "+", 2, both)) == "3");
  CHECK(shown(jank_call(jank_deref_var("clojure.core", "vector"), 2, both)) == "[1 2]");
  CHECK(shown(jank_call(jank_make_fn_wrapper(JANK_FUNCTION(add_integers), 2), 2, both)) == "3");
  CHECK(thrown_message([] { jank_call_var("clojure.core", "no-such", 0, nullptr); }) ==
        "there is no var clojure.core/no-such");
  CHECK(thrown_message([] { jank_deref_var("no.such", "f"); }) == "there is no var no.such/f");
  CHECK(thrown_message([] { jank_make_fn_wrapper(JANK_FUNCTION(add_integers), 21); }) ==
        "a function has 0 to 20 parameters");
  CHECK_FALSE(thrown_message([&] { jank_call(n(1), 2, both); }).empty());
}

TEST_CASE("what a catch block is told") {
  CHECK(jank_caught() == nullptr);
  try {
    jank_throw(k("lost"));
  } catch(...) { CHECK(shown(jank_caught()) == ":lost"); }
  try {
    throws_error();
  } catch(...) {
    CHECK(shown(jank_caught()).find("of C++") != std::string::npos);
    CHECK(shown(jank_caught()).find("std::runtime_error") != std::string::npos);
  }
  try {
    throws_int();
  } catch(...) { CHECK(shown(jank_caught()).find("int") != std::string::npos); }
  CHECK(jank_caught() == nullptr);
  CHECK(thrown_message([] { jank_throw_message("as it is said"); }) == "as it is said");
}

TEST_CASE("a call that does not throw") {
  int thrown{7};
  jank_value const both[]{n(1), n(2)};
  CHECK(shown(jank_try_call(jank_make_fn_wrapper(JANK_FUNCTION(add_integers), 2), 2, both, &thrown)) == "3");
  CHECK(thrown == 0);
  CHECK(shown(jank_try_call(jank_make_fn_wrapper(JANK_FUNCTION(throws_value), 0), 0, nullptr, &thrown)) == ":lost");
  CHECK(thrown == 1);
  CHECK(
      shown(jank_try_call(jank_make_fn_wrapper(JANK_FUNCTION(throws_error), 0), 0, nullptr, &thrown)).find("of C++") !=
      std::string::npos);
  CHECK(thrown == 1);
}

TEST_CASE("C++ pointers as values") {
  int here{};
  CHECK(jank_unwrap_pointer(jank_wrap_pointer(&here)) == &here);
  CHECK(jank_unwrap_pointer(jank_wrap_pointer(nullptr)) == nullptr);
  CHECK(thrown_message([] { jank_unwrap_pointer(n(1)); }) == "1 is not a wrapped C++ pointer");
  CHECK(c(object_ref{}) == nullptr);
}
