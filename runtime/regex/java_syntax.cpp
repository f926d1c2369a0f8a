#include "regex/java_syntax.hpp"

#include "object/string.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace jank::regex {

using object::regex_failure;

namespace {

struct property {
  std::string_view java;
  std::string_view content; // of a class of PCRE2
};

// Those of ASCII and those of java.lang.Character; binary properties, categories and scripts of Unicode have their own names (Is...).
constexpr property properties[]{
    {"Lower", "a-z"},
    {"Upper", "A-Z"},
    {"ASCII", "\\x00-\\x7f"},
    {"Alpha", "a-zA-Z"},
    {"Digit", "0-9"},
    {"Alnum", "a-zA-Z0-9"},
    {"Punct", "!-\\/:-@\\[-`{-~"},
    {"Graph", "!-~"},
    {"Print", "\\x20-~"},
    {"Blank", "\\x20\\t"},
    {"Cntrl", "\\x00-\\x1f\\x7f"},
    {"XDigit", "0-9a-fA-F"},
    {"Space", "\\x20\\t-\\r"},
    {"javaLowerCase", "\\p{Lowercase}"},
    {"javaUpperCase", "\\p{Uppercase}"},
    {"javaTitleCase", "\\p{Lt}"},
    {"javaAlphabetic", "\\p{Alphabetic}"},
    {"javaLetter", "\\p{L}"},
    {"javaDigit", "\\p{Nd}"},
    {"javaLetterOrDigit", "\\p{L}\\p{Nd}"},
    {"javaWhitespace", "\\p{Z}\\x09-\\x0d\\x1c-\\x1f"},
    {"javaSpaceChar", "\\p{Z}"},
    {"javaISOControl", "\\p{Cc}"},
    {"IsLetter", "\\p{L}"},
    {"IsDigit", "\\p{Nd}"},
    {"IsPunctuation", "\\p{P}"},
    {"IsControl", "\\p{Cc}"},
    {"IsTitlecase", "\\p{Lt}"},
    {"IsAssigned", "\\P{Cn}"},
    {"L1", "\\x00-\\xff"},
    {"all", "\\x{0}-\\x{10ffff}"},
};

constexpr std::string_view letters_of_escapes{"aAbBcdDefGhHknNpPrRsStuvVwWxXzZQE0123456789"};
constexpr std::string_view flags_of_java{"idmsuxU-"};
constexpr std::string_view class_special{"\\]^-[&#"};

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
unsigned digit_of(char c) {
  if(c >= '0' && c <= '9') { return static_cast<unsigned>(c - '0'); }
  if(c >= 'a' && c <= 'f') { return static_cast<unsigned>(c - 'a') + 10; }
  if(c >= 'A' && c <= 'F') { return static_cast<unsigned>(c - 'A') + 10; }
  return 99;
}

std::string code_point(unsigned c) {
  char text[16];
  std::snprintf(text, sizeof text, "\\x{%x}", c);
  return text;
}

class translator {
public:
  explicit translator(std::string_view java) : java_{java} {}

  translation run() {
    while(!done()) { element(); }
    return std::move(result_);
  }

private:
  bool done() const { return at_ == java_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < java_.size() ? java_[at_ + ahead] : '\0'; }
  bool sees(std::string_view text) const { return java_.substr(at_).starts_with(text); }
  [[noreturn]] static void fail(std::size_t at, std::string message) { throw regex_failure{at, std::move(message)}; }

  void put(std::string_view text, std::size_t origin) {
    result_.pattern += text;
    result_.origin.resize(result_.pattern.size(), static_cast<std::uint32_t>(origin));
  }

  // One character, of any number of bytes.
  std::string_view take_character() {
    std::size_t const begin{at_};
    object::decode_utf8(java_, at_);
    return java_.substr(begin, at_ - begin);
  }

  void element() {
    std::size_t const start{at_};
    switch(peek()) {
    case '\\': put(escape(false), start); return;
    case '[': put(character_class(), start); return;
    case '(': group(); return;
    case ')':
      if(comments_.size() > 1) { comments_.pop_back(); }
      break;
    case '#':
      if(!comments_.back()) { break; }
      while(!done() && peek() != '\n') { ++at_; }
      return;
    default: break;
    }
    put(take_character(), start);
  }

  void group() {
    std::size_t const start{at_++};
    if(peek() == '*') { fail(at_, "nothing stands before the quantifier *"); }
    if(peek() != '?') {
      comments_.push_back(comments_.back());
      put("(", start);
      return;
    }
    ++at_;
    if(sees(":") || sees("=") || sees("!") || sees(">") || sees("<")) {
      comments_.push_back(comments_.back());
      put("(?", start);
      put(java_.substr(at_, 1), at_);
      ++at_;
      return;
    }
    flags(start);
  }

  // (?flags) and (?flags:
  void flags(std::size_t start) {
    std::string on;
    std::string off;
    bool negative{};
    bool comments{comments_.back()};
    for(; !done() && flags_of_java.find(peek()) != std::string_view::npos; ++at_) {
      char const c{peek()};
      if(c == '-') {
        negative = true;
      } else if(c == 'U') {
        result_.unicode_classes = result_.unicode_classes || !negative;
      } else if(c != 'u' && c != 'd') {
        (negative ? off : on) += c;
        if(c == 'x') { comments = !negative; }
      }
    }
    if(peek() != ':' && peek() != ')') {
      fail(at_, "unknown group or flag (?" + std::string{java_.substr(start + 2, at_ - start - 1)});
    }
    bool const scoped{peek() == ':'};
    ++at_;
    if(scoped) {
      comments_.push_back(comments);
    } else {
      comments_.back() = comments;
    }
    if(on.empty() && off.empty() && !scoped) { return; }
    put("(?" + on + (off.empty() ? "" : "-" + off) + (scoped ? ":" : ")"), start);
  }

  // The escape that begins here, in or outside of a class. In a class what is no part of a plain class is left in `nested_`.
  std::string escape(bool in_class) {
    std::size_t const start{at_++};
    if(done()) { fail(start, "a backslash stands at the end"); }
    char const c{peek()};
    if(!is_alphanumeric(c)) {
      std::string_view const character{take_character()};
      return (character.size() == 1 ? "\\" : "") + std::string{character};
    }
    if(letters_of_escapes.find(c) == std::string_view::npos) { fail(start, std::string{"unknown escape \\"} + c); }
    ++at_;
    switch(c) {
    case 'Q': return quotation();
    case 'E': return {};
    case 'u': return unicode(start);
    case '0': return octal(start);
    case 'x': return hexadecimal(start);
    case 'p':
    case 'P': return property_class(start, c == 'P', in_class);
    case 'c':
      if(done()) { fail(start, "\\c wants a character"); }
      return code_point(static_cast<unsigned>(static_cast<unsigned char>(java_[at_++])) ^ 64u);
    case 'N': fail(start, "names of characters, \\N{...}, are not supported");
    case 'b':
      if(peek() == '{') { fail(start, "boundaries of grapheme clusters, \\b{g}, are not supported"); }
      break;
    default: break;
    }
    if(in_class && std::string_view{"aefhHnrstSdDvVwW"}.find(c) == std::string_view::npos) {
      fail(start, std::string{"\\"} + c + " means nothing inside a class");
    }
    return {'\\', c};
  }

  std::string quotation() {
    std::string literal;
    while(!done() && !sees("\\E")) {
      std::string_view const character{take_character()};
      if(character.size() == 1 && !is_alphanumeric(character[0])) { literal += '\\'; }
      literal += character;
    }
    if(!done()) { at_ += 2; }
    return literal;
  }

  std::optional<unsigned> digits(std::size_t count, unsigned radix) {
    unsigned value{};
    for(std::size_t i{}; i < count; ++i) {
      unsigned const digit{digit_of(peek(i))};
      if(digit >= radix) { return std::nullopt; }
      value = value * radix + digit;
    }
    at_ += count;
    return value;
  }

  std::string unicode(std::size_t start) {
    auto const high{digits(4, 16)};
    if(!high) { fail(start, "\\u wants four hexadecimal digits"); }
    if(*high >= 0xd800 && *high < 0xdc00 && sees("\\u")) {
      at_ += 2;
      auto const low{digits(4, 16)};
      if(low && *low >= 0xdc00 && *low < 0xe000) {
        return code_point(0x10000 + ((*high - 0xd800) << 10) + (*low - 0xdc00));
      }
    }
    if(*high >= 0xd800 && *high < 0xe000) { fail(start, "half of a surrogate pair is no character"); }
    return code_point(*high);
  }

  std::string octal(std::size_t start) {
    std::size_t count{};
    while(count < 3 && digit_of(peek(count)) < 8) { ++count; }
    if(count == 3 && digit_of(peek()) > 3) { count = 2; }
    if(count == 0) { fail(start, "\\0 wants octal digits"); }
    return code_point(*digits(count, 8));
  }

  std::string hexadecimal(std::size_t start) {
    if(peek() != '{') {
      auto const value{digits(2, 16)};
      if(!value) { fail(start, "\\x wants two hexadecimal digits, or more in braces"); }
      return code_point(*value);
    }
    auto const end{java_.find('}', at_)};
    if(end == std::string_view::npos || end - at_ > 9 || end == at_ + 1) { fail(start, "\\x{ is never closed"); }
    ++at_;
    auto const value{digits(end - at_, 16)};
    if(!value || *value > 0x10ffff || (*value >= 0xd800 && *value < 0xe000)) {
      fail(start, "\\x{...} wants the hexadecimal code point of a character");
    }
    at_ = end + 1;
    return code_point(*value);
  }

  std::string property_class(std::size_t start, bool negative, bool in_class) {
    std::string_view name{java_.substr(at_, 1)};
    if(peek() == '{') {
      auto const end{java_.find('}', at_)};
      if(end == std::string_view::npos) { fail(start, "the name of the property is never closed with }"); }
      name = java_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
    } else if(!done()) {
      ++at_;
    }
    if(name.starts_with('^')) {
      negative = !negative;
      name.remove_prefix(1);
    }
    if(name.empty()) { fail(start, "\\p wants the name of a property"); }
    for(auto const &known : properties) {
      if(known.java != name) { continue; }
      if(in_class && !negative) { return std::string{known.content}; }
      std::string const matching{(negative ? "[^" : "[") + std::string{known.content} + "]"};
      if(!in_class) { return matching; }
      nested_.back().push_back(matching);
      return {};
    }
    if(name.starts_with("In") || name.starts_with("blk=") || name.starts_with("block=")) {
      fail(start, "blocks such as \\p{InGreek} are not supported; scripts are: \\p{IsGreek}");
    }
    if(auto const equals{name.find('=')}; equals != std::string_view::npos) {
      name = name.substr(equals + 1);
    } else if(name.starts_with("Is")) {
      name = name.substr(2);
    }
    return (negative ? "\\P{" : "\\p{") + std::string{name} + "}";
  }

  // One that matches the character that one of `body` (the inside of a plain class) and `others` matches.
  static std::string any_of(std::string const &body, std::vector<std::string> const &others) {
    if(others.empty()) { return "[" + body + "]"; }
    if(body.empty() && others.size() == 1) { return others[0]; }
    std::string all{"(?:"};
    if(!body.empty()) { all += "[" + body + "]|"; }
    for(std::string const &other : others) { all += other + "|"; }
    all.back() = ')';
    return all;
  }

  std::string character_class() {
    std::size_t const start{at_++};
    if(nested_.size() > deepest_class) { fail(start, "classes are nested too deep"); }
    bool const negative{peek() == '^'};
    if(negative) { ++at_; }
    std::vector<std::string> operands; // of &&
    std::string body;
    nested_.emplace_back();
    auto const end_operand{[&] {
      if(body.empty() && nested_.back().empty()) { return; }
      operands.push_back(any_of(body, nested_.back()));
      body.clear();
      nested_.back().clear();
    }};
    for(bool first{true};; first = false) {
      if(done()) { fail(start, "the class [ is never closed"); }
      std::size_t const here{at_};
      if(peek() == ']' && !first) { break; }
      if(sees("&&")) {
        at_ += 2;
        end_operand();
      } else if(peek() == '[') {
        // Before `back` is asked: the inner class makes an entry of its own, which may move them all.
        std::string inner{character_class()};
        nested_.back().push_back(std::move(inner));
      } else if(peek() == '\\') {
        body += escape(true);
      } else if(comments_.back() && std::string_view{" \t\n\r\f\v"}.find(peek()) != std::string_view::npos) {
        ++at_;
      } else {
        std::string_view const character{take_character()};
        bool const plain_dash{character == "-" && here != start + 1 && peek() != ']'};
        if(!plain_dash && class_special.find(character) != std::string_view::npos) { body += '\\'; }
        body += character;
      }
    }
    ++at_;
    bool const plain{operands.empty() && nested_.back().empty()};
    std::string const only_body{body};
    end_operand();
    nested_.pop_back();
    if(operands.empty()) { fail(start, "the class is empty"); }
    if(plain) { return (negative ? "[^" : "[") + only_body + "]"; }
    std::string all{operands.back()};
    for(std::size_t i{}; i + 1 < operands.size(); ++i) { all = "(?:(?=" + operands[i] + ")" + all + ")"; }
    return negative ? "(?:(?!" + all + ")(?s:.))" : all;
  }

  static constexpr std::size_t deepest_class{50};

  std::string_view java_;
  std::size_t at_{};
  translation result_;
  std::vector<bool> comments_{false};              // (?x), by the groups that are open
  std::vector<std::vector<std::string>> nested_{}; // of the classes that are open: what is no part of a plain class
};

} // namespace

translation from_java(std::string_view pattern) { return translator{pattern}.run(); }

} // namespace jank::regex
