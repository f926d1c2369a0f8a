// EDN: which of the reader's syntax it has, and its tags.

#include "reader/parser.hpp"

#include "object/print.hpp"

namespace jank::reader {

namespace {

item refuse(parser &p, position start) {
  std::string const shown{*p.text.here};
  fail(p, start, shown + " is no part of EDN", "EDN writes values; forms that stand for code cannot be read from it");
}

item refuse_dispatch(parser &p, position start) {
  std::string const shown{p.text.here, 2};
  fail(p, start, shown + " is no part of EDN",
       p.text.here[1] == '<' ? "an object was printed here that has no readable form"
                             : "EDN writes values; forms that stand for code cannot be read from it");
}

// The tag is a symbol, read without meaning: nil and true are no tags.
object::symbol *read_tag(parser &p, position start) {
  p.text.step();
  if(p.text.done()) { fail_incomplete(p, start, "the text ends after #", "# begins a set #{} or a tagged value"); }
  position const at{p.text.at};
  item const tag{read_token(p, at)};
  if(!object::is<object::symbol>(tag.form)) {
    fail(p, at, "a tag is a symbol, not " + object::to_short_text(tag.form));
  }
  return object::cast<object::symbol>(tag.form);
}

item read_edn_tagged(parser &p, position start) {
  if(p.text.left() > 1 && is_class(p.text.here[1], class_ends_token | class_digit | class_control)) {
    fail(p, start, "# cannot stand before this character", "a set is #{}, a tagged value #tag value");
  }
  object::symbol *const tag{read_tag(p, start)};
  object_ref const form{read_form(p, "tag", start).form};
  if(p.discarding > 0) { return {item_kind::form, form}; }
  try {
    return {item_kind::form, p.tags(tag, form)};
  } catch(object::thrown_value const &e) { throw thrown_by_tag{e}; }
}

item read_comment(parser &p, position) {
  p.text.skip_line();
  return {};
}

item read_closing(parser &, position) { return {item_kind::closing}; }

item read_dispatch(parser &p, position start) {
  switch(p.text.left() > 1 ? p.text.here[1] : '\0') {
  case '{': return read_set(p, start);
  case '_': return read_discard(p, start);
  case '#': return read_symbolic_value(p, start);
  case ':': return read_namespaced_map(p, start);
  case '^': return read_metadata(p, start);
  case '(':
  case '\'':
  case '"':
  case '?':
  case '=':
  case '<':
  case '!': return refuse_dispatch(p, start);
  default: return read_edn_tagged(p, start);
  }
}

} // namespace

syntax edn_syntax_of(char first) {
  switch(first) {
  case '(': return read_list;
  case '[': return read_vector;
  case '{': return read_map;
  case ')':
  case ']':
  case '}': return read_closing;
  case '"': return read_string;
  case '\\': return read_character;
  case '^': return read_metadata;
  case ';': return read_comment;
  case '#': return read_dispatch;
  case '+':
  case '-': return read_sign;
  case '\'':
  case '@':
  case '`':
  case '~': return refuse;
  default: return is_class(first, class_digit) ? read_number : read_token;
  }
}

} // namespace jank::reader
