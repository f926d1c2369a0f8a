#include "object/shortest_decimal.hpp"

#include "memory/heap.hpp"

#include <array>
#include <bit>

namespace jank::object {

namespace {

// floor(x) of logarithms, exact for the exponents of doubles; shifts of negative numbers round down.
constexpr int floor_log10_of_power_of_2(int e) { return (e * 1262611) >> 22; }
constexpr int floor_log10_of_3_quarters_of_power_of_2(int e) { return (e * 1262611 - 524031) >> 22; }
constexpr int floor_log2_of_power_of_10(int e) { return (e * 1741647) >> 19; }

// The first 128 bits of 10^e, plus one: the least that is above it.
struct power {
  std::uint64_t high;
  std::uint64_t low;
};

constexpr int least_power{-292};
constexpr int greatest_power{324};
constexpr int power_count{greatest_power - least_power + 1};

// An integer of 864 bits, the least significant word first: 5^324 has 753, and 2^bits_above / 5^292 keeps its first 128.
using words = std::array<std::uint32_t, 27>;
constexpr int bits_above{860};

int bit_length(words const &n) {
  for(int i{static_cast<int>(n.size())}; i-- > 0;) {
    if(n[static_cast<std::size_t>(i)] != 0) {
      return i * 32 + static_cast<int>(std::bit_width(n[static_cast<std::size_t>(i)]));
    }
  }
  return 0;
}

// 64 bits of it, from bit `at` up, which may lie below the first.
std::uint64_t bits_from(words const &n, int at) {
  std::uint64_t result{};
  for(int i{}; i < 64; ++i) {
    int const bit{at + i};
    if(bit < 0 || bit >= static_cast<int>(n.size()) * 32) { continue; }
    result |= static_cast<std::uint64_t>(n[static_cast<std::size_t>(bit / 32)] >> (bit % 32) & 1) << i;
  }
  return result;
}

power first_bits(words const &n) {
  int const length{bit_length(n)};
  power p{bits_from(n, length - 64), bits_from(n, length - 128)};
  if(++p.low == 0) { ++p.high; }
  return p;
}

void multiply_by_5(words &n) {
  std::uint64_t carry{};
  for(std::uint32_t &w : n) {
    carry += std::uint64_t{w} * 5;
    w = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
}

void divide_by_5(words &n) {
  std::uint64_t rest{};
  for(std::size_t i{n.size()}; i-- > 0;) {
    rest = rest << 32 | n[i];
    n[i] = static_cast<std::uint32_t>(rest / 5);
    rest %= 5;
  }
}

// 10^e and 5^e differ by a power of two, so their first bits are the same.
power const *make_powers() {
  auto *const table{static_cast<power *>(memory::allocate_atomic(power_count * sizeof(power)))};
  words n{1};
  for(int e{}; e <= greatest_power; ++e) {
    table[e - least_power] = first_bits(n);
    multiply_by_5(n);
  }
  n = {};
  n[bits_above / 32] = 1u << (bits_above % 32);
  for(int e{-1}; e >= least_power; --e) {
    divide_by_5(n);
    table[e - least_power] = first_bits(n);
  }
  return table;
}

power power_of_10(int e) {
  static power const *const table{make_powers()};
  return table[e - least_power];
}

std::uint64_t high_product(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::uint64_t>(static_cast<unsigned __int128>(a) * b >> 64);
}

// The product without its lower 128 bits; its lowest bit tells whether anything was lost.
std::uint64_t round_to_odd(power g, std::uint64_t n) {
  auto const low{static_cast<unsigned __int128>(g.high) * n + high_product(g.low, n)};
  auto const rest{static_cast<std::uint64_t>(low)};
  return static_cast<std::uint64_t>(low >> 64) | (rest > 1 ? 1 : 0);
}

// Of d = significand * 2^exponent. Everything is in quarters of 10^k.
shortest_decimal find(std::uint64_t significand, int exponent, bool nearer_below) {
  bool const even{(significand & 1) == 0};
  std::uint64_t const middle{significand * 4};
  std::uint64_t const below{middle - (nearer_below ? 1 : 2)};
  std::uint64_t const above{middle + 2};

  int const k{nearer_below ? floor_log10_of_3_quarters_of_power_of_2(exponent) : floor_log10_of_power_of_2(exponent)};
  int const shift{exponent + floor_log2_of_power_of_10(-k) + 1};
  power const g{power_of_10(-k)};
  std::uint64_t const value{round_to_odd(g, middle << shift)};
  // The ends of the interval belong to it when the significand is even.
  std::uint64_t const lower{round_to_odd(g, below << shift) + (even ? 0 : 1)};
  std::uint64_t const upper{round_to_odd(g, above << shift) - (even ? 0 : 1)};

  std::uint64_t const digits{value / 4};
  if(digits >= 10) {
    std::uint64_t const fewer{digits / 10};
    bool const down{lower <= 40 * fewer};
    bool const up{40 * fewer + 40 <= upper};
    if(down != up) { return {fewer + (up ? 1 : 0), k + 1}; }
  }
  bool const down{lower <= 4 * digits};
  bool const up{4 * digits + 4 <= upper};
  if(down != up) { return {digits + (up ? 1 : 0), k}; }
  std::uint64_t const half{4 * digits + 2};
  bool const rounds_up{value > half || (value == half && (digits & 1) != 0)};
  return {digits + (rounds_up ? 1 : 0), k};
}

} // namespace

shortest_decimal to_shortest_decimal(double d) {
  constexpr int fraction_bits{52};
  constexpr int bias{1075};
  auto const bits{std::bit_cast<std::uint64_t>(d) & ~(std::uint64_t{1} << 63)};
  if(bits == 0) { return {0, 0}; }
  std::uint64_t const fraction{bits & ((std::uint64_t{1} << fraction_bits) - 1)};
  int const biased{static_cast<int>(bits >> fraction_bits)};
  bool const normal{biased != 0};
  shortest_decimal result{find(normal ? fraction | std::uint64_t{1} << fraction_bits : fraction,
                               (normal ? biased : 1) - bias, fraction == 0 && biased > 1)};
  while(result.digits % 10 == 0) {
    result.digits /= 10;
    ++result.exponent;
  }
  return result;
}

scientific to_scientific(double d) {
  shortest_decimal const s{to_shortest_decimal(d)};
  std::string digits{std::to_string(s.digits)};
  int const exponent{s.exponent + static_cast<int>(digits.size()) - 1};
  return {std::move(digits), exponent};
}

} // namespace jank::object
