// clojure.string: what walks over the characters of strings. What takes regular expressions is in string.jank.
//
// Positions are counted in characters (code points). In a string of ASCII alone they are byte offsets; in others a position that was
// found in the bytes is counted back.

#include "namespace/libraries.hpp"
#include "namespace/natives/arguments.hpp"
#include "object/append_str.hpp"
#include "object/letter_case.hpp"
#include "object/visit_elements.hpp"

#include <algorithm>

namespace jank::ns {

namespace {

std::string_view text_of(object_ref v, char const *function) { return expect<string>(v, function, "a string")->view(); }

// As most functions of clojure.string do, takes any value but nil as its text.
std::string any_text(object_ref v, char const *function) {
  if(v.is_nil()) { throw_wrong_argument(function, "a string", v); }
  return is<string>(v) ? std::string{cast<string>(v)->view()} : to_str(v);
}

std::string char_text(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

bool is_start(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

std::int64_t chars_before(std::string_view s, std::size_t byte) {
  return std::count_if(s.begin(), s.begin() + static_cast<std::ptrdiff_t>(byte), is_start);
}

// Where the character at `index` begins; the end when there is none, the start below 0.
std::size_t byte_of(string const *s, std::int64_t index) {
  if(index <= 0) { return 0; }
  if(index >= s->char_count) { return s->byte_count; }
  if(s->char_count == s->byte_count) { return static_cast<std::size_t>(index); }
  std::size_t byte{};
  for(; index > 0; --index) {
    ++byte;
    while(!is_start(s->bytes[byte])) { ++byte; }
  }
  return byte;
}

object_ref index_of_byte(string const *s, std::size_t byte) {
  if(byte == std::string_view::npos) { return nil; }
  return make_long(s->char_count == s->byte_count ? static_cast<std::int64_t>(byte) : chars_before(s->view(), byte));
}

std::string sought(object_ref value, char const *function) {
  if(value.is_char()) { return char_text(value.as_char()); }
  return std::string{expect<string>(value, function, "a string or a character to look for")->view()};
}

string *string_of(object_ref s, char const *function) {
  return is<string>(s) ? cast<string>(s) : make_string(any_text(s, function));
}

object_ref index_of(object_ref, object_ref s, object_ref value) {
  auto const *const text{string_of(s, "clojure.string/index-of")};
  return index_of_byte(text, text->view().find(sought(value, "clojure.string/index-of")));
}
object_ref index_of_from(object_ref, object_ref s, object_ref value, object_ref from) {
  auto const *const text{string_of(s, "clojure.string/index-of")};
  std::size_t const start{byte_of(text, expect_long(from, "clojure.string/index-of"))};
  return index_of_byte(text, text->view().find(sought(value, "clojure.string/index-of"), start));
}
object_ref last_index_of(object_ref, object_ref s, object_ref value) {
  auto const *const text{string_of(s, "clojure.string/last-index-of")};
  return index_of_byte(text, text->view().rfind(sought(value, "clojure.string/last-index-of")));
}
object_ref last_index_of_from(object_ref, object_ref s, object_ref value, object_ref from) {
  auto const *const text{string_of(s, "clojure.string/last-index-of")};
  std::int64_t const last{expect_long(from, "clojure.string/last-index-of")};
  std::string const wanted{sought(value, "clojure.string/last-index-of")};
  return last < 0 ? nil : index_of_byte(text, text->view().rfind(wanted, byte_of(text, last)));
}

object_ref starts_with(object_ref, object_ref s, object_ref part) {
  std::string const text{any_text(s, "clojure.string/starts-with?")};
  return make_boolean(text.starts_with(text_of(part, "clojure.string/starts-with?")));
}
object_ref ends_with(object_ref, object_ref s, object_ref part) {
  std::string const text{any_text(s, "clojure.string/ends-with?")};
  return make_boolean(text.ends_with(text_of(part, "clojure.string/ends-with?")));
}
object_ref includes(object_ref, object_ref s, object_ref part) {
  std::string const text{any_text(s, "clojure.string/includes?")};
  return make_boolean(text.find(text_of(part, "clojure.string/includes?")) != std::string::npos);
}

object_ref upper_case(object_ref, object_ref s) {
  return object_ref{make_string(to_upper(any_text(s, "clojure.string/upper-case")))};
}
object_ref lower_case(object_ref, object_ref s) {
  return object_ref{make_string(to_lower(any_text(s, "clojure.string/lower-case")))};
}
object_ref capitalize(object_ref, object_ref s) {
  std::string const text{any_text(s, "clojure.string/capitalize")};
  if(text.empty()) { return object_ref{make_string({})}; }
  std::size_t after_first{};
  decode_utf8(text, after_first);
  std::string_view const view{text};
  return object_ref{make_string(to_upper(view.substr(0, after_first)) + to_lower(view.substr(after_first)))};
}

object_ref reverse(object_ref, object_ref s) {
  std::string_view const text{text_of(s, "clojure.string/reverse")};
  std::string out;
  out.reserve(text.size());
  for(std::size_t end{text.size()}; end > 0;) {
    std::size_t start{end - 1};
    while(!is_start(text[start])) { --start; }
    out.append(text.substr(start, end - start));
    end = start;
  }
  return object_ref{make_string(out)};
}

// White space: what Unicode calls a separator, save the spaces that forbid a line break, and the control characters that move on.
bool is_space(char32_t c) {
  if(c < 0x80) { return c == ' ' || (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x1f); }
  bool const keeps_together{c == 0xa0 || c == 0x2007 || c == 0x202f};
  return (c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x205f || c == 0x3000) &&
         !keeps_together;
}
bool is_line_end(char32_t c) { return c == '\n' || c == '\r'; }

using char_predicate = bool (*)(char32_t);

std::size_t skip_forward(std::string_view s, char_predicate drop) {
  std::size_t at{};
  while(at < s.size()) {
    std::size_t after{at};
    if(!drop(decode_utf8(s, after))) { break; }
    at = after;
  }
  return at;
}
std::size_t skip_backward(std::string_view s, char_predicate drop) {
  std::size_t end{s.size()};
  while(end > 0) {
    std::size_t start{end - 1};
    while(!is_start(s[start])) { --start; }
    std::size_t at{start};
    if(!drop(decode_utf8(s, at))) { break; }
    end = start;
  }
  return end;
}

// The string itself when nothing is cut off.
object_ref trimmed(object_ref s, char const *function, bool left, bool right, char_predicate drop) {
  std::string_view const text{text_of(s, function)};
  std::size_t const end{right ? skip_backward(text, drop) : text.size()};
  std::size_t const begin{left ? skip_forward(text.substr(0, end), drop) : 0};
  return begin == 0 && end == text.size() ? s : object_ref{make_string(text.substr(begin, end - begin))};
}
object_ref trim(object_ref, object_ref s) { return trimmed(s, "clojure.string/trim", true, true, is_space); }
object_ref triml(object_ref, object_ref s) { return trimmed(s, "clojure.string/triml", true, false, is_space); }
object_ref trimr(object_ref, object_ref s) { return trimmed(s, "clojure.string/trimr", false, true, is_space); }
object_ref trim_newline(object_ref, object_ref s) {
  return trimmed(s, "clojure.string/trim-newline", false, true, is_line_end);
}

object_ref blank(object_ref, object_ref s) {
  if(s.is_nil()) { return jank_true; }
  std::string_view const text{text_of(s, "clojure.string/blank?")};
  return make_boolean(skip_forward(text, is_space) == text.size());
}

object_ref joined(std::string_view separator, object_ref coll) {
  text_buffer out;
  bool is_first{true};
  visit_elements_rooted(coll, [&](object_ref v) {
    if(!is_first) { out.append(separator); }
    is_first = false;
    append_str(out, v);
  });
  return object_ref{make_string(out.whole())};
}
object_ref join(object_ref, object_ref coll) { return joined({}, coll); }
object_ref join_with(object_ref, object_ref separator, object_ref coll) { return joined(to_str(separator), coll); }

// Every occurrence of `match`, from left to right and not overlapping; an empty one occurs before each character and at the end.
std::string replaced(std::string_view s, std::string_view match, std::string_view replacement, bool all) {
  std::string out;
  std::size_t at{};
  for(;;) {
    std::size_t const found{s.find(match, at)};
    if(found == std::string_view::npos) { break; }
    out.append(s.substr(at, found - at)).append(replacement);
    at = found + match.size();
    if(!all) { break; }
    if(!match.empty()) { continue; }
    if(at == s.size()) { return out; }
    std::size_t const start{at};
    decode_utf8(s, at);
    out.append(s.substr(start, at - start));
  }
  return out.append(s.substr(at));
}

object_ref replace(object_ref s, object_ref match, object_ref replacement, char const *function, bool all) {
  std::string const text{any_text(s, function)};
  if(match.is_char()) {
    if(!replacement.is_char()) {
      throw_wrong_argument(function, "a character to put in place of a character", replacement);
    }
    return object_ref{make_string(replaced(text, char_text(match.as_char()), char_text(replacement.as_char()), all))};
  }
  std::string_view const wanted{
      expect<string>(match, function, "a string, a character or a regular expression to look for")->view()};
  std::string_view const other{expect<string>(replacement, function, "a string to put in place of a string")->view()};
  return object_ref{make_string(replaced(text, wanted, other, all))};
}
object_ref replace_all(object_ref, object_ref s, object_ref match, object_ref replacement) {
  return replace(s, match, replacement, "clojure.string/replace", true);
}
object_ref replace_one(object_ref, object_ref s, object_ref match, object_ref replacement) {
  return replace(s, match, replacement, "clojure.string/replace-first", false);
}

object_ref split_lines(object_ref, object_ref s) {
  std::string_view const text{text_of(s, "clojure.string/split-lines")};
  value_array lines;
  std::size_t kept{}; // without the empty ones at the end
  for(std::size_t at{}; at <= text.size();) {
    std::size_t const end{std::min(text.find('\n', at), text.size())};
    std::size_t const without_return{end < text.size() && end > at && text[end - 1] == '\r' ? end - 1 : end};
    lines.push_back(object_ref{make_string(text.substr(at, without_return - at))});
    if(without_return > at) { kept = lines.size(); }
    at = end + 1;
  }
  // Of a text that has no line end at all there is one line, even when it is empty.
  if(lines.size() == 1) { kept = 1; }
  return make_vector(lines.data(), kept);
}

object_ref escape(object_ref, object_ref s, object_ref replacements) {
  rooted<object_ref> const held{s};
  rooted<object_ref> const f{replacements};
  std::string_view const text{text_of(s, "clojure.string/escape")};
  std::string out;
  for(std::size_t at{}; at < text.size();) {
    std::size_t const start{at};
    char32_t const c{decode_utf8(text, at)};
    object_ref const replacement{call_rooted(f.get(), make_char(c))};
    if(replacement.truthy()) {
      print_str(out, replacement);
    } else {
      out.append(text.substr(start, at - start));
    }
  }
  return object_ref{make_string(out)};
}

native const rows[]{
    {"index-of",
     "([s value] [s value from-index])",
     "The position of the first occurrence of value, a string or a character, in s, at from-index or after it; nil "
     "when "
     "there is none.",
     {index_of, index_of_from}},
    {"last-index-of",
     "([s value] [s value from-index])",
     "The position of the last occurrence of value, a string or a character, in s, at from-index or before it; nil "
     "when "
     "there is none.",
     {last_index_of, last_index_of_from}},
    {"starts-with?", "([s substr])", "Does s begin with the string substr?", {starts_with}},
    {"ends-with?", "([s substr])", "Does s end with the string substr?", {ends_with}},
    {"includes?", "([s substr])", "Does s contain the string substr?", {includes}},
    {"upper-case",
     "([s])",
     "s in upper case, by Unicode: the German sharp s becomes SS. Throws for nil.",
     {upper_case}},
    {"lower-case", "([s])", "s in lower case, by Unicode. Throws for nil.", {lower_case}},
    {"capitalize",
     "([s])",
     "s with its first character in upper case and the others in lower case. Throws for nil.",
     {capitalize}},
    {"reverse", "([s])", "The characters (code points) of the string s, last to first.", {reverse}},
    {"trim", "([s])", "The string s without white space at either end.", {trim}},
    {"triml", "([s])", "The string s without white space at its beginning.", {triml}},
    {"trimr", "([s])", "The string s without white space at its end.", {trimr}},
    {"trim-newline", "([s])", "The string s without the newlines and carriage returns at its end.", {trim_newline}},
    {"blank?", "([s])", "Is s nil, empty, or made of white space alone?", {blank}},
    {"join",
     "([coll] [separator coll])",
     "The texts of the elements of coll in one string, with separator, when it is given, between them. Linear.",
     {join, join_with}},
    {"replace*", "([s match replacement])", "replace, for strings and characters.", {replace_all}},
    {"replace-first*", "([s match replacement])", "replace-first, for strings and characters.", {replace_one}},
    {"split-lines",
     "([s])",
     "A vector of the lines of the string s, which end with newline or with carriage return and newline. Empty lines "
     "at "
     "the end are left out.",
     {split_lines}},
    {"escape",
     "([s cmap])",
     "s with every character c for which (cmap c) is not nil replaced by its text. cmap is a map or a function.",
     {escape}},
};

} // namespace

} // namespace jank::ns

extern "C" void jank_natives_string() {
  using namespace jank::ns;
  define_natives(qualified_name(current_namespace()->name).c_str(), rows, std::size(rows));
}
