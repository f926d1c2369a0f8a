#pragma once

// Numbers of all kinds.
//
// Longs have 64 bits, and overflow throws; a long that fits 31 bits is a fixnum, others are boxed: one representation each. Doubles are
// boxed. Big integers, ratios and big decimals have headers of their own. An operation on two kinds is done in the wider one:
//
//   long < big integer < ratio < big decimal < double
//
// Results stay in that kind, except that a ratio which comes out whole is a big integer, and that longs which do not divide evenly
// give a ratio. This file is the fast path of longs and doubles; detail/number_tower.hpp is the rest.

#include "object/object.hpp"

#include <string>

namespace jank::object {

struct long_integer : heap_object {
  static constexpr kind object_kind{kind::long_integer};
  std::int64_t value;
};
struct double_float : heap_object {
  static constexpr kind object_kind{kind::double_float};
  double value;
};

object_ref make_long(std::int64_t n);
object_ref make_double(double d);

inline bool is_long(object_ref v) { return v.is_fixnum() || is(v, kind::long_integer); }
inline bool is_double(object_ref v) { return is(v, kind::double_float); }
inline bool is_big(object_ref v) { return is(v, kind::big_integer); }
inline bool is_ratio(object_ref v) { return is(v, kind::ratio); }
inline bool is_decimal(object_ref v) { return is(v, kind::big_decimal); }
inline bool is_integer(object_ref v) { return is_long(v) || is_big(v); }
inline bool is_rational(object_ref v) { return is_integer(v) || is_ratio(v) || is_decimal(v); }
inline bool is_number(object_ref v) { return v.is_fixnum() || has_flag(v, flag_number); }
// Requires is_long(v) / is_double(v).
inline std::int64_t as_long(object_ref v) { return v.is_fixnum() ? v.as_fixnum() : cast<long_integer>(v)->value; }
inline double as_double(object_ref v) { return cast<double_float>(v)->value; }

// Conversions of what a caller passed as a number; throw a type error naming `v`. to_long truncates what is not whole and refuses
// what does not fit; a character gives its code point. to_double gives the nearest one. to_bits wants an integer of 64 bits, as
// operations on bits do.
std::int64_t to_long(object_ref v);
double to_double(object_ref v);
std::int64_t to_bits(object_ref v);

// Clojure's arithmetic: long with long gives long (or throws "integer overflow"). Division by zero throws, save for doubles in `/`.
// Non-numbers throw a type error that names the operation and the value.
object_ref add(object_ref a, object_ref b);
object_ref subtract(object_ref a, object_ref b);
object_ref multiply(object_ref a, object_ref b);
object_ref divide(object_ref a, object_ref b);
object_ref quotient(object_ref a, object_ref b);
object_ref remainder(object_ref a, object_ref b);
object_ref modulo(object_ref a, object_ref b);
object_ref negate(object_ref a);
// The same, but longs that overflow give a big integer: +' -' *'
object_ref add_promoting(object_ref a, object_ref b);
object_ref subtract_promoting(object_ref a, object_ref b);
object_ref multiply_promoting(object_ref a, object_ref b);
object_ref negate_promoting(object_ref a);
bool less(object_ref a, object_ref b);
bool less_or_equal(object_ref a, object_ref b);
bool numerically_equal(object_ref a, object_ref b); // `==`
// -1, 0 or 1; 0 also when one of them is NaN. Requires is_number of both.
int compare_numbers(object_ref a, object_ref b);
// `=`: only numbers of one category are equal: integers, ratios, decimals, doubles. Requires is_number of both.
bool equal_numbers(object_ref a, object_ref b);
std::uint32_t hash_number(object_ref v);
// As `pr` prints; without the N and M at the end when it is for `str`, where infinities are words.
void append_number(std::string &out, object_ref v, bool readably);

// The same on unboxed longs; overflow and division by zero throw.
std::int64_t add_longs(std::int64_t a, std::int64_t b);
std::int64_t subtract_longs(std::int64_t a, std::int64_t b);
std::int64_t multiply_longs(std::int64_t a, std::int64_t b);
std::int64_t quotient_longs(std::int64_t a, std::int64_t b);
std::int64_t remainder_longs(std::int64_t a, std::int64_t b);
std::int64_t modulo_longs(std::int64_t a, std::int64_t b);

} // namespace jank::object
