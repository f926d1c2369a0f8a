// Conversions from one kind of number to another; out of range they throw.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/big_decimal.hpp"
#include "object/detail/number_tower.hpp"
#include "object/ratio.hpp"

#include <cmath>
#include <limits>

namespace jank::ns {

namespace {

[[noreturn]] void throw_out_of_range(char const *type, object_ref x) {
  throw_error(error_kind::illegal_argument, std::string{"value out of range for "} + type + ": " + to_short_text(x));
}

struct integer_type {
  char const *name;
  std::int64_t least, greatest;
};
template <typename T> constexpr integer_type integer_of(char const *name) {
  return {name, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()};
}
constexpr integer_type byte_type{integer_of<std::int8_t>("byte (8 bits)")};
constexpr integer_type short_type{integer_of<std::int16_t>("short (16 bits)")};
constexpr integer_type int_type{integer_of<std::int32_t>("int (32 bits)")};

template <integer_type const &Type> object_ref to_integer(object_ref, object_ref x) {
  std::int64_t const n{to_long(x)};
  if(n < Type.least || n > Type.greatest) { throw_out_of_range(Type.name, x); }
  return make_long(n);
}

object_ref number_only(object_ref, object_ref x) {
  if(!is_number(x)) { throw_wrong_argument("num", "a number", x); }
  return x;
}

object_ref to_float(object_ref, object_ref x) {
  auto const d{to_double(x)};
  if(std::fabs(d) > static_cast<double>(std::numeric_limits<float>::max())) { throw_out_of_range("float", x); }
  return make_double(static_cast<double>(static_cast<float>(d)));
}

object_ref to_character(object_ref, object_ref x) {
  if(x.is_char()) { return x; }
  std::int64_t const n{to_long(x)};
  bool const is_surrogate{n >= 0xD800 && n <= 0xDFFF};
  if(n < 0 || n > 0x10FFFF || is_surrogate) { throw_out_of_range("char (a Unicode code point)", x); }
  return make_char(static_cast<char32_t>(n));
}

[[noreturn]] void throw_no_number_in(object_ref text, char const *what) {
  throw_error(error_kind::illegal_argument, to_short_text(text) + " does not write " + what);
}

big_integer *to_big_integer(object_ref x, char const *function) {
  if(is_long(x)) { return make_big(as_long(x)); }
  if(is_double(x)) { return truncate_decimal(double_to_decimal(as_double(x))); }
  if(is_number(x)) { return truncate_wide(x); }
  if(!is<string>(x)) { throw_wrong_argument(function, "a number or a string", x); }
  auto text{cast<string>(x)->view()};
  bool const negative{text.starts_with('-')};
  if(negative || text.starts_with('+')) { text.remove_prefix(1); }
  auto *const n{parse_big(text, 10, negative)};
  if(n == nullptr) { throw_no_number_in(x, "an integer"); }
  return n;
}

object_ref to_bigint(object_ref, object_ref x) {
  auto *const n{to_big_integer(x, "bigint")};
  return n->plain ? add_big(n, make_big(0)) : n;
}

object_ref to_biginteger(object_ref, object_ref x) { return make_plain(to_big_integer(x, "biginteger")); }

object_ref to_bigdec(object_ref, object_ref x) {
  if(is_decimal(x)) { return x; }
  if(is_long(x)) { return make_decimal(make_big(as_long(x))); }
  if(is_double(x)) { return double_to_decimal(as_double(x)); }
  if(is_big(x)) { return make_decimal(cast<big_integer>(x)); }
  if(is_ratio(x)) {
    auto const *const r{cast<ratio>(x)};
    return divide_decimal(make_decimal(r->numerator), make_decimal(r->denominator), current_math_context());
  }
  auto *const d{parse_decimal(expect<string>(x, "bigdec", "a number or a string")->view())};
  if(d == nullptr) { throw_no_number_in(x, "a decimal number"); }
  return d;
}

object_ref to_rational(object_ref, object_ref x) {
  if(is_double(x)) { return decimal_to_rational(double_to_decimal(as_double(x))); }
  if(is_decimal(x)) { return decimal_to_rational(cast<big_decimal>(x)); }
  if(!is_number(x)) { throw_wrong_argument("rationalize", "a number", x); }
  return x;
}

constexpr native rows[]{
    {"num", "([x])", "x, which must be a number.", {number_only}},
    {"long",
     "([x])",
     "x as a long: what is not whole is truncated, characters give their code point.",
     {+[](object_ref, object_ref x) { return make_long(to_long(x)); }}},
    {"int",
     "([x])",
     "x as a long that fits 32 bits: what is not whole is truncated, characters give their code point.",
     {to_integer<int_type>}},
    {"short", "([x])", "x as a long that fits 16 bits: what is not whole is truncated.", {to_integer<short_type>}},
    {"byte", "([x])", "x as a long that fits 8 bits: what is not whole is truncated.", {to_integer<byte_type>}},
    {"double", "([x])", "The number x as a double.", {+[](object_ref, object_ref x) {
       return make_double(to_double(x));
     }}},
    {"float", "([x])", "The number x as a double, rounded to what a float of 32 bits holds.", {to_float}},
    {"char", "([x])", "The character with code point x.", {to_character}},
    {"bigint",
     "([x])",
     "x as a big integer: a number, of which what is not whole is truncated, or a string that writes one.",
     {to_bigint}},
    {"biginteger", "([x])", "As bigint, but the result prints without N.", {to_biginteger}},
    {"bigdec",
     "([x])",
     "x as a big decimal: a number, or a string that writes one. A double gives the decimal it prints as; a ratio "
     "without "
     "a finite one throws outside of with-precision.",
     {to_bigdec}},
    {"rationalize",
     "([num])",
     "num as an exact fraction: a double or big decimal gives the ratio or big integer it prints as, others "
     "themselves.",
     {to_rational}},
    {"numerator", "([r])", "The number above the line of the ratio r.", {+[](object_ref, object_ref r) {
       return object_ref{make_plain(expect<ratio>(r, "numerator", "a ratio")->numerator)};
     }}},
    {"denominator", "([r])", "The number below the line of the ratio r.", {+[](object_ref, object_ref r) {
       return object_ref{make_plain(expect<ratio>(r, "denominator", "a ratio")->denominator)};
     }}},
};

} // namespace

struct cast_table : rows_of_core<rows> {};
native_table cast_natives() { return table_of<cast_table>(); }

} // namespace jank::ns
