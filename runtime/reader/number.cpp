// Numbers, and the symbolic values ##Inf ##-Inf ##NaN.

#include "object/number.hpp"
#include "object/big_decimal.hpp"
#include "object/ratio.hpp"
#include "reader/characters.hpp"
#include "reader/number_syntax.hpp"
#include "reader/parser.hpp"

#include <cstdlib>
#include <limits>

namespace jank::reader {

namespace {

// Within what big decimals can hold (object/big_decimal.hpp), whatever digits stand before.
constexpr long long largest_exponent = 500'000'000;

// The digits of an integer token and their radix.
struct integer_text {
  std::string_view digits;
  unsigned radix;
  bool negative;
};

integer_text digits_of(std::string_view token) {
  bool const negative{token.starts_with('-')};
  if(negative || token.starts_with('+')) { token.remove_prefix(1); }
  auto const r{token.find_first_of("rR")};
  if(r != std::string_view::npos) {
    unsigned radix{};
    for(char const c : token.substr(0, r)) { radix = radix * 10 + digit_value(c); }
    return {token.substr(r + 1), radix, negative};
  }
  if(token.ends_with('N')) { token.remove_suffix(1); }
  if(token.starts_with("0x") || token.starts_with("0X")) { return {token.substr(2), 16, negative}; }
  bool const octal{token.size() > 1 && token.front() == '0'};
  return {token, octal ? 8u : 10u, negative};
}

object_ref make_long(parser &, std::string_view, number_syntax const &n, position) {
  return object::make_long(n.value);
}

object_ref make_double(parser &, std::string_view token, number_syntax const &, position) {
  return object::make_double(std::strtod(std::string{token}.c_str(), nullptr));
}

object_ref make_big(parser &, std::string_view token, number_syntax const &, position) {
  auto const [digits, radix, negative]{digits_of(token)};
  return object::parse_big(digits, radix, negative);
}

object_ref make_ratio(parser &p, std::string_view token, number_syntax const &, position start) {
  auto const slash{token.find('/')};
  bool const negative{token.starts_with('-')};
  auto const numerator{token.substr(0, slash).substr(negative || token.starts_with('+') ? 1 : 0)};
  auto *const n{object::parse_big(numerator, 10, negative)};
  auto *const d{object::parse_big(token.substr(slash + 1), 10, false)};
  if(object::is_zero_big(d)) {
    fail(p, start, "Divide by zero: the denominator of `" + std::string{token} + "` is 0", "write another denominator");
  }
  auto const value{object::divide_integers(n, d)};
  return object::is_big(value) ? object::reduce_big(object::cast<object::big_integer>(value)) : value;
}

object_ref make_decimal(parser &p, std::string_view token, number_syntax const &, position start) {
  auto const e{token.find_first_of("eE")};
  if(e != std::string_view::npos) {
    auto const exponent{std::strtoll(std::string{token.substr(e + 1)}.c_str(), nullptr, 10)};
    if(exponent < -largest_exponent || exponent > largest_exponent) {
      fail(p, start, "the exponent of `" + std::string{token} + "` is out of range",
           "exponents of big decimals go from -500000000 to 500000000");
    }
  }
  return object::parse_decimal(token.substr(0, token.size() - 1));
}

// What numbers of a kind become.
struct number_row {
  number_kind what;
  object_ref (*make)(parser &p, std::string_view token, number_syntax const &n, position start);
};

constexpr number_row number_rows[]{
    {number_kind::long_integer, make_long},   {number_kind::double_float, make_double},
    {number_kind::big_integer, make_big},     {number_kind::ratio, make_ratio},
    {number_kind::big_decimal, make_decimal},
};

struct symbolic_value {
  std::string_view name;
  double value;
};

constexpr symbolic_value symbolic_values[]{
    {"Inf", std::numeric_limits<double>::infinity()},
    {"-Inf", -std::numeric_limits<double>::infinity()},
    {"NaN", std::numeric_limits<double>::quiet_NaN()},
};

} // namespace

item read_number(parser &p, position start) {
  char const *const begin{p.text.here};
  while(!p.text.done() && !is_class(*p.text.here, class_ends_number)) { p.text.step(); }
  std::string_view const token{begin, static_cast<std::size_t>(p.text.here - begin)};
  number_syntax const n{classify_number(token)};
  for(auto const &row : number_rows) {
    if(row.what == n.what) { return {item_kind::form, p.place(row.make(p, token, n, start), start)}; }
  }
  fail(p, start, "invalid number `" + std::string{token} + "`", n.why_invalid == nullptr ? "" : n.why_invalid);
}

item read_sign(parser &p, position start) {
  bool const number{p.text.left() > 1 && is_class(p.text.here[1], class_digit)};
  return number ? read_number(p, start) : read_token(p, start);
}

item read_symbolic_value(parser &p, position start) {
  p.text.step_over(2);
  std::string_view const name{scan_token(p)};
  for(auto const &known : symbolic_values) {
    if(known.name == name) { return {item_kind::form, p.place(object::make_double(known.value), start)}; }
  }
  if(name.empty() && p.text.done()) { fail_incomplete(p, start, "the text ends after ##"); }
  fail(p, start, "unknown symbolic value `##" + std::string{name} + "`", "there are ##Inf, ##-Inf and ##NaN");
}

} // namespace jank::reader
