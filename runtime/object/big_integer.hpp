#pragma once

// Integers of any size: 42N, and what the promoting operations make of longs that overflow.
//
// A big integer stays one however small it gets; it equals, and hashes as, the long of the same value. Its digits lie in the object
// itself, which the collector does not scan. The arithmetic is libtommath's; these functions are the only ones that know it. They allocate
// and never collect. Results too large for memory throw.

#include "object/object.hpp"

#include <string>
#include <string_view>

namespace jank::object {

struct big_integer : heap_object {
  static constexpr kind object_kind{kind::big_integer};
  std::int32_t count; // digits in use: 0 is the number zero, else the last one is not 0
  bool negative;
  bool plain; // prints without N: what numerator, denominator and biginteger give. Equal to one that is not.
  std::uint32_t digits[1]; // of 28 bits, the least significant first
};

big_integer *make_big(std::int64_t n);
// The integer that digits of the radix (2 to 36) write; null when one is none, or there are none.
big_integer *parse_big(std::string_view digits, unsigned radix, bool negative);
// Of digits as they lie in the object: what is read from the description of a unit. Null when they are not such digits.
big_integer *make_big_of_digits(std::uint32_t const *digits, std::size_t count, bool negative);
big_integer *make_plain(big_integer const *a);

// The long, a fixnum or boxed, when it fits; else the big integer.
bool fits_long(big_integer const *a);
std::int64_t low_bits(big_integer const *a); // modulo 2^64: the value itself when fits_long(a)
object_ref reduce_big(big_integer *a);
// The value of an integer, big or not, that fits a long: false for everything else. For indices.
bool find_long(object_ref v, std::int64_t &n);

big_integer *add_big(big_integer const *a, big_integer const *b);
big_integer *subtract_big(big_integer const *a, big_integer const *b);
big_integer *multiply_big(big_integer const *a, big_integer const *b);
struct big_division {
  big_integer *quotient; // towards zero
  big_integer *remainder;
};
big_division divide_big(big_integer const *a, big_integer const *b); // b is not zero
big_integer *negate_big(big_integer const *a);
big_integer *gcd_big(big_integer const *a, big_integer const *b); // not negative
big_integer *power_of_ten(std::int64_t n);                        // n is not negative
big_integer *shift_big(big_integer const *a, int bits); // to the left; to the right, towards zero, when negative

int compare_big(big_integer const *a, big_integer const *b);
inline bool is_zero_big(big_integer const *a) { return a->count == 0; }
inline bool is_one_big(big_integer const *a) { return a->count == 1 && a->digits[0] == 1 && !a->negative; }
inline bool is_odd_big(big_integer const *a) { return a->count != 0 && (a->digits[0] & 1) != 0; }
int bit_count(big_integer const *a);                    // of the magnitude
int trailing_zero_bits(big_integer const *a);           // a is not zero
std::int64_t decimal_digit_count(big_integer const *a); // 1 for zero
std::uint32_t hash_big(big_integer const *a);           // only of what does not fit a long

double big_to_double(big_integer const *a); // the nearest one; infinite when it is too large
std::string big_to_text(big_integer const *a);

} // namespace jank::object
