// Strings and characters.

#include "reader/parser.hpp"

#include <optional>

namespace jank::reader {

namespace {

struct escape {
  char written;
  char meant;
};

constexpr escape escapes[]{
    {'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'"', '"'}, {'\\', '\\'}, {'b', '\b'}, {'f', '\f'},
};

struct named_character {
  std::string_view name;
  char32_t value;
};

constexpr named_character named_characters[]{
    {"newline", U'\n'}, {"space", U' '}, {"tab", U'\t'}, {"backspace", U'\b'}, {"formfeed", U'\f'}, {"return", U'\r'},
};

constexpr char32_t largest_octal = 0377;

bool is_high_surrogate(char32_t c) { return c >= 0xd800 && c < 0xdc00; }
bool is_low_surrogate(char32_t c) { return c >= 0xdc00 && c < 0xe000; }

// The value of all of `digits` (few, so that it fits).
std::optional<char32_t> parse_digits(std::string_view digits, unsigned radix) {
  char32_t value{};
  for(char const c : digits) {
    unsigned const digit{digit_value(c)};
    if(digit >= radix) { return std::nullopt; }
    value = value * radix + digit;
  }
  return value;
}

// The four hex digits behind \u; the cursor stands on them and is moved over them.
char32_t read_hex_escape(parser &p, position at) {
  std::string_view const digits{p.text.here, std::min<std::size_t>(4, p.text.left())};
  auto const value{parse_digits(digits, 16)};
  if(digits.size() < 4 || !value) { fail(p, at, "\\u wants four hexadecimal digits"); }
  p.text.step_over(4);
  return *value;
}

// Java writes characters beyond U+FFFF as two \u escapes; such a pair is one character.
char32_t read_unicode_escape(parser &p, position at) {
  char32_t const c{read_hex_escape(p, at)};
  if(is_high_surrogate(c) && p.text.left() > 1 && p.text.here[0] == '\\' && p.text.here[1] == 'u') {
    p.text.step_over(2);
    char32_t const low{read_hex_escape(p, at)};
    if(is_low_surrogate(low)) { return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00); }
  }
  if(is_high_surrogate(c) || is_low_surrogate(c)) { fail(p, at, "half of a surrogate pair is no character"); }
  return c;
}

char32_t read_octal_escape(parser &p, position at) {
  char32_t value{};
  for(int digits{}; digits < 3 && !p.text.done() && digit_value(*p.text.here) < 8; ++digits) {
    value = value * 8 + digit_value(*p.text.here);
    p.text.step();
  }
  if(value > largest_octal) { fail(p, at, "an octal escape goes up to \\377"); }
  return value;
}

// The cursor stands behind the backslash at `at`.
void read_escape(parser &p, std::string &out, position at) {
  char const c{*p.text.here};
  for(auto const &e : escapes) {
    if(e.written == c) {
      out += e.meant;
      p.text.step();
      return;
    }
  }
  if(c == 'u') {
    p.text.step();
    object::append_utf8(out, read_unicode_escape(p, at));
  } else if(digit_value(c) < 8) {
    object::append_utf8(out, read_octal_escape(p, at));
  } else {
    std::string_view const rest{p.text.here, p.text.left()};
    std::size_t end{};
    object::decode_utf8(rest, end);
    fail(p, at, "unknown escape \\" + std::string{rest.substr(0, end)} + " in a string",
         R"(there are \n \t \r \" \\ \b \f \uXXXX and octal \NNN)");
  }
}

// The character that `name` (without the backslash) stands for.
char32_t named_by(parser const &p, std::string_view name, position at) {
  std::size_t end{};
  char32_t const only{object::decode_utf8(name, end)};
  if(end == name.size()) { return only; }
  for(auto const &known : named_characters) {
    if(known.name == name) { return known.value; }
  }
  if(only == U'u' && name.size() == 5) {
    if(auto const value{parse_digits(name.substr(1), 16)}) {
      if(is_high_surrogate(*value) || is_low_surrogate(*value)) {
        fail(p, at, "half of a surrogate pair is no character");
      }
      return *value;
    }
  }
  if(only == U'o' && name.size() <= 4) {
    if(auto const value{parse_digits(name.substr(1), 8)}) {
      if(*value > largest_octal) { fail(p, at, "an octal character goes up to \\o377"); }
      return *value;
    }
  }
  fail(p, at, "unknown character name \\" + std::string{name},
       R"(there are \newline \space \tab \backspace \formfeed \return \uXXXX \oNNN and single characters)");
}

} // namespace

bool is_utf8(std::string_view text) {
  for(std::size_t at{}; at < text.size();) {
    std::size_t const begin{at};
    if(object::decode_utf8(text, at) == 0xfffd && text.substr(begin, at - begin) != "\xef\xbf\xbd") { return false; }
  }
  return true;
}

item read_string(parser &p, position start) {
  p.text.step();
  // Most strings have no escapes: their bytes are taken from the text as they are.
  std::string unescaped;
  char const *plain{p.text.here};
  bool ascii{true};
  for(; !p.text.sees('"'); p.text.step()) {
    while(p.text.sees('\\')) {
      position const at{p.text.at};
      unescaped.append(plain, p.text.here);
      p.text.step();
      if(p.text.done()) { break; }
      read_escape(p, unescaped, at);
      plain = p.text.here;
    }
    if(p.text.sees('"')) { break; }
    if(p.text.done()) {
      fail_incomplete(p, start, "string opened at " + line_and_column(start) + " is never closed",
                      "add \" where it ends");
    }
    ascii = ascii && static_cast<unsigned char>(*p.text.here) < 0x80;
  }
  std::string_view bytes{plain, static_cast<std::size_t>(p.text.here - plain)};
  if(!unescaped.empty()) { bytes = unescaped.append(bytes); }
  if(!ascii && !is_utf8(bytes)) { fail(p, start, "the text of this string is not UTF-8", "save the file as UTF-8"); }
  p.text.step();
  return {item_kind::form, p.place(object::make_string(bytes), start)};
}

item read_character(parser &p, position start) {
  p.text.step();
  if(p.text.done()) {
    fail_incomplete(p, start, "the text ends after \\", "write the character, or a name such as \\newline");
  }
  char const *const begin{p.text.here};
  // The first character belongs to the literal whatever it is.
  p.text.step();
  while(!p.text.done() && (static_cast<unsigned char>(*p.text.here) & 0xc0) == 0x80) { p.text.step(); }
  while(!p.text.done() && !is_class(*p.text.here, class_ends_token)) { p.text.step(); }
  std::string_view const name{begin, static_cast<std::size_t>(p.text.here - begin)};
  if(!is_utf8(name)) { fail(p, start, "the text is not UTF-8 here", "save the file as UTF-8"); }
  return {item_kind::form, object::make_char(named_by(p, name, start))};
}

} // namespace jank::reader
