#pragma once

// The fewest decimal digits that tell a double from all others, and of these the ones nearest to it.
//
// Schubfach (Raffaello Giulietti, "The Schubfach way to render doubles", 2022), with its table of 617 powers of ten computed at the first
// use, which takes some tens of microseconds. std::to_chars would bring 130 kB into every image, most of it tables for what nobody
// asks.

#include <cstdint>
#include <string>

namespace jank::object {

// digits * 10^exponent; the last digit is not 0, save that of 0 itself.
struct shortest_decimal {
  std::uint64_t digits;
  int exponent;
};

// Of a finite number, without its sign.
shortest_decimal to_shortest_decimal(double d);

// The same as text: digits[0] . digits[1...] * 10^exponent.
struct scientific {
  std::string digits;
  int exponent;
};
scientific to_scientific(double d);

} // namespace jank::object
