#include "object/detail/number_tower.hpp"

#include "object/big_decimal.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/long_digits.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/ratio.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace jank::object {

namespace {

// By how much they take over an operation.
enum class rank : std::uint8_t { long_integer, big_integer, ratio, big_decimal, double_float };

rank rank_of(object_ref v, char const *operation) {
  if(v.is_fixnum()) { return rank::long_integer; }
  if(v.is_heap()) {
    switch(v.as_heap()->type->what) {
    case kind::long_integer: return rank::long_integer;
    case kind::big_integer: return rank::big_integer;
    case kind::ratio: return rank::ratio;
    case kind::big_decimal: return rank::big_decimal;
    case kind::double_float: return rank::double_float;
    default: break;
    }
  }
  throw_not_a_number(v, operation);
}

rank rank_of(object_ref v) { return rank_of(v, nullptr); }

big_integer *to_big(object_ref v) { return is_long(v) ? make_big(as_long(v)) : cast<big_integer>(v); }

struct fraction {
  big_integer *n, *d;
};
fraction to_fraction(object_ref v) {
  switch(rank_of(v)) {
  case rank::ratio: return {cast<ratio>(v)->numerator, cast<ratio>(v)->denominator};
  case rank::big_decimal: {
    auto const exact{decimal_to_rational(cast<big_decimal>(v))};
    return is_ratio(exact) ? to_fraction(exact) : fraction{cast<big_integer>(exact), make_big(1)};
  }
  default: return {to_big(v), make_big(1)};
  }
}

big_decimal *to_decimal(object_ref v, math_context c) {
  if(is_decimal(v)) { return cast<big_decimal>(v); }
  if(!is_ratio(v)) { return make_decimal(to_big(v)); }
  auto const *const r{cast<ratio>(v)};
  return divide_decimal(make_decimal(r->numerator), make_decimal(r->denominator), c);
}

// A remainder has the sign of the dividend; a modulus takes that of the divisor by adding it.
object_ref calculate_integers(wide_operation operation, big_integer *a, big_integer *b) {
  switch(operation) {
  case wide_operation::add: return add_big(a, b);
  case wide_operation::subtract: return subtract_big(a, b);
  case wide_operation::multiply: return multiply_big(a, b);
  case wide_operation::divide: return divide_integers(a, b);
  case wide_operation::quotient: return divide_big(a, b).quotient;
  default: break;
  }
  auto *const r{divide_big(a, b).remainder};
  bool const moves{operation == wide_operation::modulo && !is_zero_big(r) && r->negative != b->negative};
  return moves ? add_big(r, b) : r;
}

object_ref calculate_ratios(wide_operation operation, fraction a, fraction b) {
  auto *const an{multiply_big(a.n, b.d)};
  auto *const bn{multiply_big(b.n, a.d)};
  auto *const d{multiply_big(a.d, b.d)};
  switch(operation) {
  case wide_operation::add: return divide_integers(add_big(an, bn), d);
  case wide_operation::subtract: return divide_integers(subtract_big(an, bn), d);
  case wide_operation::multiply: return divide_integers(multiply_big(a.n, b.n), d);
  case wide_operation::divide: return divide_integers(an, bn);
  case wide_operation::quotient: return divide_big(an, bn).quotient;
  default: break;
  }
  // Over one denominator the remainder is that of the numerators.
  auto *const r{cast<big_integer>(calculate_integers(operation, an, bn))};
  return divide_integers(r, d);
}

object_ref calculate_decimals(wide_operation operation, object_ref a, object_ref b) {
  auto const c{current_math_context()};
  auto *const x{to_decimal(a, c)};
  auto *const y{to_decimal(b, c)};
  switch(operation) {
  case wide_operation::add: return add_decimal(x, y, c);
  case wide_operation::subtract: return subtract_decimal(x, y, c);
  case wide_operation::multiply: return multiply_decimal(x, y, c);
  case wide_operation::divide: return divide_decimal(x, y, c);
  case wide_operation::quotient: return quotient_decimal(x, y, c);
  default: break;
  }
  auto *const r{subtract_decimal(x, multiply_decimal(quotient_decimal(x, y, c), y, {}), {})};
  bool const moves{operation == wide_operation::modulo && !is_zero_big(r->unscaled) &&
                   r->unscaled->negative != y->unscaled->negative};
  return moves ? add_decimal(r, y, c) : r;
}

bool is_zero(object_ref v) {
  switch(rank_of(v)) {
  case rank::long_integer: return as_long(v) == 0;
  case rank::big_integer: return is_zero_big(cast<big_integer>(v));
  case rank::big_decimal: return is_zero_big(cast<big_decimal>(v)->unscaled);
  default: return false;
  }
}

ordering from_sign(int sign) { return sign < 0 ? ordering::less : sign > 0 ? ordering::greater : ordering::equal; }

std::uint32_t hash_double(double d) {
  // -0.0 equals 0.0
  return hash_bits(std::bit_cast<std::uint64_t>(d == 0 ? 0.0 : d) ^ 0x8000000000000001u);
}

std::uint32_t hash_integer(big_integer const *n) {
  return fits_long(n) ? hash_bits(static_cast<std::uint64_t>(low_bits(n))) : hash_big(n);
}

} // namespace

void throw_not_a_number(object_ref v, char const *operation) {
  auto message{to_short_text(v) + " is not a number"};
  if(operation != nullptr) { message += std::string{" (in "} + operation + ")"; }
  throw_error(error_kind::type, message);
}

void throw_divide_by_zero(char const *operation, object_ref a, object_ref b) {
  throw_error(error_kind::arithmetic,
              std::string{"Divide by zero: ("} + operation + " " + to_short_text(a) + " " + to_short_text(b) + ")");
}

object_ref calculate_wide(wide_operation operation, char const *name, object_ref a, object_ref b) {
  // The first that is no number is the one to name.
  auto const first{rank_of(a, name)};
  auto const wider{std::max(first, rank_of(b, name))};
  bool const divides{operation != wide_operation::add && operation != wide_operation::subtract &&
                     operation != wide_operation::multiply};
  if(divides && is_zero(b)) { throw_divide_by_zero(name, a, b); }
  switch(wider) {
  case rank::ratio: return calculate_ratios(operation, to_fraction(a), to_fraction(b));
  case rank::big_decimal: return calculate_decimals(operation, a, b);
  default: return calculate_integers(operation, to_big(a), to_big(b));
  }
}

object_ref negate_wide(char const *name, object_ref a) {
  switch(rank_of(a, name)) {
  case rank::ratio: return make_ratio(negate_big(cast<ratio>(a)->numerator), cast<ratio>(a)->denominator);
  case rank::big_decimal: return negate_decimal(cast<big_decimal>(a), current_math_context());
  default: return negate_big(cast<big_integer>(a));
  }
}

ordering compare_wide(char const *name, object_ref a, object_ref b) {
  auto const first{rank_of(a, name)};
  auto const second{rank_of(b, name)};
  switch(std::max(first, second)) {
  case rank::double_float: {
    auto const x{to_double(a)};
    auto const y{to_double(b)};
    return x < y ? ordering::less : x > y ? ordering::greater : x == y ? ordering::equal : ordering::unordered;
  }
  case rank::big_decimal:
    if(first != rank::ratio && second != rank::ratio) {
      return from_sign(compare_decimal(to_decimal(a, {}), to_decimal(b, {})));
    }
    [[fallthrough]]; // a ratio may have no decimal, but the decimal always has a fraction
  case rank::ratio: {
    auto const x{to_fraction(a)};
    auto const y{to_fraction(b)};
    return from_sign(compare_big(multiply_big(x.n, y.d), multiply_big(y.n, x.d)));
  }
  default: return from_sign(compare_big(to_big(a), to_big(b)));
  }
}

big_integer *truncate_wide(object_ref v) {
  switch(rank_of(v)) {
  case rank::ratio: return truncate_ratio(cast<ratio>(v));
  case rank::big_decimal: return truncate_decimal(cast<big_decimal>(v));
  default: return cast<big_integer>(v);
  }
}

double wide_to_double(object_ref v) {
  switch(rank_of(v)) {
  case rank::ratio: return ratio_to_double(cast<ratio>(v));
  case rank::big_decimal: return decimal_to_double(cast<big_decimal>(v));
  default: return big_to_double(cast<big_integer>(v));
  }
}

bool equal_numbers(object_ref a, object_ref b) {
  auto const category{[](rank r) { return std::max(r, rank::big_integer); }};
  auto const first{rank_of(a)};
  if(category(first) != category(rank_of(b))) { return false; }
  switch(first) {
  case rank::ratio:
    return compare_big(cast<ratio>(a)->numerator, cast<ratio>(b)->numerator) == 0 &&
           compare_big(cast<ratio>(a)->denominator, cast<ratio>(b)->denominator) == 0;
  case rank::big_decimal: return compare_decimal(cast<big_decimal>(a), cast<big_decimal>(b)) == 0;
  default: return numerically_equal(a, b);
  }
}

std::uint32_t hash_number(object_ref v) {
  switch(rank_of(v)) {
  case rank::long_integer: return hash_bits(static_cast<std::uint64_t>(as_long(v)));
  case rank::double_float: return hash_double(as_double(v));
  case rank::big_integer: return hash_integer(cast<big_integer>(v));
  case rank::ratio: return mix_hash(hash_integer(cast<ratio>(v)->numerator), hash_integer(cast<ratio>(v)->denominator));
  case rank::big_decimal: return hash_decimal(cast<big_decimal>(v));
  }
  return 0;
}

void append_number(std::string &out, object_ref v, bool readably) {
  switch(rank_of(v)) {
  case rank::long_integer: out += long_digits{as_long(v)}.view(); return;
  case rank::double_float:
    if(auto const d{as_double(v)}; readably || std::isfinite(d)) {
      append_double(out, d);
    } else {
      out += std::isnan(d) ? "NaN" : d < 0 ? "-Infinity" : "Infinity";
    }
    return;
  case rank::big_integer:
    out += big_to_text(cast<big_integer>(v));
    if(readably && !cast<big_integer>(v)->plain) { out += 'N'; }
    return;
  case rank::ratio: out += ratio_to_text(cast<ratio>(v)); return;
  case rank::big_decimal:
    out += decimal_to_text(cast<big_decimal>(v));
    if(readably) { out += 'M'; }
    return;
  }
}

} // namespace jank::object
