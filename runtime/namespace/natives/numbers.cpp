// Numbers out of text, properties of numbers.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/big_integer.hpp"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <limits>

#ifdef __EMSCRIPTEN__
#include <emscripten/emscripten.h>
#else
#include <chrono>
#endif

namespace jank::ns {

namespace {

bool is_even(object_ref x, char const *function) {
  if(is_big(x)) { return !is_odd_big(cast<big_integer>(x)); }
  return (expect_long(x, function) & 1) == 0;
}

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

// digits [. digits] [e [+-] digits] [f F d D], with digits before the point or behind it
bool is_decimal_double(std::string_view t) {
  auto const digits{[&t] {
    std::size_t n{};
    while(n < t.size() && t[n] >= '0' && t[n] <= '9') { ++n; }
    t.remove_prefix(n);
    return n;
  }};
  auto count{digits()};
  if(t.starts_with('.')) {
    t.remove_prefix(1);
    count += digits();
  }
  if(count == 0) { return false; }
  if(t.starts_with('e') || t.starts_with('E')) {
    t.remove_prefix(t.size() > 1 && (t[1] == '+' || t[1] == '-') ? 2 : 1);
    if(digits() == 0) { return false; }
  }
  return t.empty() || (t.size() == 1 && std::string_view{"fFdD"}.find(t[0]) != std::string_view::npos);
}

object_ref parse_double(object_ref, object_ref s) {
  std::string_view text{text_to_parse(s, "parse-double")};
  auto const is_space{[](char c) { return static_cast<unsigned char>(c) <= ' '; }};
  while(!text.empty() && is_space(text.front())) { text.remove_prefix(1); }
  while(!text.empty() && is_space(text.back())) { text.remove_suffix(1); }
  bool const negative{text.starts_with('-')};
  if(negative || text.starts_with('+')) { text.remove_prefix(1); }
  double d{};
  if(text == "NaN") {
    d = std::numeric_limits<double>::quiet_NaN();
  } else if(text == "Infinity") {
    d = std::numeric_limits<double>::infinity();
  } else if(is_decimal_double(text)) {
    d = std::strtod(std::string{text}.c_str(), nullptr);
  } else {
    return nil;
  }
  return make_double(negative ? -d : d);
}

object_ref parse_boolean(object_ref, object_ref s) {
  auto const text{text_to_parse(s, "parse-boolean")};
  return text == "true" ? jank_true : text == "false" ? jank_false : nil;
}

object_ref nanoseconds(object_ref) {
#ifdef __EMSCRIPTEN__
  // What the C++ library would ask in the end, without the code for its other clocks.
  return make_long(static_cast<std::int64_t>(emscripten_get_now() * 1e6));
#else
  auto const now{std::chrono::steady_clock::now().time_since_epoch()};
  return make_long(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
#endif
}

constexpr native rows[]{
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
    {"parse-boolean", "([s])", "The boolean that the string s writes, \"true\" or \"false\", or nil.", {parse_boolean}},
    {"nano-time",
     "([])",
     "Nanoseconds on a clock that never goes back; only differences mean something.",
     {nanoseconds}},
};

} // namespace

struct number_table : rows_of_core<rows> {};
native_table number_natives() { return table_of<number_table>(); }

} // namespace jank::ns
