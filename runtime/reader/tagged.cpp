// #tag form, #ns.Type[...], #ns.Record{...}, and #"regex".
//
// The value of a tagged form is what a function makes of it: the one that *data-readers* holds for the tag, else the runtime's own, else
// *default-data-reader-fn*, which is given the tag as well.

#include "reader/parser.hpp"

#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/data_literals.hpp"
#include "object/print.hpp"
#include "object/regex.hpp"
#include "object/sequence.hpp"
#include "reader/called.hpp"

namespace jank::reader {

namespace {

// Dispatch characters that belong to no tag, with what to say about them.
struct refused_character {
  char c;
  char const *message;
};

constexpr refused_character refused[]{
    {'<', "#< begins an object that was printed unreadably"},
};

object_ref make_inst_of(parser const &p, object_ref form, position at) {
  auto const *const text{object::try_cast<object::string>(form)};
  auto const milliseconds{text != nullptr ? object::parse_inst(text->view()) : std::nullopt};
  if(!milliseconds) {
    fail(p, at, "#inst wants a timestamp, not " + object::to_short_text(form),
         "write #inst \"2024-02-29T12:30:00.000-00:00\" (RFC 3339); what stands behind the year may be left out");
  }
  return object::make_inst(*milliseconds);
}

object_ref make_uuid_of(parser const &p, object_ref form, position at) {
  auto const *const text{object::try_cast<object::string>(form)};
  auto const halves{text != nullptr ? object::parse_uuid(text->view()) : std::nullopt};
  if(!halves) {
    fail(p, at, "#uuid wants a UUID, not " + object::to_short_text(form), "write 8-4-4-4-12 hexadecimal digits");
  }
  return object::make_uuid(halves->first, halves->second);
}

struct tag_row {
  std::string_view name;
  object_ref (*make)(parser const &p, object_ref form, position at);
};

constexpr tag_row own_tags[]{
    {"inst", make_inst_of},
    {"uuid", make_uuid_of},
};

object_ref make_instance(parser const &p, std::string_view type, object_ref form, position at) {
  std::string const what{"#" + std::string{type}};
  if(object::is_map(form)) {
    object_ref const make{constructor_of_type(p, type, "map->", at)};
    return called(p, what, at, [&] { return object::call(make, form); });
  }
  object_ref const make{constructor_of_type(p, type, "->", at)};
  return called(p, what, at, [&] { return object::apply(make, form); });
}

object_ref apply_tag(parser const &p, std::string_view tag, object_ref form, position at) {
  object_ref const name{object::make_symbol(tag)};
  std::string const what{"#" + std::string{tag}};
  object_ref const readers{session_value("*data-readers*")};
  if(object_ref const f{object::is_map(readers) ? object::map_get(readers, name) : object::nil}; f.is_some()) {
    auto const *const v{object::try_cast<ns::var>(f)};
    if(v != nullptr && object::is(v->value, object::kind::unbound)) {
      fail(p, at, what + " is read by " + qualified_name(v) + ", which has no value yet",
           "require its namespace before what is written with the tag");
    }
    return called(p, what, at, [&] { return object::call(f, form); });
  }
  for(auto const &row : own_tags) {
    if(row.name == tag) { return row.make(p, form, at); }
  }
  if(object_ref const f{session_value("*default-data-reader-fn*")}; f.is_some()) {
    return called(p, what, at, [&] { return object::call(f, name, form); });
  }
  if(p.keeping > 0) { return object::make_tagged_literal(name, form); }
  bool const names_type{tag.find('.') != std::string_view::npos && tag.find('/') == std::string_view::npos};
  if(names_type && (object::is_map(form) || object::is_vector(form))) { return make_instance(p, tag, form, at); }
  fail(p, at, "unknown tag #" + std::string{tag},
       "bind *data-readers* or *default-data-reader-fn*; code for other dialects can stand in #?(:clj ...)");
}

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
  return {item_kind::form, p.place(apply_tag(p, tag, form, start), start)};
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
