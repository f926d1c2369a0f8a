#include "object/array.hpp"

#include "object/sequence.hpp"

#include "values.hpp"

using namespace jank::object;
using namespace jank::object::test;

TEST_CASE("arrays begin empty and hold what they are made for") {
  struct expectation {
    element holds;
    object_ref initial;
    object_ref value;
  };
  for(auto const &e :
      {expectation{element::object, nil, str("x")}, expectation{element::boolean, jank_false, jank_true},
       expectation{element::byte, num(0), num(-128)}, expectation{element::character, make_char(0), make_char(0x1f600)},
       expectation{element::short_integer, num(0), num(32767)},
       expectation{element::integer, num(0), num(-2147483648LL)},
       expectation{element::long_integer, num(0), num(INT64_MIN)},
       expectation{element::single_float, make_double(0), make_double(0.5)},
       expectation{element::double_float, make_double(0), make_double(0.1)}}) {
    INFO(element_name(e.holds));
    auto *const a{make_array(e.holds, 3)};
    CHECK_EQUAL(array_get(a, 2), e.initial);
    array_set(a, 2, e.value);
    CHECK_EQUAL(array_get(a, 2), e.value);
    CHECK_EQUAL(array_get(a, 1), e.initial);
    auto *const copy{copy_array(a)};
    array_set(a, 2, e.initial);
    CHECK_EQUAL(array_get(copy, 2), e.value);
    CHECK(count(object_ref{copy}) == 3);
  }
}

TEST_CASE("arrays refuse what they cannot hold") {
  CHECK(message_of([] { array_set(make_array(element::byte, 1), 0, num(128)); }) == "value out of range for byte: 128");
  CHECK(message_of([] { array_set(make_array(element::long_integer, 1), 0, str("a")); }) ==
        "cannot store \"a\" in an array of longs");
  CHECK(message_of([] { array_set(make_array(element::boolean, 1), 0, num(1)); }) ==
        "cannot store 1 in an array of booleans");
  CHECK(message_of([] { make_array(element::object, -1); }) == "an array cannot have -1 places");
  CHECK(message_of([] { make_array(element::long_integer, 1'000'000'000'000); }) != "");
}

TEST_CASE("arrays are seqable and equal themselves alone") {
  auto *const a{make_array(element::long_integer, 2)};
  array_set(a, 0, num(7));
  object_ref const v{a};
  CHECK(to_readable(seq(v)) == "(7 0)");
  CHECK_EQUAL(nth(v, 0), num(7));
  CHECK_EQUAL(get(v, num(5), num(9)), num(9));
  CHECK(seq(object_ref{make_array(element::object, 0)}).is_nil());
  CHECK(equal(v, v));
  CHECK_FALSE(equal(v, object_ref{copy_array(a)}));
}
