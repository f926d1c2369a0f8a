// format: the printf family as java.util.Formatter documents it, as far as it makes sense without Java's types.
//
//   %[index$][flags][width][.precision]conversion        flags: - left, # alternate, + sign, space, 0 zeros, , groups, ( negatives
//
//   b B boolean   h H hash   s S text   c C character   d integer   o octal   x X hexadecimal   e E scientific   f decimal
//   g G e or f   a A hexadecimal floating point   % a percent sign   n a line feed
//
// Decimal fractions are rounded half up from the shortest digits that read back as the double, as there.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/equality.hpp"
#include "object/shortest_decimal.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace jank::ns {

namespace {

struct specifier {
  std::string_view text; // all of it, for messages
  bool left{}, alternate{}, plus{}, space{}, zero{}, group{}, parentheses{}, previous{};
  std::int64_t index{}; // 1-based; 0: the next argument
  std::int64_t width{-1};
  std::int64_t precision{-1};
  char conversion{};
  bool upper{};
};

constexpr std::int64_t widest{1'000'000};

[[noreturn]] void fail(specifier const &s, std::string const &why) {
  throw_error(error_kind::illegal_argument, "format: " + why + " (in \"" + std::string{s.text} + "\")");
}

std::int64_t number_at(std::string_view format, std::size_t &at) {
  std::int64_t n{};
  while(at < format.size() && format[at] >= '0' && format[at] <= '9') {
    n = std::min(n * 10 + (format[at++] - '0'), widest + 1);
  }
  return n;
}

bool set_flag(specifier &s, char c) {
  bool *const flag{c == '-'   ? &s.left
                   : c == '#' ? &s.alternate
                   : c == '+' ? &s.plus
                   : c == ' ' ? &s.space
                   : c == '0' ? &s.zero
                   : c == ',' ? &s.group
                   : c == '(' ? &s.parentheses
                   : c == '<' ? &s.previous
                              : nullptr};
  if(!flag) { return false; }
  if(*flag) { fail(s, std::string{"the flag "} + c + " is there twice"); }
  *flag = true;
  return true;
}

// `at` is behind the percent sign, and moves behind the conversion.
specifier parse_specifier(std::string_view format, std::size_t &at) {
  specifier s{};
  std::size_t const begin{at - 1};
  s.text = format.substr(begin, 12);
  if(auto digits{at}; at < format.size() && format[at] >= '1' && format[at] <= '9') {
    auto const n{number_at(format, digits)};
    if(digits < format.size() && format[digits] == '$') {
      s.index = n;
      at = digits + 1;
    }
  }
  while(at < format.size() && set_flag(s, format[at])) { ++at; }
  if(at < format.size() && format[at] >= '1' && format[at] <= '9') { s.width = number_at(format, at); }
  if(at < format.size() && format[at] == '.') {
    auto const digits{++at};
    s.precision = number_at(format, at);
    if(at == digits) { fail(s, "there is no precision after the point"); }
  }
  if(s.width > widest || s.precision > widest) { fail(s, "the width or precision is too large"); }
  if(at == format.size()) { fail(s, "the format ends inside a conversion"); }
  char const c{format[at++]};
  s.text = format.substr(begin, at - begin);
  s.upper = c >= 'A' && c <= 'Z';
  s.conversion = s.upper ? static_cast<char>(c - 'A' + 'a') : c;
  if(std::string_view{"bhscdoxefga%n"}.find(s.conversion) == std::string_view::npos ||
     (s.upper && std::string_view{"BHSCXEGA"}.find(c) == std::string_view::npos)) {
    fail(s, std::string{"unknown conversion "} + c);
  }
  if(s.left && s.zero) { fail(s, "the flags - and 0 exclude each other"); }
  if(s.plus && s.space) { fail(s, "the flags + and space exclude each other"); }
  if((s.left || s.zero) && s.width < 0) { fail(s, "the flags - and 0 want a width"); }
  return s;
}

std::size_t characters(std::string_view text) {
  std::size_t n{};
  for(char const c : text) { n += (static_cast<unsigned char>(c) & 0xc0) != 0x80; }
  return n;
}

void to_upper(std::string &text) {
  for(char &c : text) {
    if(c >= 'a' && c <= 'z') { c = static_cast<char>(c - 'a' + 'A'); }
  }
}

void append_padded(std::string &out, specifier const &s, std::string text) {
  if(s.upper) { to_upper(text); }
  auto const length{characters(text)};
  auto const fill{s.width > static_cast<std::int64_t>(length) ? static_cast<std::size_t>(s.width) - length : 0};
  if(!s.left) { out.append(fill, ' '); }
  out += text;
  if(s.left) { out.append(fill, ' '); }
}

// The first `precision` characters.
void cut(specifier const &s, std::string &text) {
  if(s.precision < 0) { return; }
  std::size_t at{};
  for(std::int64_t i{}; i < s.precision && at < text.size(); ++i) { decode_utf8(text, at); }
  text.resize(at);
}

// Sign, groups, zeros and parentheses around digits ("123", "1.50", "1.5e+10").
void append_number(std::string &out, specifier const &s, bool negative, std::string digits, bool finite = true) {
  if(s.group && finite) {
    auto const end{std::min(digits.find_first_of(".e"), digits.size())};
    for(auto i{end}; i > 3; i -= 3) { digits.insert(i - 3, 1, ','); }
  }
  std::string const before{negative ? (s.parentheses ? "(" : "-") : s.plus ? "+" : s.space ? " " : ""};
  std::string const after{negative && s.parentheses ? ")" : ""};
  if(s.zero && finite) {
    auto const length{static_cast<std::int64_t>(before.size() + digits.size() + after.size())};
    if(s.width > length) { digits.insert(0, static_cast<std::size_t>(s.width - length), '0'); }
  }
  append_padded(out, s, before + digits + after);
}

[[noreturn]] void wrong_argument(specifier const &s, object_ref v, char const *wanted) {
  fail(s, std::string{"%"} + s.conversion + " wants " + wanted + ", but was given " + to_short_text(v));
}

bool is_decimal_text(std::string_view text) {
  auto const digits{text.substr(!text.empty() && text[0] == '-' ? 1 : 0)};
  return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

// Integers beyond 64 bits come as text: whatever prints as digits alone.
std::string integer_text(specifier const &s, object_ref v) {
  if(is_long(v)) { return std::to_string(as_long(v)); }
  std::string text;
  if(is_number(v) && !is_double(v)) { print_text(text, v); }
  if(!text.empty() && text.back() == 'N') { text.pop_back(); }
  if(!is_decimal_text(text)) { wrong_argument(s, v, "an integer"); }
  return text;
}

void format_decimal(std::string &out, specifier const &s, object_ref v) {
  if(s.precision >= 0) { fail(s, "an integer has no precision"); }
  if(s.alternate) { fail(s, "%d does not know the flag #"); }
  auto const text{integer_text(s, v)};
  bool const negative{text[0] == '-'};
  append_number(out, s, negative, text.substr(negative ? 1 : 0));
}

// Bits of a long, two's complement.
void format_bits(std::string &out, specifier const &s, object_ref v) {
  if(s.precision >= 0) { fail(s, "an integer has no precision"); }
  if(s.plus || s.space || s.group || s.parentheses) { fail(s, "%o and %x write bits, without sign and groups"); }
  if(!is_long(v)) { wrong_argument(s, v, "an integer of 64 bits"); }
  char digits[32];
  bool const octal{s.conversion == 'o'};
  auto const written{std::to_chars(digits, std::end(digits), static_cast<std::uint64_t>(as_long(v)), octal ? 8 : 16)};
  std::string text{digits, written.ptr};
  std::string const prefix{!s.alternate ? "" : octal ? "0" : "0x"};
  auto const length{static_cast<std::int64_t>(prefix.size() + text.size())};
  if(s.zero && s.width > length) { text.insert(0, static_cast<std::size_t>(s.width - length), '0'); }
  append_padded(out, s, prefix + text);
}

// Rounded half up to `count` digits, which may be none or (then it is 0) fewer.
void round_to(scientific &d, std::int64_t count) {
  if(count < 0) {
    d.digits = "0";
    d.exponent = 0;
    return;
  }
  if(count >= static_cast<std::int64_t>(d.digits.size())) { return; }
  bool carry{d.digits[static_cast<std::size_t>(count)] >= '5'};
  d.digits.resize(static_cast<std::size_t>(count));
  for(auto i{d.digits.size()}; carry && i-- > 0;) {
    carry = d.digits[i] == '9';
    d.digits[i] = carry ? '0' : static_cast<char>(d.digits[i] + 1);
  }
  if(carry) {
    d.digits.insert(d.digits.begin(), '1');
    ++d.exponent;
  } else if(d.digits.empty()) {
    d.digits = "0";
    d.exponent = 0;
  }
}

std::string fixed_text(double value, std::int64_t precision) {
  scientific d{to_scientific(value)};
  round_to(d, d.exponent + 1 + precision);
  std::string whole{"0"};
  std::string fraction;
  if(d.exponent >= 0) {
    auto const places{static_cast<std::size_t>(d.exponent) + 1};
    whole = d.digits.substr(0, std::min(places, d.digits.size()));
    whole.append(places - whole.size(), '0');
    if(d.digits.size() > places) { fraction = d.digits.substr(places); }
  } else {
    fraction = std::string(static_cast<std::size_t>(-d.exponent - 1), '0') + d.digits;
  }
  fraction.resize(static_cast<std::size_t>(precision), '0');
  return precision == 0 ? whole : whole + '.' + fraction;
}

std::string scientific_text(double value, std::int64_t precision) {
  scientific d{to_scientific(value)};
  round_to(d, precision + 1);
  if(d.digits == "0") { d.exponent = 0; }
  std::string fraction{d.digits.substr(1)};
  fraction.resize(static_cast<std::size_t>(precision), '0');
  std::string text{d.digits.substr(0, 1)};
  if(precision > 0) { text += '.' + fraction; }
  auto const magnitude{std::to_string(std::abs(d.exponent))};
  return text + (d.exponent < 0 ? "e-" : "e+") + (magnitude.size() < 2 ? "0" : "") + magnitude;
}

std::string general_text(double value, std::int64_t precision) {
  auto const digits{precision == 0 ? 1 : precision};
  if(value == 0) { return fixed_text(value, digits - 1); }
  scientific d{to_scientific(value)};
  round_to(d, digits);
  if(d.exponent >= -4 && d.exponent < digits) { return fixed_text(value, digits - 1 - d.exponent); }
  return scientific_text(value, digits - 1);
}

std::string hexadecimal_text(double value, std::int64_t precision) {
  char buffer[64];
  auto const length{precision < 0 ? std::snprintf(buffer, sizeof buffer, "%a", value)
                                  : std::snprintf(buffer, sizeof buffer, "%.*a",
                                                  static_cast<int>(std::min<std::int64_t>(precision, 13)), value)};
  std::string text{buffer, static_cast<std::size_t>(length)};
  auto const p{text.find('p')};
  if(p != std::string::npos) {
    if(text.find('.') == std::string::npos) { text.insert(p, ".0"); }
    if(auto const plus{text.find("p+")}; plus != std::string::npos) { text.erase(plus + 1, 1); }
  }
  return text;
}

void format_double(std::string &out, specifier const &s, object_ref v) {
  if(is_long(v) || !is_number(v)) { wrong_argument(s, v, "a floating point or decimal number"); }
  double const d{to_double(v)};
  double const magnitude{std::fabs(d)};
  bool const negative{std::signbit(d) && !std::isnan(d)};
  if(!std::isfinite(d)) { return append_number(out, s, negative, std::isnan(d) ? "NaN" : "Infinity", false); }
  auto const precision{s.precision < 0 ? 6 : s.precision};
  std::string digits;
  switch(s.conversion) {
  case 'f': digits = fixed_text(magnitude, precision); break;
  case 'e': digits = scientific_text(magnitude, precision); break;
  case 'g': digits = general_text(magnitude, precision); break;
  default: digits = hexadecimal_text(magnitude, s.precision);
  }
  if(s.alternate && s.conversion != 'a' && digits.find('.') == std::string::npos) {
    digits.insert(std::min(digits.find('e'), digits.size()), 1, '.');
  }
  append_number(out, s, negative, digits);
}

void format_character(std::string &out, specifier const &s, object_ref v) {
  if(s.precision >= 0) { fail(s, "a character has no precision"); }
  if(v.is_nil()) { return append_padded(out, s, "null"); }
  if(!v.is_char() && !is_long(v)) { wrong_argument(s, v, "a character or a code point"); }
  auto const code{v.is_char() ? static_cast<std::int64_t>(v.as_char()) : as_long(v)};
  if(code < 0 || code > 0x10ffff) { fail(s, "there is no character with the code point " + std::to_string(code)); }
  std::string text;
  append_utf8(text, static_cast<char32_t>(code));
  append_padded(out, s, text);
}

void format_argument(std::string &out, specifier const &s, object_ref v) {
  bool const is_numeric{std::string_view{"doxefga"}.find(s.conversion) != std::string_view::npos};
  if(!is_numeric && (s.plus || s.space || s.zero || s.group || s.parentheses || (s.alternate && s.conversion != 's'))) {
    fail(s, std::string{"%"} + s.conversion + " knows no flag but -");
  }
  if(is_numeric && v.is_nil()) { return append_padded(out, s, "null"); }
  std::string text;
  switch(s.conversion) {
  case 'd': return format_decimal(out, s, v);
  case 'o':
  case 'x': return format_bits(out, s, v);
  case 'e':
  case 'f':
  case 'g':
  case 'a': return format_double(out, s, v);
  case 'c': return format_character(out, s, v);
  case 'b': text = v.truthy() ? "true" : "false"; break;
  case 'h': {
    char digits[16];
    auto const written{std::to_chars(digits, std::end(digits), hash(v), 16)};
    text = v.is_nil() ? "null" : std::string{digits, written.ptr};
    break;
  }
  default:
    if(v.is_nil()) {
      text = "null";
    } else {
      print_str(text, v);
    }
  }
  cut(s, text);
  append_padded(out, s, text);
}

std::string formatted(std::string_view format, value_array const &args) {
  std::string out;
  std::int64_t next{};
  std::int64_t last{};
  for(std::size_t at{}; at < format.size();) {
    if(format[at] != '%') {
      auto const end{std::min(format.find('%', at), format.size())};
      out += format.substr(at, end - at);
      at = end;
      continue;
    }
    specifier const s{parse_specifier(format, ++at)};
    if(s.conversion == '%') {
      append_padded(out, s, "%");
      continue;
    }
    if(s.conversion == 'n') {
      if(s.width >= 0 || s.precision >= 0) { fail(s, "%n has neither width nor precision"); }
      out += '\n';
      continue;
    }
    auto const index{s.previous ? last : s.index > 0 ? s.index : ++next};
    if(index < 1 || index > static_cast<std::int64_t>(args.size())) {
      fail(s, s.previous && index < 1
                  ? "there is no previous argument"
                  : "there is no argument " + std::to_string(index) + ", only " + std::to_string(args.size()));
    }
    last = index;
    format_argument(out, s, args[static_cast<std::size_t>(index - 1)]);
  }
  return out;
}

object_ref format_all(object_ref, object_ref text, object_ref rest) {
  auto *const format{expect<string>(text, "format", "a string")};
  rooted<object_ref> const held{text};
  value_array const args{to_array(rest)};
  return object_ref{make_string(formatted(format->view(), args))};
}

constexpr native rows[]{
    {"format",
     "([fmt & args])",
     "The text fmt with its conversions replaced by the arguments: %d integer, %s text, %f %.2f decimal, %e "
     "scientific, %g "
     "the shorter of both, %x %o hexadecimal and octal, %c character, %b boolean, %h hash, %n line feed, %% percent "
     "sign. "
     "Between % and the letter: 2$ the number of the argument, flags (- left, + or space sign, 0 zeros, a comma for "
     "groups, "
     "( parentheses for negatives, # alternate form), width, .precision. Throws when a conversion is unknown, does not "
     "fit "
     "its argument, or has none.",
     {},
     format_all},
};

} // namespace

struct format_table : rows_of_core<rows> {};
native_table format_natives() { return table_of<format_table>(); }

} // namespace jank::ns
