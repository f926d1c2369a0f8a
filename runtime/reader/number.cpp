// Numbers, and the symbolic values ##Inf ##-Inf ##NaN.

#include "object/number.hpp"

#include "reader/number_syntax.hpp"
#include "reader/parser.hpp"

#include <cstdlib>
#include <limits>

namespace jank::reader {

namespace {

object_ref make_long(std::string_view, number_syntax const &n) { return object::make_long(n.value); }
object_ref make_double(std::string_view token, number_syntax const &) {
  return object::make_double(std::strtod(std::string{token}.c_str(), nullptr));
}

// What numbers of a kind become. A kind without a value type has no `make`.
struct number_row {
  number_kind what;
  object_ref (*make)(std::string_view token, number_syntax const &);
  char const *name;
  char const *instead;
};

constexpr number_row number_rows[]{
    {number_kind::long_integer, make_long, "longs", nullptr},
    {number_kind::double_float, make_double, "doubles", nullptr},
    {number_kind::big_integer, nullptr, "integers beyond 64 bits",
     "longs go from -9223372036854775808 to 9223372036854775807"},
    {number_kind::ratio, nullptr, "ratios", "write a double, or a call of /"},
    {number_kind::big_decimal, nullptr, "big decimals", "write a double, without the M"},
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
    if(row.what != n.what) { continue; }
    if(row.make != nullptr) { return {item_kind::form, p.place(row.make(token, n), start)}; }
    if(p.discarding > 0) { return {item_kind::form}; }
    fail(p, start, std::string{row.name} + " are not supported: " + std::string{token}, row.instead);
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
