#include "object/big_decimal.hpp"

#include "memory/heap.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/print.hpp"
#include "object/ratio.hpp"
#include "object/static_type.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace jank::object {

math_context (*current_math_context)(){[] { return math_context{}; }};

namespace {

struct big_decimal_description {
  static constexpr kind what{kind::big_decimal};
  static constexpr std::uint32_t flags{flag_number};
  static constexpr char const *name{"jank.runtime.big_decimal"};
};

// By their values.
constexpr std::string_view rounding_names[]{"UP",      "DOWN",      "CEILING",   "FLOOR",
                                            "HALF_UP", "HALF_DOWN", "HALF_EVEN", "UNNECESSARY"};

// n * 10^power
big_integer *scaled(big_integer *n, std::int64_t power) {
  return power == 0 || is_zero_big(n) ? n : multiply_big(n, power_of_ten(power));
}

// Does the truncated quotient go one away from zero? `half` compares twice the remainder with the divisor.
bool rounds_away(rounding mode, bool negative, bool odd, int half) {
  switch(mode) {
  case rounding::up: return true;
  case rounding::down: return false;
  case rounding::ceiling: return !negative;
  case rounding::floor: return negative;
  case rounding::half_up: return half >= 0;
  case rounding::half_down: return half > 0;
  case rounding::half_even: return half > 0 || (half == 0 && odd);
  case rounding::unnecessary: break;
  }
  throw_error(error_kind::arithmetic, "rounding is necessary, and the rounding mode is UNNECESSARY");
}

big_integer *magnitude(big_integer *n) { return n->negative ? negate_big(n) : n; }

big_integer *divide_rounded(big_integer *n, big_integer *d, rounding mode, bool &exact) {
  auto const [quotient, remainder]{divide_big(n, d)};
  exact = is_zero_big(remainder);
  if(exact) { return quotient; }
  bool const negative{n->negative != d->negative};
  int const half{compare_big(shift_big(magnitude(remainder), 1), magnitude(d))};
  if(!rounds_away(mode, negative, is_odd_big(quotient), half)) { return quotient; }
  return add_big(quotient, make_big(negative ? -1 : 1));
}

// Without zeros at its end, as far as the scale stays at `least` or above.
big_decimal *strip_zeros(big_integer *n, std::int64_t scale, std::int64_t least) {
  if(is_zero_big(n)) { return make_decimal(n, std::min(scale, least)); }
  // The number of zeros is that of factors two at most.
  auto *const ten{make_big(10)};
  while(scale > least && !is_odd_big(n)) {
    auto const [quotient, remainder]{divide_big(n, ten)};
    if(!is_zero_big(remainder)) { break; }
    n = quotient;
    --scale;
  }
  return make_decimal(n, scale);
}

big_decimal *rounded(big_integer *n, std::int64_t scale, math_context c) {
  while(c.precision > 0) {
    // Twice when the rounding carries into a further digit.
    auto const drop{decimal_digit_count(n) - c.precision};
    if(drop <= 0) { break; }
    bool exact{};
    n = divide_rounded(n, power_of_ten(drop), c.mode, exact);
    scale -= drop;
  }
  return make_decimal(n, scale);
}

struct aligned {
  big_integer *a, *b;
  std::int64_t scale;
};
aligned align(big_decimal const *a, big_decimal const *b) {
  auto const scale{std::max(a->scale(), b->scale())};
  return {scaled(a->unscaled, scale - a->scale()), scaled(b->unscaled, scale - b->scale()), scale};
}

// Takes the factor out of n as often as it is in there, and counts.
std::int64_t take_factor(big_integer *&n, std::int64_t factor) {
  auto *const f{make_big(factor)};
  for(std::int64_t count{};; ++count) {
    auto const [quotient, remainder]{divide_big(n, f)};
    if(!is_zero_big(remainder)) { return count; }
    n = quotient;
  }
}

big_decimal *divide_exactly(big_integer *n, big_integer *d, std::int64_t scale) {
  auto *const divisor{gcd_big(n, d)};
  n = divide_big(n, divisor).quotient;
  d = divide_big(d, divisor).quotient;
  if(d->negative) {
    n = negate_big(n);
    d = negate_big(d);
  }
  // In lowest terms the quotient ends only when the divisor has no factors besides those of ten.
  auto *rest{d};
  int const twos{trailing_zero_bits(d)};
  rest = shift_big(rest, -twos);
  auto const fives{take_factor(rest, 5)};
  if(!is_one_big(rest)) {
    throw_error(error_kind::arithmetic,
                "Non-terminating decimal expansion; no exact representable decimal result: use with-precision");
  }
  auto const digits{std::max<std::int64_t>(twos, fives)};
  return make_decimal(divide_big(scaled(n, digits), d).quotient, scale + digits);
}

} // namespace

bool find_rounding(std::string_view name, rounding &mode) {
  auto const *const found{std::find(std::begin(rounding_names), std::end(rounding_names), name)};
  if(found == std::end(rounding_names)) { return false; }
  mode = static_cast<rounding>(found - std::begin(rounding_names));
  return true;
}

char const *rounding_name(rounding mode) { return rounding_names[static_cast<std::size_t>(mode)].data(); }

big_decimal *make_decimal(big_integer *unscaled, std::int64_t scale) {
  if(!fits_fixnum(scale)) {
    throw_error(error_kind::arithmetic, "the exponent of a big decimal is out of range: " + std::to_string(-scale));
  }
  return memory::make<big_decimal>(heap_object{&static_type<big_decimal_description>}, unscaled, make_fixnum(scale));
}

big_decimal *parse_decimal(std::string_view text) {
  constexpr auto digits_of{[](std::string_view t) {
    std::size_t n{};
    while(n < t.size() && t[n] >= '0' && t[n] <= '9') { ++n; }
    return n;
  }};
  bool const negative{text.starts_with('-')};
  if(negative || text.starts_with('+')) { text.remove_prefix(1); }
  auto const whole{digits_of(text)};
  std::string digits{text.substr(0, whole)};
  text.remove_prefix(whole);
  std::int64_t scale{};
  if(text.starts_with('.')) {
    text.remove_prefix(1);
    auto const fraction{digits_of(text)};
    digits += text.substr(0, fraction);
    scale = static_cast<std::int64_t>(fraction);
    text.remove_prefix(fraction);
  }
  if(digits.empty()) { return nullptr; }
  if(text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    bool const down{text.starts_with('-')};
    if(down || text.starts_with('+')) { text.remove_prefix(1); }
    auto const count{digits_of(text)};
    if(count == 0) { return nullptr; }
    // Longer ones are out of range, whatever they are.
    auto const exponent{std::strtoll(std::string{text.substr(0, count)}.c_str(), nullptr, 10)};
    auto const limited{std::min<std::int64_t>(exponent, std::int64_t{1} << 40)};
    scale += down ? limited : -limited;
    text.remove_prefix(count);
  }
  if(!text.empty()) { return nullptr; }
  return make_decimal(parse_big(digits, 10, negative), scale);
}

big_decimal *double_to_decimal(double d) {
  if(!std::isfinite(d)) {
    std::string text;
    append_double(text, d);
    throw_error(error_kind::type, text + " has no decimal value");
  }
  std::string text;
  append_double(text, d);
  return parse_decimal(text);
}

big_decimal *round_decimal(big_decimal const *a, math_context c) { return rounded(a->unscaled, a->scale(), c); }

big_decimal *add_decimal(big_decimal const *a, big_decimal const *b, math_context c) {
  auto const [x, y, scale]{align(a, b)};
  return rounded(add_big(x, y), scale, c);
}

big_decimal *subtract_decimal(big_decimal const *a, big_decimal const *b, math_context c) {
  auto const [x, y, scale]{align(a, b)};
  return rounded(subtract_big(x, y), scale, c);
}

big_decimal *multiply_decimal(big_decimal const *a, big_decimal const *b, math_context c) {
  return rounded(multiply_big(a->unscaled, b->unscaled), a->scale() + b->scale(), c);
}

big_decimal *negate_decimal(big_decimal const *a, math_context c) {
  return rounded(negate_big(a->unscaled), a->scale(), c);
}

big_decimal *divide_decimal(big_decimal const *a, big_decimal const *b, math_context c) {
  auto const preferred{a->scale() - b->scale()};
  if(is_zero_big(a->unscaled)) { return make_decimal(a->unscaled, preferred); }
  if(c.precision == 0) { return divide_exactly(a->unscaled, b->unscaled, preferred); }
  // Enough digits of the dividend that the quotient has `precision` of them, or up to two more, which are rounded away with what follows.
  auto const more{c.precision + decimal_digit_count(b->unscaled) - decimal_digit_count(a->unscaled) + 1};
  auto *const n{more > 0 ? scaled(a->unscaled, more) : a->unscaled};
  auto *const d{more < 0 ? scaled(b->unscaled, -more) : b->unscaled};
  auto const drop{std::max<std::int64_t>(0, decimal_digit_count(divide_big(n, d).quotient) - c.precision)};
  bool exact{};
  auto *const quotient{divide_rounded(n, scaled(d, drop), c.mode, exact)};
  auto const scale{preferred + more - drop};
  if(exact) { return strip_zeros(quotient, scale, preferred); }
  return rounded(quotient, scale, c);
}

big_decimal *quotient_decimal(big_decimal const *a, big_decimal const *b, math_context c) {
  auto const preferred{a->scale() - b->scale()};
  // |a| < |b| by their exponents: nothing to compute, however far apart they are.
  auto const exponent{[](big_decimal const *x) { return decimal_digit_count(x->unscaled) - x->scale(); }};
  if(is_zero_big(a->unscaled) || exponent(a) < exponent(b) - 1) { return make_decimal(make_big(0), preferred); }
  auto const [x, y, scale]{align(a, b)};
  auto *const whole{divide_big(x, y).quotient};
  auto const digits{decimal_digit_count(whole)};
  if(c.precision > 0 && digits > c.precision) {
    auto const drop{digits - c.precision};
    auto const [shorter, rest]{divide_big(whole, power_of_ten(drop))};
    if(!is_zero_big(rest)) {
      throw_error(error_kind::arithmetic, "Division impossible: the whole part of the quotient has more than " +
                                              std::to_string(c.precision) + " digits");
    }
    return strip_zeros(shorter, -drop, std::min(-drop, preferred));
  }
  if(preferred < 0) { return strip_zeros(whole, 0, preferred); }
  auto const zeros{c.precision > 0 ? std::min(preferred, c.precision - digits) : preferred};
  return make_decimal(scaled(whole, zeros), zeros);
}

int compare_decimal(big_decimal const *a, big_decimal const *b) {
  auto const *const x{a->unscaled};
  auto const *const y{b->unscaled};
  if(x->negative != y->negative || is_zero_big(x) || is_zero_big(y) || a->scale() == b->scale()) {
    return compare_big(x, y);
  }
  // What differs in size is told by the exponents, so that those far apart need not be written out.
  auto const first{decimal_digit_count(x) - a->scale()};
  auto const second{decimal_digit_count(y) - b->scale()};
  if(first != second) { return (first < second) != x->negative ? -1 : 1; }
  auto const pair{align(a, b)};
  return compare_big(pair.a, pair.b);
}

std::uint32_t hash_decimal(big_decimal const *a) {
  if(is_zero_big(a->unscaled)) { return mix_hash(0, 0x4d); }
  auto const *const shortest{strip_zeros(a->unscaled, a->scale(), fixnum_min)};
  return mix_hash(hash_big(shortest->unscaled), static_cast<std::uint32_t>(shortest->scale()));
}

big_integer *truncate_decimal(big_decimal const *a) {
  if(a->scale() <= 0) { return scaled(a->unscaled, -a->scale()); }
  if(decimal_digit_count(a->unscaled) <= a->scale()) { return make_big(0); }
  return divide_big(a->unscaled, power_of_ten(a->scale())).quotient;
}

object_ref decimal_to_rational(big_decimal const *a) {
  if(a->scale() <= 0) { return scaled(a->unscaled, -a->scale()); }
  return divide_integers(a->unscaled, power_of_ten(a->scale()));
}

double decimal_to_double(big_decimal const *a) {
  return std::strtod((big_to_text(a->unscaled) + "e" + std::to_string(-a->scale())).c_str(), nullptr);
}

// Plain as long as that writes no zeros for a positive exponent and not more than five behind the point; else d.ddE+n.
std::string decimal_to_text(big_decimal const *a) {
  auto digits{big_to_text(a->unscaled)};
  auto const scale{a->scale()};
  if(scale == 0) { return digits; }
  std::string const sign{digits.starts_with('-') ? "-" : ""};
  digits.erase(0, sign.size());
  auto const count{static_cast<std::int64_t>(digits.size())};
  auto const exponent{count - 1 - scale};
  if(scale > 0 && exponent >= -6) {
    if(count <= scale) { digits.insert(0, static_cast<std::size_t>(scale - count + 1), '0'); }
    digits.insert(digits.size() - static_cast<std::size_t>(scale), 1, '.');
    return sign + digits;
  }
  if(count > 1) { digits.insert(1, 1, '.'); }
  if(exponent != 0) { digits += (exponent > 0 ? "E+" : "E") + std::to_string(exponent); }
  return sign + digits;
}

} // namespace jank::object
