// Arithmetic and conversions that wrap around where others throw.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/detail/number_tower.hpp"

#include <cmath>
#include <limits>

namespace jank::ns {

namespace {

using operation = object_ref (*)(object_ref, object_ref);
using int_limits = std::numeric_limits<std::int32_t>;
using long_limits = std::numeric_limits<std::int64_t>;

object_ref const one{make_fixnum(1)};
object_ref const zero{make_fixnum(0)};

// Wrapping on longs; anything else makes it the ordinary operation, as in Clojure.
template <typename Wrapping> object_ref unchecked(object_ref a, object_ref b, operation checked_op, Wrapping wrap) {
  if(is_long(a) && is_long(b)) {
    auto const x{static_cast<std::uint64_t>(as_long(a))};
    auto const y{static_cast<std::uint64_t>(as_long(b))};
    return make_long(static_cast<std::int64_t>(wrap(x, y)));
  }
  return checked_op(a, b);
}
object_ref unchecked_add(object_ref, object_ref a, object_ref b) {
  return unchecked(a, b, add, [](std::uint64_t x, std::uint64_t y) { return x + y; });
}
object_ref unchecked_subtract(object_ref, object_ref a, object_ref b) {
  return unchecked(a, b, subtract, [](std::uint64_t x, std::uint64_t y) { return x - y; });
}
object_ref unchecked_multiply(object_ref, object_ref a, object_ref b) {
  return unchecked(a, b, multiply, [](std::uint64_t x, std::uint64_t y) { return x * y; });
}

// Of 32 bits.
std::int32_t expect_int(object_ref v, char const *function) {
  auto const n{to_long(v)};
  if(n < int_limits::min() || n > int_limits::max()) { throw_wrong_argument(function, "integers of 32 bits", v); }
  return static_cast<std::int32_t>(n);
}
template <typename Wrapping> object_ref unchecked_int(char const *function, object_ref a, object_ref b, Wrapping wrap) {
  auto const x{static_cast<std::uint32_t>(expect_int(a, function))};
  auto const y{static_cast<std::uint32_t>(expect_int(b, function))};
  return make_long(static_cast<std::int32_t>(wrap(x, y)));
}
object_ref add_ints(object_ref, object_ref a, object_ref b) {
  return unchecked_int("unchecked-add-int", a, b, [](std::uint32_t x, std::uint32_t y) { return x + y; });
}
object_ref subtract_ints(object_ref, object_ref a, object_ref b) {
  return unchecked_int("unchecked-subtract-int", a, b, [](std::uint32_t x, std::uint32_t y) { return x - y; });
}
object_ref multiply_ints(object_ref, object_ref a, object_ref b) {
  return unchecked_int("unchecked-multiply-int", a, b, [](std::uint32_t x, std::uint32_t y) { return x * y; });
}
// In 64 bits the division cannot overflow.
object_ref divide_ints(object_ref, object_ref a, object_ref b) {
  std::int64_t const x{expect_int(a, "unchecked-divide-int")};
  return make_long(static_cast<std::int32_t>(quotient_longs(x, expect_int(b, "unchecked-divide-int"))));
}
object_ref remainder_ints(object_ref, object_ref a, object_ref b) {
  std::int64_t const x{expect_int(a, "unchecked-remainder-int")};
  return make_long(remainder_longs(x, expect_int(b, "unchecked-remainder-int")));
}

// The nearest integer towards zero that the type holds; 0 for NaN.
template <typename Limits> std::int64_t saturated(double d) {
  if(std::isnan(d)) { return 0; }
  if(d <= static_cast<double>(Limits::min())) { return Limits::min(); }
  if(d >= static_cast<double>(Limits::max())) { return Limits::max(); }
  return static_cast<std::int64_t>(d);
}

// Integers keep their low bits; doubles go to the nearest one of the limits first.
template <typename Limits> std::int64_t low_bits_of(object_ref v) {
  if(is_long(v)) { return as_long(v); }
  if(v.is_char()) { return static_cast<std::int64_t>(v.as_char()); }
  if(is_double(v)) { return saturated<Limits>(as_double(v)); }
  if(!is_number(v)) { throw_not_a_number(v, nullptr); }
  return low_bits(truncate_wide(v));
}

template <typename T> object_ref wrapped(object_ref, object_ref x) {
  return make_long(static_cast<T>(low_bits_of<int_limits>(x)));
}

object_ref wrapped_long(object_ref, object_ref x) { return make_long(low_bits_of<long_limits>(x)); }

object_ref wrapped_char(object_ref, object_ref x) {
  auto const code{static_cast<std::uint16_t>(low_bits_of<int_limits>(x))};
  if(code >= 0xD800 && code <= 0xDFFF) {
    throw_error(error_kind::illegal_argument,
                "value out of range for char: the low 16 bits of " + to_short_text(x) + " are half a surrogate pair");
  }
  return make_char(code);
}

object_ref nearest_float(object_ref, object_ref x) {
  auto const d{to_double(x)};
  // The conversion of what is out of a float's range is not defined in C++.
  if(std::fabs(d) > static_cast<double>(std::numeric_limits<float>::max()) && std::isfinite(d)) {
    return make_double(std::copysign(std::numeric_limits<double>::infinity(), d));
  }
  return make_double(static_cast<double>(static_cast<float>(d)));
}

constexpr native rows[]{
    {"unchecked-add", "([x y])", "The sum of two longs, wrapping around on overflow.", {unchecked_add}},
    {"unchecked-subtract",
     "([x y])",
     "The difference of two longs, wrapping around on overflow.",
     {unchecked_subtract}},
    {"unchecked-multiply", "([x y])", "The product of two longs, wrapping around on overflow.", {unchecked_multiply}},
    {"unchecked-inc",
     "([x])",
     "One more than the long x, wrapping around on overflow.",
     {+[](object_ref self, object_ref x) { return unchecked_add(self, x, one); }}},
    {"unchecked-dec",
     "([x])",
     "One less than the long x, wrapping around on overflow.",
     {+[](object_ref self, object_ref x) { return unchecked_subtract(self, x, one); }}},
    {"unchecked-negate",
     "([x])",
     "The negative of the long x, wrapping around on overflow.",
     {+[](object_ref self, object_ref x) { return unchecked_subtract(self, zero, x); }}},
    {"unchecked-add-int", "([x y])", "The sum of two integers of 32 bits, wrapping around on overflow.", {add_ints}},
    {"unchecked-subtract-int",
     "([x y])",
     "The difference of two integers of 32 bits, wrapping around on overflow.",
     {subtract_ints}},
    {"unchecked-multiply-int",
     "([x y])",
     "The product of two integers of 32 bits, wrapping around on overflow.",
     {multiply_ints}},
    {"unchecked-divide-int",
     "([x y])",
     "The quotient of two integers of 32 bits, truncated towards zero. Throws when y is 0.",
     {divide_ints}},
    {"unchecked-remainder-int",
     "([x y])",
     "The remainder of dividing two integers of 32 bits; it has the sign of x. Throws when y is 0.",
     {remainder_ints}},
    {"unchecked-inc-int",
     "([x])",
     "One more than the integer of 32 bits x, wrapping around on overflow.",
     {+[](object_ref self, object_ref x) { return add_ints(self, x, one); }}},
    {"unchecked-dec-int",
     "([x])",
     "One less than the integer of 32 bits x, wrapping around on overflow.",
     {+[](object_ref self, object_ref x) { return subtract_ints(self, x, one); }}},
    {"unchecked-negate-int",
     "([x])",
     "The negative of the integer of 32 bits x, wrapping around on overflow.",
     {+[](object_ref self, object_ref x) { return subtract_ints(self, zero, x); }}},
    {"unchecked-long", "([x])", "The low 64 bits of the number x; a double goes to the nearest long.", {wrapped_long}},
    {"unchecked-int", "([x])", "The low 32 bits of the number x, with their sign.", {wrapped<std::int32_t>}},
    {"unchecked-short", "([x])", "The low 16 bits of the number x, with their sign.", {wrapped<std::int16_t>}},
    {"unchecked-byte", "([x])", "The low 8 bits of the number x, with their sign.", {wrapped<std::int8_t>}},
    {"unchecked-char", "([x])", "The character whose code is the low 16 bits of the number x.", {wrapped_char}},
    {"unchecked-double", "([x])", "The number x as a double.", {+[](object_ref, object_ref x) {
       return make_double(to_double(x));
     }}},
    {"unchecked-float",
     "([x])",
     "The number x as a double, rounded to what a float of 32 bits holds; infinite when it is too large.",
     {nearest_float}},
};

} // namespace

struct unchecked_table : rows_of_core<rows> {};
native_table unchecked_natives() { return table_of<unchecked_table>(); }

} // namespace jank::ns
