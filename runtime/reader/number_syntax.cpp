#include "reader/number_syntax.hpp"

#include "reader/characters.hpp"

#include <optional>

namespace jank::reader {

namespace {

constexpr std::uint64_t largest_negative = std::uint64_t{1} << 63;

std::size_t count_digits(std::string_view text) {
  std::size_t n{};
  while(n < text.size() && is_class(text[n], class_digit)) { ++n; }
  return n;
}

number_syntax invalid(char const *why = nullptr) { return {number_kind::invalid, 0, why}; }

number_syntax integer(std::string_view digits, unsigned radix, bool negative, char const *wrong_digit) {
  if(digits.empty()) { return invalid("its digits are missing"); }
  std::uint64_t magnitude{};
  bool fits{true};
  for(char const c : digits) {
    unsigned const digit{digit_value(c)};
    if(digit >= radix) { return invalid(wrong_digit); }
    fits = fits && !__builtin_mul_overflow(magnitude, radix, &magnitude) &&
           !__builtin_add_overflow(magnitude, digit, &magnitude);
  }
  if(!fits || magnitude > largest_negative - (negative ? 0 : 1)) { return {number_kind::big_integer}; }
  // The conversion is modulo 2^64, so the most negative long comes out right too.
  return {number_kind::long_integer, static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude)};
}

number_syntax maybe_big(std::string_view digits, unsigned radix, bool negative, char const *wrong_digit) {
  bool const big{digits.ends_with('N')};
  if(big) { digits.remove_suffix(1); }
  number_syntax result{integer(digits, radix, negative, wrong_digit)};
  if(big && result.what == number_kind::long_integer) { result = {number_kind::big_integer}; }
  return result;
}

number_syntax with_radix(std::string_view radix_digits, std::string_view digits, bool negative) {
  unsigned radix{};
  for(char const c : radix_digits) { radix = radix * 10 + digit_value(c); }
  if(radix < 2 || radix > 36) { return invalid("the radix before r is 2 to 36"); }
  return integer(digits, radix, negative, "a digit is too large for its radix");
}

// [. digits] [e [+-] digits] [M], all of `rest`.
number_syntax fraction(std::string_view rest) {
  if(rest.starts_with('.')) {
    rest.remove_prefix(1);
    rest.remove_prefix(count_digits(rest));
  }
  if(rest.starts_with('e') || rest.starts_with('E')) {
    rest.remove_prefix(1);
    if(rest.starts_with('+') || rest.starts_with('-')) { rest.remove_prefix(1); }
    std::size_t const digits{count_digits(rest)};
    if(digits == 0) { return invalid("the digits of its exponent are missing"); }
    rest.remove_prefix(digits);
  }
  if(rest.empty()) { return {number_kind::double_float}; }
  return rest == "M" ? number_syntax{number_kind::big_decimal} : invalid();
}

} // namespace

number_syntax classify_number(std::string_view token) {
  bool const negative{token.starts_with('-')};
  if(negative || token.starts_with('+')) { token.remove_prefix(1); }
  std::size_t const count{count_digits(token)};
  std::string_view const digits{token.substr(0, count)};
  std::string_view const rest{token.substr(count)};
  if(digits == "0" && (rest.starts_with('x') || rest.starts_with('X'))) {
    return maybe_big(rest.substr(1), 16, negative, "hexadecimal digits are 0-9, a-f, A-F");
  }
  if(rest.starts_with('r') || rest.starts_with('R')) {
    if(count > 2) { return invalid("the radix before r is 2 to 36"); }
    return with_radix(digits, rest.substr(1), negative);
  }
  if(rest.empty() || rest == "N") {
    bool const octal{digits.size() > 1 && digits.front() == '0'};
    return maybe_big(token, octal ? 8 : 10, negative, "a leading 0 makes it octal, with the digits 0-7");
  }
  if(rest.front() == '/') {
    std::string_view const denominator{rest.substr(1)};
    bool const whole{!denominator.empty() && count_digits(denominator) == denominator.size()};
    return whole ? number_syntax{number_kind::ratio} : invalid();
  }
  return fraction(rest);
}

} // namespace jank::reader
