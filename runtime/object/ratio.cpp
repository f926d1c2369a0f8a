#include "object/ratio.hpp"

#include "memory/heap.hpp"
#include "object/static_type.hpp"

#include <cmath>

namespace jank::object {

namespace {

struct ratio_description {
  static constexpr kind what{kind::ratio};
  static constexpr std::uint32_t flags{flag_number};
  static constexpr char const *name{"jank.runtime.ratio"};
};

} // namespace

object_ref make_ratio(big_integer *n, big_integer *d) {
  return memory::make<ratio>(heap_object{&static_type<ratio_description>}, n, d);
}

object_ref divide_integers(big_integer *n, big_integer *d) {
  auto *const divisor{gcd_big(n, d)};
  if(!is_one_big(divisor)) {
    n = divide_big(n, divisor).quotient;
    d = divide_big(d, divisor).quotient;
  }
  if(d->negative) {
    n = negate_big(n);
    d = negate_big(d);
  }
  return is_one_big(d) ? object_ref{n} : make_ratio(n, d);
}

big_integer *truncate_ratio(ratio const *r) { return divide_big(r->numerator, r->denominator).quotient; }

double ratio_to_double(ratio const *r) {
  // As many bits of the quotient as a double has, and more; the last one tells whether something follows.
  int const shift{66 + bit_count(r->denominator) - bit_count(r->numerator)};
  auto *const n{shift > 0 ? shift_big(r->numerator, shift) : r->numerator};
  auto *const d{shift < 0 ? shift_big(r->denominator, -shift) : r->denominator};
  auto const [quotient, remainder]{divide_big(n, d)};
  if(!is_zero_big(remainder)) { quotient->digits[0] |= 1; }
  return std::ldexp(big_to_double(quotient), -shift);
}

std::string ratio_to_text(ratio const *r) { return big_to_text(r->numerator) + "/" + big_to_text(r->denominator); }

} // namespace jank::object
