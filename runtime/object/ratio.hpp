#pragma once

// Ratios: exact fractions that are not whole, 22/7. In lowest terms, with a denominator above 1, so that each has one representation.

#include "object/big_integer.hpp"

namespace jank::object {

struct ratio : heap_object {
  static constexpr kind object_kind{kind::ratio};
  big_integer *numerator;
  big_integer *denominator;
};

// n / d in lowest terms: a ratio, or a big integer when it is whole. `d` is not zero.
object_ref divide_integers(big_integer *n, big_integer *d);
// Trusts that n / d is a ratio in lowest terms.
object_ref make_ratio(big_integer *n, big_integer *d);

big_integer *truncate_ratio(ratio const *r);
double ratio_to_double(ratio const *r); // the nearest one
std::string ratio_to_text(ratio const *r);

} // namespace jank::object
