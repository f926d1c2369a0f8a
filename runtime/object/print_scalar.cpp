#include "object/print.hpp"

#include "object/shortest_decimal.hpp"
#include "object/string.hpp"

#include <bit>
#include <cmath>
#include <string_view>

namespace jank::object {

namespace {

struct named_char {
  char32_t c;
  char const *name;
};
constexpr named_char char_names[]{
    {'\n', "newline"}, {' ', "space"}, {'\t', "tab"}, {'\b', "backspace"}, {'\f', "formfeed"}, {'\r', "return"},
};

struct escape {
  char c;
  char letter;
};
constexpr escape string_escapes[]{
    {'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}, {'\f', 'f'}, {'\b', 'b'},
};

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0); }
bool is_surrogate(char32_t c) { return c >= 0xd800 && c <= 0xdfff; }

void append_unicode_escape(std::string &out, char32_t c) {
  out += "\\u";
  for(int shift{12}; shift >= 0; shift -= 4) { out += "0123456789abcdef"[(c >> shift) & 0xf]; }
}

} // namespace

// Java's rule, which Clojure's printer follows: plain from 10^-3 up to 10^7, else with an exponent; always a
// fraction.
void append_double(std::string &out, double d) {
  if(std::isnan(d)) {
    out += "##NaN";
    return;
  }
  if(std::isinf(d)) {
    out += d < 0 ? "##-Inf" : "##Inf";
    return;
  }
  auto [digits, exponent]{to_scientific(d)};
  // One digit is written as two, and Java takes the nearest two: that is not d.0 where the steps are coarse, just above zero.
  if(digits.size() == 1 && std::fabs(d) < 1e-321 && d != 0) {
    auto const steps{std::bit_cast<std::uint64_t>(std::fabs(d))};
    constexpr double step{4.940656458412465}; // 10^-324
    auto nearest{static_cast<double>(steps) * step * 10};
    for(exponent = -324; nearest >= 99.5; ++exponent) { nearest /= 10; }
    digits = std::to_string(static_cast<int>(std::lround(nearest)));
  }

  if(std::signbit(d)) { out += '-'; }
  bool const plain{d == 0 || (exponent >= -3 && exponent < 7)};
  if(plain && exponent < 0) {
    out.append("0.").append(static_cast<std::size_t>(-exponent - 1), '0').append(digits);
    return;
  }
  auto const whole{plain ? static_cast<std::size_t>(exponent) + 1 : 1};
  if(digits.size() < whole + 1) { digits.append(whole + 1 - digits.size(), '0'); }
  out.append(digits, 0, whole).append(".").append(digits, whole);
  if(!plain) { out.append("E").append(std::to_string(exponent)); }
}

void append_readable_char(std::string &out, char32_t c) {
  for(auto const &named : char_names) {
    if(named.c == c) {
      out.append("\\").append(named.name);
      return;
    }
  }
  if(is_control(c) || is_surrogate(c)) {
    append_unicode_escape(out, c);
    return;
  }
  out += '\\';
  append_utf8(out, c);
}

void append_readable_string(std::string &out, std::string_view s) {
  out += '"';
  for(char const c : s) {
    bool escaped{};
    for(auto const &known : string_escapes) {
      if(known.c == c) {
        out.append("\\").append(1, known.letter);
        escaped = true;
      }
    }
    if(escaped) { continue; }
    auto const byte{static_cast<unsigned char>(c)};
    if(byte < 0x20 || byte == 0x7f) {
      append_unicode_escape(out, byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

} // namespace jank::object
