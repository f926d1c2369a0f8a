// Conversions between numbers, characters and text; properties of numbers.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace jank::ns {

namespace {

object_ref number_only(object_ref, object_ref x) {
  if(!is_number(x)) { throw_wrong_argument("num", "a number", x); }
  return x;
}

object_ref to_int(object_ref, object_ref x) {
  std::int64_t const n{to_long(x)};
  if(n < std::numeric_limits<std::int32_t>::min() || n > std::numeric_limits<std::int32_t>::max()) {
    throw_error(error_kind::illegal_argument, "value out of range for int (32 bits): " + to_short_text(x));
  }
  return make_long(n);
}

object_ref to_character(object_ref, object_ref x) {
  if(x.is_char()) { return x; }
  std::int64_t const n{to_long(x)};
  bool const is_surrogate{n >= 0xD800 && n <= 0xDFFF};
  if(n < 0 || n > 0x10FFFF || is_surrogate) {
    throw_error(error_kind::illegal_argument,
                "value out of range for char (a Unicode code point): " + to_short_text(x));
  }
  return make_char(static_cast<char32_t>(n));
}

bool is_even(object_ref x, char const *function) { return (expect_long(x, function) & 1) == 0; }

std::string_view text_to_parse(object_ref s, char const *function) {
  return expect<string>(s, function, "a string")->view();
}

object_ref parse_long(object_ref, object_ref s) {
  std::string const text{text_to_parse(s, "parse-long")};
  std::size_t const sign{!text.empty() && (text[0] == '-' || text[0] == '+') ? 1u : 0u};
  if(text.size() == sign || text.find_first_not_of("0123456789", sign) != std::string::npos) { return nil; }
  errno = 0;
  long long const n{std::strtoll(text.c_str(), nullptr, 10)};
  return errno == ERANGE ? nil : make_long(n);
}

object_ref parse_double(object_ref, object_ref s) {
  std::string text{text_to_parse(s, "parse-double")};
  std::size_t const begin{text.find_first_not_of(" \t\r\n")};
  if(begin == std::string::npos) { return nil; }
  text = text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
  std::string const unsigned_text{text[0] == '-' || text[0] == '+' ? text.substr(1) : text};
  if(unsigned_text != "NaN" && unsigned_text != "Infinity" &&
     unsigned_text.find_first_not_of("0123456789.eE+-") != std::string::npos) {
    return nil;
  }
  char *end{};
  double const d{std::strtod(text.c_str(), &end)};
  return *end == '\0' && end != text.c_str() ? make_double(d) : nil;
}

object_ref nanoseconds(object_ref) {
  auto const now{std::chrono::steady_clock::now().time_since_epoch()};
  return make_long(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

native const rows[]{
    {"num", "([x])", "x, which must be a number.", {number_only}},
    {"long",
     "([x])",
     "x as a long: doubles are truncated, characters give their code point.",
     {+[](object_ref, object_ref x) { return make_long(to_long(x)); }}},
    {"int",
     "([x])",
     "x as a long that fits 32 bits: doubles are truncated, characters give their code point.",
     {to_int}},
    {"double", "([x])", "The number x as a double.", {+[](object_ref, object_ref x) {
       return make_double(to_double(x));
     }}},
    {"float",
     "([x])",
     "The number x as a double, rounded to what a float of 32 bits holds.",
     {+[](object_ref, object_ref x) { return make_double(static_cast<float>(to_double(x))); }}},
    {"char", "([x])", "The character with code point x.", {to_character}},
    {"even?", "([n])", "Is the integer n even?", {+[](object_ref, object_ref n) {
       return make_boolean(is_even(n, "even?"));
     }}},
    {"odd?", "([n])", "Is the integer n odd?", {+[](object_ref, object_ref n) {
       return make_boolean(!is_even(n, "odd?"));
     }}},
    {"NaN?", "([num])", "Is num not a number?", {+[](object_ref, object_ref x) {
       return make_boolean(std::isnan(to_double(x)));
     }}},
    {"infinite?", "([num])", "Is num positive or negative infinity?", {+[](object_ref, object_ref x) {
       return make_boolean(std::isinf(to_double(x)));
     }}},
    {"parse-long", "([s])", "The long that the string s writes in decimal, or nil when it writes none.", {parse_long}},
    {"parse-double", "([s])", "The double that the string s writes, or nil when it writes none.", {parse_double}},
    {"nano-time",
     "([])",
     "Nanoseconds on a clock that never goes back; only differences mean something.",
     {nanoseconds}},
};

} // namespace

native_table number_natives() { return table_of(rows); }

} // namespace jank::ns
