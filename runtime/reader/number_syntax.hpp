#pragma once

#include <cstdint>
#include <string_view>

namespace jank::reader {

enum class number_kind : std::uint8_t { invalid, long_integer, double_float, big_integer, ratio, big_decimal };

// What a number is, told from its text alone.
struct number_syntax {
  number_kind what{number_kind::invalid};
  std::int64_t value{};      // of a long_integer
  char const *why_invalid{}; // or null
};

// Clojure's grammar: [+-] then
//   0 | 1-9 digits | 0x hex digits | 0 octal digits | radix r digits    a long, or with N a big integer
//   digits [. digits] [e [+-] digits]                                   a double, or with M a big decimal
//   digits / digits                                                     a ratio
// An integer beyond 64 bits is a big integer.
number_syntax classify_number(std::string_view token);

} // namespace jank::reader
