// Reading text (namespace/input.hpp). Reading forms needs the compiler's reader: hot_reload/reading.cpp.

#include "namespace/input.hpp"

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

object_ref expect_reader(object_ref r, char const *function) {
  if(!is_reader(r)) { throw_wrong_argument(function, "a reader, such as *in* holds,", r); }
  return r;
}

object_ref line_from(object_ref r) {
  while(unread_text(r).find('\n') == std::string_view::npos && fetch_line(r)) {}
  std::string_view const text{unread_text(r)};
  if(text.empty()) { return nil; }
  auto const end{text.find('\n')};
  std::string_view line{text.substr(0, end)};
  std::size_t const taken{end == std::string_view::npos ? text.size() : end + 1};
  if(line.ends_with('\r')) { line.remove_suffix(1); }
  object_ref const result{make_string(line)};
  advance(r, taken);
  return result;
}

object_ref character_from(object_ref, object_ref r) {
  expect_reader(r, "read-char*");
  if(unread_text(r).empty() && !fetch_line(r)) { return nil; }
  std::size_t bytes{};
  char32_t const c{decode_utf8(unread_text(r), bytes)};
  advance(r, bytes);
  return make_char(c);
}

constexpr native rows[]{
    {"string-reader*",
     "([s])",
     "A reader over the text of the string s, which *in* may hold and read, read-line take from.",
     {+[](object_ref, object_ref s) {
       return make_text_reader(expect<string>(s, "string-reader*", "a string")->view());
     }}},
    {"reader?*", "([x])", "Is x a reader, as *in* holds one?", {+[](object_ref, object_ref x) {
       return make_boolean(is_reader(x));
     }}},
    {"read-line", "([])", "The next line of *in*, without its line end; nil at the end.", {+[](object_ref) {
       return line_from(current_input());
     }}},
    {"read-line-from*",
     "([reader])",
     "The next line of the reader, without its line end; nil at the end.",
     {+[](object_ref, object_ref r) { return line_from(expect_reader(r, "read-line-from*")); }}},
    {"read-char*", "([reader])", "The next character of the reader; nil at the end.", {character_from}},
};

} // namespace

struct input_table : rows_of_core<rows> {};
native_table input_natives() { return table_of<input_table>(); }

} // namespace jank::ns
