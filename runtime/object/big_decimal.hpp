#pragma once

// Big decimals: unscaled * 10^-scale, 1.50M being 150 with scale 2.
//
// The arithmetic is that of java.math.BigDecimal as its documentation has it: a sum has the larger scale of the two, a product
// the sum of both, a quotient the difference where that is exact, and the smallest that is exact otherwise; a quotient without end throws.
// Within with-precision every result is rounded to so many digits instead. Numbers that differ in scale alone are equal.

#include "object/big_integer.hpp"

namespace jank::object {

struct big_decimal : heap_object {
  static constexpr kind object_kind{kind::big_decimal};
  big_integer *unscaled;
  object_ref scale_word; // a fixnum
  std::int64_t scale() const { return scale_word.as_fixnum(); }
};

enum class rounding : std::uint8_t { up, down, ceiling, floor, half_up, half_down, half_even, unnecessary };

struct math_context {
  std::int64_t precision{}; // digits; 0: unlimited
  rounding mode{rounding::half_up};
};
// "HALF_EVEN" and the like; false when there is none of that name.
bool find_rounding(std::string_view name, rounding &mode);
char const *rounding_name(rounding mode);
// What limits the results of decimal arithmetic now: set by the namespace layer, which knows the var *math-context*.
extern math_context (*current_math_context)();

// Throws when the scale is beyond 30 bits.
big_decimal *make_decimal(big_integer *unscaled, std::int64_t scale);
inline big_decimal *make_decimal(big_integer *n) { return make_decimal(n, 0); }
// digits [. digits] [e [+-] digits], with a sign or without; null when it is something else.
big_decimal *parse_decimal(std::string_view text);
// The shortest decimal that reads as the double; a type error for infinities and NaN.
big_decimal *double_to_decimal(double d);

big_decimal *add_decimal(big_decimal const *a, big_decimal const *b, math_context c);
big_decimal *subtract_decimal(big_decimal const *a, big_decimal const *b, math_context c);
big_decimal *multiply_decimal(big_decimal const *a, big_decimal const *b, math_context c);
big_decimal *divide_decimal(big_decimal const *a, big_decimal const *b, math_context c); // b is not zero
// The whole part of the quotient; b is not zero.
big_decimal *quotient_decimal(big_decimal const *a, big_decimal const *b, math_context c);
big_decimal *negate_decimal(big_decimal const *a, math_context c);
big_decimal *round_decimal(big_decimal const *a, math_context c);

int compare_decimal(big_decimal const *a, big_decimal const *b);
std::uint32_t hash_decimal(big_decimal const *a);
big_integer *truncate_decimal(big_decimal const *a);
object_ref decimal_to_rational(big_decimal const *a); // a big integer or a ratio
double decimal_to_double(big_decimal const *a);       // the nearest one
std::string decimal_to_text(big_decimal const *a);    // without M

} // namespace jank::object
