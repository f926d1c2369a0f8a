#pragma once

// What a byte means to the reader. Bytes of characters beyond ASCII are parts of tokens.

#include <array>
#include <cstdint>

namespace jank::reader {

enum character_class : std::uint8_t {
  class_space = 1u << 0,       // ASCII white space and the comma
  class_ends_token = 1u << 1,  // white space, delimiters and the macro characters that end symbols and keywords
  class_ends_number = 1u << 2, // those, and # ' %
  class_digit = 1u << 3,
  class_control = 1u << 4, // control characters that are no white space: only in strings, comments and characters
};

namespace detail {

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  auto const add{[&classes](char const *characters, unsigned flags) {
    for(; *characters != '\0'; ++characters) {
      auto &c{classes[static_cast<unsigned char>(*characters)]};
      c = static_cast<std::uint8_t>(c | flags);
    }
  }};
  classes[0] = class_control;
  classes[0x7f] = class_control;
  for(unsigned c{1}; c < 0x20; ++c) { classes[c] = class_control; }
  for(unsigned char const c : {' ', '\t', '\n', '\v', '\f', '\r', ','}) {
    classes[c] = class_space | class_ends_token | class_ends_number;
  }
  add("\";^@~`()[]{}\\", class_ends_token | class_ends_number);
  add("#'%", class_ends_number);
  add("0123456789", class_digit);
  return classes;
}

inline constexpr auto classes = make_classes();

} // namespace detail

constexpr bool is_class(char c, unsigned flags) {
  return (detail::classes[static_cast<unsigned char>(c)] & flags) != 0;
}
// The value of a digit in radices up to 36; 36 for every other character.
constexpr unsigned digit_value(char c) {
  if(c >= '0' && c <= '9') { return static_cast<unsigned>(c - '0'); }
  if(c >= 'a' && c <= 'z') { return static_cast<unsigned>(c - 'a') + 10; }
  if(c >= 'A' && c <= 'Z') { return static_cast<unsigned>(c - 'A') + 10; }
  return 36;
}

} // namespace jank::reader
