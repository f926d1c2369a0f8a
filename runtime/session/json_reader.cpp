#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "session/json.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string>
#include <vector>

namespace jank::session {

using namespace object;

namespace {

constexpr int deepest{64};

// Emitted code does not run meanwhile, so nothing is collected.
class json_reader {
public:
  explicit json_reader(std::string_view text) : text_{text} {}

  object_ref whole() {
    object_ref const v{value(0)};
    skip_blanks();
    if(at_ != text_.size()) { fail("something follows the value"); }
    return v;
  }

private:
  [[noreturn]] void fail(char const *why) const {
    throw_error(error_kind::reader, "JSON, offset " + std::to_string(at_) + ": " + why);
  }
  void skip_blanks() {
    while(at_ < text_.size() && std::string_view{" \t\r\n"}.find(text_[at_]) != std::string_view::npos) { ++at_; }
  }
  char peek() {
    skip_blanks();
    if(at_ == text_.size()) { fail("the text ends too early"); }
    return text_[at_];
  }
  bool take(char c) {
    if(peek() != c) { return false; }
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    if(!text_.substr(at_).starts_with(word)) { return false; }
    at_ += word.size();
    return true;
  }

  object_ref value(int depth) {
    if(depth > deepest) { fail("it is nested too deep"); }
    switch(peek()) {
    case '{': return object(depth);
    case '[': return array(depth);
    case '"': return object_ref{make_string(string_text())};
    default: break;
    }
    if(take_word("true")) { return jank_true; }
    if(take_word("false")) { return jank_false; }
    if(take_word("null")) { return nil; }
    return number();
  }

  object_ref object(int depth) {
    ++at_;
    std::vector<object_ref> entries;
    if(take('}')) { return empty_map(); }
    do {
      if(peek() != '"') { fail("a key is wanted here"); }
      entries.push_back(make_keyword(string_text()));
      if(!take(':')) { fail("a colon is wanted here"); }
      entries.push_back(value(depth + 1));
    } while(take(','));
    if(!take('}')) { fail("a comma or } is wanted here"); }
    return make_map(entries.data(), entries.size());
  }

  object_ref array(int depth) {
    ++at_;
    std::vector<object_ref> items;
    if(take(']')) { return empty_vector(); }
    do { items.push_back(value(depth + 1)); } while(take(','));
    if(!take(']')) { fail("a comma or ] is wanted here"); }
    return make_vector(items.data(), items.size());
  }

  object_ref number() {
    auto const end{std::min(text_.find_first_not_of("+-.0123456789eE", at_), text_.size())};
    std::string const digits{text_.substr(at_, end - at_)};
    std::int64_t whole{};
    auto const [stop, problem]{std::from_chars(digits.data(), digits.data() + digits.size(), whole)};
    char *double_stop{};
    double const d{std::strtod(digits.c_str(), &double_stop)};
    if(digits.empty() || digits[0] == '+' || *double_stop != '\0') { fail("a value is wanted here"); }
    at_ = end;
    return problem == std::errc{} && stop == digits.data() + digits.size() ? make_long(whole) : make_double(d);
  }

  std::uint32_t hex() {
    std::uint32_t code{};
    auto const digits{text_.substr(at_, 4)};
    auto const [stop, problem]{std::from_chars(digits.data(), digits.data() + digits.size(), code, 16)};
    if(problem != std::errc{} || stop != digits.data() + 4) { fail("four hexadecimal digits are wanted here"); }
    at_ += 4;
    return code;
  }

  void escape(std::string &out) {
    constexpr std::string_view letters{"\"\\/bfnrt"};
    constexpr std::string_view meant{"\"\\/\b\f\n\r\t"};
    char const c{text_[at_++]};
    if(c != 'u') {
      auto const which{letters.find(c)};
      if(which == std::string_view::npos) { fail("there is no such escape"); }
      out += meant[which];
      return;
    }
    char32_t code{hex()};
    if(code >= 0xd800 && code < 0xdc00 && take_word("\\u")) {
      char32_t const low{hex()};
      code = low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
    }
    append_utf8(out, code);
  }

  std::string string_text() {
    std::string out;
    for(++at_;;) {
      auto const end{text_.find_first_of("\"\\", at_)};
      if(end == std::string_view::npos || (text_[end] == '\\' && end + 1 == text_.size())) {
        fail("the text ends inside a string");
      }
      out += text_.substr(at_, end - at_);
      at_ = end + 1;
      if(text_[end] == '"') { return out; }
      escape(out);
    }
  }

  std::string_view text_;
  std::size_t at_{};
};

} // namespace

object_ref read_json(std::string_view text) { return json_reader{text}.whole(); }

} // namespace jank::session
