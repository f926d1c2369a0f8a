#pragma once

// The inside of the reader: its state while a form is read, and the functions that the dispatch tables name.
//
// Every kind of syntax is a function that is called with the cursor on the syntax's first character and returns one item. What
// it reads inside goes through `next`, which counts the depth; so nothing recurses without bound. Jank code is only
// called with collection delayed: nothing is collected meanwhile, and forms may lie in ordinary vectors.

#include "object/symbol.hpp"
#include "reader/cursor.hpp"
#include "reader/reader.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace jank::reader {

// Forms nested deeper are refused; people write less than 100. An overflow of the engine's stack cannot be caught in wasm. Measured
// on Node, whose stack is about 1 MB, with code as the first compiler tier leaves it: it ends at 2,900 lists, at 2,000 #?().
inline constexpr std::uint32_t depth_limit = 500;

// Syntax quotes that stand directly inside each other (no ~ between) are refused beyond this: the expansion grows with the third power
// of their number.
inline constexpr std::uint32_t syntax_quote_limit = 16;

enum class item_kind : std::uint8_t {
  form,
  nothing, // was read and leaves nothing: #_x, #! comment, a conditional without a branch, forms spliced by #?@
  closing, // the cursor is on ) ] or }
  end,     // of the text
};

struct item {
  item_kind what{item_kind::nothing};
  object_ref form{object::nil};
  position at{}; // of its first character
};

// The parameters of the #() that is being read.
struct function_literal {
  position at;
  int highest{};                                              // greatest n of %n
  std::array<object::symbol *, object::max_arity + 1> used{}; // [0] is %&
};

// What a function for a tag threw, on its way through the reader, which takes other values that are thrown for its own errors.
struct thrown_by_tag {
  object::thrown_value thrown;
};

struct parser {
  source_text const &source;
  position_table &positions;
  cursor text{};
  std::vector<object_ref> forms; // the elements of all collections that are open, the innermost last
  std::vector<position> places;  // where each of them begins
  function_literal *literal{};   // null outside of #()
  std::uint32_t depth{};
  std::uint32_t syntax_quotes{}; // that are open here, less one for each ~
  // Above zero what is read is thrown away (#_, branches not taken): aliases are not resolved and tags are not applied, so
  // that code for other dialects can be skipped.
  std::uint32_t discarding{};
  std::uint32_t keeping{}; // above zero: inside of a conditional that is kept; tags are too
  read_options options{};
  bool collecting{}; // `next` is called for an element of a collection: #?@ may splice
  bool incomplete{};
  bool is_edn{};
  reader::edn_tags tags{}; // of EDN

  // Enters the position of a form that is an object of its own.
  object_ref place(object_ref form, position at) {
    positions.set(form, at);
    return form;
  }
};

// The item that follows white space and comments.
item next(parser &p);
// The form that `what` at `start` wants: skips what leaves nothing; the end of the text or a closing delimiter is an error.
item read_form(parser &p, char const *what, position start);

[[noreturn]] void fail(parser const &p, position at, std::string message, std::string hint = {});
// The same when more text could mend it.
[[noreturn]] void fail_incomplete(parser &p, position at, std::string message, std::string hint = {});
std::string line_and_column(position at); // "3:5"

// Reads up to and over the closing delimiter; the elements are then p.forms[base] and following, the caller takes them off.
// `what` names the collection ("vector"); the cursor is on the opening delimiter.
struct bracket {
  char open;
  char close;
  char const *what;
};
inline constexpr bracket parentheses{'(', ')', "list"};
inline constexpr bracket square_brackets{'[', ']', "vector"};
inline constexpr bracket braces{'{', '}', "map"};
std::size_t read_elements(parser &p, bracket const &b, position start);
// The map of the elements from `base` on, which it takes off.
object_ref finish_map(parser &p, std::size_t base, position start);

// token.cpp
item read_token(parser &p, position start);
// The characters up to the end of a token; refuses those that no token may contain.
std::string_view scan_token(parser &p);
// The namespace that ::alias/name means, as a string; while discarding, the alias itself.
std::string_view resolve_alias(parser &p, std::string_view alias, position at);
std::string_view current_namespace_name();
// number.cpp
item read_number(parser &p, position start);
item read_sign(parser &p, position start); // a number or a symbol
item read_symbolic_value(parser &p, position start);
// text.cpp
item read_string(parser &p, position start);
item read_character(parser &p, position start);
bool is_utf8(std::string_view text);
// collection.cpp
item read_list(parser &p, position start);
item read_vector(parser &p, position start);
item read_map(parser &p, position start);
item read_set(parser &p, position start);
// namespaced_map.cpp
item read_namespaced_map(parser &p, position start);
// prefix.cpp
item read_quote(parser &p, position start);
item read_deref(parser &p, position start);
item read_var_quote(parser &p, position start);
item read_unquote(parser &p, position start);
item read_discard(parser &p, position start);
// metadata.cpp
item read_metadata(parser &p, position start);
object_ref own_metadata(object_ref form); // without :line and :column; nil when nothing is left
object_ref with_position(object_ref list, position at);
// function_literal.cpp
item read_function_literal(parser &p, position start);
object_ref read_argument(parser &p, std::string_view token, position at);
// conditional.cpp
item read_conditional(parser &p, position start);
// syntax_quote.cpp
item read_syntax_quote(parser &p, position start);
// tagged.cpp
item read_tagged(parser &p, position start);
item read_evaluated(parser &p, position start);
item read_regex(parser &p, position start);
// edn.cpp
using syntax = item (*)(parser &, position);
syntax edn_syntax_of(char first);

} // namespace jank::reader
