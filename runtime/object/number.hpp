#pragma once

// Longs (64 bits; overflow throws) and doubles. A long that fits 31 bits is a fixnum, others are boxed: one representation each.

#include "object/object.hpp"

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
inline bool is_number(object_ref v) { return v.is_fixnum() || has_flag(v, flag_number); }
// Requires is_long(v) / is_double(v).
inline std::int64_t as_long(object_ref v) { return v.is_fixnum() ? v.as_fixnum() : cast<long_integer>(v)->value; }
inline double as_double(object_ref v) { return cast<double_float>(v)->value; }

// Conversions of what a caller passed as a number; throw a type error naming `v`. to_long truncates doubles and refuses what
// does not fit; a character gives its code point.
std::int64_t to_long(object_ref v);
double to_double(object_ref v);

// Clojure's arithmetic: long with long gives long (or throws "integer overflow"), a double on either side gives double.
// Non-numbers throw a type error that names the operation and the value.
object_ref add(object_ref a, object_ref b);
object_ref subtract(object_ref a, object_ref b);
object_ref multiply(object_ref a, object_ref b);
object_ref divide(object_ref a,
                  object_ref b); // longs that do not divide evenly give a double; by zero throws for longs
object_ref quotient(object_ref a, object_ref b);
object_ref remainder(object_ref a, object_ref b);
object_ref modulo(object_ref a, object_ref b);
object_ref negate(object_ref a);
bool less(object_ref a, object_ref b);
bool less_or_equal(object_ref a, object_ref b);
bool numerically_equal(object_ref a, object_ref b); // `==`

// The same on unboxed longs; overflow and division by zero throw.
std::int64_t add_longs(std::int64_t a, std::int64_t b);
std::int64_t subtract_longs(std::int64_t a, std::int64_t b);
std::int64_t multiply_longs(std::int64_t a, std::int64_t b);
std::int64_t quotient_longs(std::int64_t a, std::int64_t b);
std::int64_t remainder_longs(std::int64_t a, std::int64_t b);
std::int64_t modulo_longs(std::int64_t a, std::int64_t b);

} // namespace jank::object
