// #tag form, and #"regex".

#include "reader/parser.hpp"

#include "object/regex.hpp"

#include <algorithm>

namespace jank::reader {

namespace {

struct tag_row {
  std::string_view name;
  // The value for the form behind the tag. Null: the values are not supported.
  object_ref (*read)(parser &p, object_ref form, position at);
  char const *what;
};

constexpr tag_row tags[]{
    {"inst", nullptr, "instants"},
    {"uuid", nullptr, "UUIDs"},
};

// Dispatch characters that belong to no tag, with what to say about them.
struct refused_character {
  char c;
  char const *message;
};

constexpr refused_character refused[]{
    {'<', "#< begins an object that was printed unreadably"},
    {'=', "#= (evaluation while reading) is not supported"},
};

} // namespace

item read_tagged(parser &p, position start) {
  p.text.step();
  for(auto const &r : refused) {
    if(p.text.sees(r.c)) { fail(p, start, r.message); }
  }
  if(p.text.sees_class(class_ends_token | class_digit | class_control)) {
    fail(p, start, "# cannot stand before this character",
         "a set is #{}, a function #(), a var #'x, a tagged value #tag form");
  }
  std::string const tag{scan_token(p)};
  object_ref const form{read_form(p, "tag", start).form};
  if(p.discarding > 0) { return {item_kind::form, form}; }
  for(auto const &row : tags) {
    if(row.name != tag) { continue; }
    if(row.read != nullptr) { return {item_kind::form, row.read(p, form, start)}; }
    fail(p, start, std::string{row.what} + " are not supported: #" + tag);
  }
  fail(p, start, "unknown tag #" + tag, "code for other dialects can stand in #?(:clj ...)");
}

item read_regex(parser &p, position start) {
  p.text.step();
  // Where it ends is as in a string; what its backslashes mean is for the pattern to say.
  p.text.step();
  cursor const begin{p.text};
  for(; !p.text.done() && *p.text.here != '"'; p.text.step()) {
    if(*p.text.here == '\\' && p.text.left() > 1) { p.text.step(); }
  }
  if(p.text.done()) {
    fail_incomplete(p, start, "regular expression opened at " + line_and_column(start) + " is never closed",
                    "add \" where it ends");
  }
  std::string_view const pattern{begin.here, static_cast<std::size_t>(p.text.here - begin.here)};
  p.text.step();
  if(p.discarding > 0) { return {item_kind::form}; }
  if(!is_utf8(pattern)) { fail(p, start, "the text of this pattern is not UTF-8", "save the file as UTF-8"); }
  object::regex_failure why{};
  object::regex const *const made{object::try_make_regex(pattern, why)};
  if(made == nullptr) {
    cursor at{begin};
    at.step_over(std::min(why.at, pattern.size()));
    fail(p, at.at, "invalid regular expression #\"" + std::string{pattern} + "\": " + why.message,
         "patterns are written as in Java; a character that means something is quoted with one backslash");
  }
  return {item_kind::form, p.place(made, start)};
}

} // namespace jank::reader
