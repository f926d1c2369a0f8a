// Which character begins which syntax.

#include "reader/parser.hpp"

namespace jank::reader {

namespace {

item read_closing(parser &, position) { return {item_kind::closing}; }
item read_comment(parser &p, position) {
  p.text.skip_line();
  return {};
}
item read_dispatch(parser &p, position start);

struct row {
  char first;
  syntax read;
};

constexpr row macros[]{
    {'(', read_list},     {'[', read_vector},       {'{', read_map},        {')', read_closing}, {']', read_closing},
    {'}', read_closing},  {'"', read_string},       {'\\', read_character}, {'\'', read_quote},  {'@', read_deref},
    {'^', read_metadata}, {'`', read_syntax_quote}, {'~', read_unquote},    {';', read_comment}, {'#', read_dispatch},
    {'+', read_sign},     {'-', read_sign},         {'0', read_number},     {'1', read_number},  {'2', read_number},
    {'3', read_number},   {'4', read_number},       {'5', read_number},     {'6', read_number},  {'7', read_number},
    {'8', read_number},   {'9', read_number},
};

// By the character behind #. Everything else is a tag.
constexpr row dispatch_macros[]{
    {'(', read_function_literal}, {'{', read_set},      {'\'', read_var_quote},     {'_', read_discard},
    {'?', read_conditional},      {'^', read_metadata}, {':', read_namespaced_map}, {'!', read_comment},
    {'#', read_symbolic_value},   {'"', read_regex},    {'=', read_evaluated},
};

template <std::size_t n> constexpr std::array<syntax, 256> by_character(row const (&rows)[n], syntax otherwise) {
  std::array<syntax, 256> table{};
  table.fill(otherwise);
  for(auto const &r : rows) { table[static_cast<unsigned char>(r.first)] = r.read; }
  return table;
}

constexpr auto syntax_of = by_character(macros, read_token);
constexpr auto dispatch_syntax_of = by_character(dispatch_macros, read_tagged);

item read_dispatch(parser &p, position start) {
  if(p.text.left() < 2) {
    fail_incomplete(p, start, "the text ends after #",
                    "# begins a set #{}, a function #(), a var #'x and other syntax");
  }
  return dispatch_syntax_of[static_cast<unsigned char>(p.text.here[1])](p, start);
}

} // namespace

item next(parser &p) {
  p.text.skip_space();
  while(p.text.sees(';')) {
    p.text.skip_line();
    p.text.skip_space();
  }
  position const start{p.text.at};
  if(p.text.done()) { return {item_kind::end, {}, start}; }
  if(++p.depth > depth_limit) { fail(p, start, "forms are nested more than " + std::to_string(depth_limit) + " deep"); }
  syntax const read{p.is_edn ? edn_syntax_of(*p.text.here) : syntax_of[static_cast<unsigned char>(*p.text.here)]};
  item result{read(p, start)};
  --p.depth;
  result.at = start;
  return result;
}

item read_form(parser &p, char const *what, position start) {
  for(;;) {
    p.collecting = false;
    item const i{next(p)};
    switch(i.what) {
    case item_kind::form: return i;
    case item_kind::nothing: break;
    case item_kind::closing:
      fail(p, i.at,
           std::string{what} + " at " + line_and_column(start) + " wants a form, but " + *p.text.here + " follows");
    case item_kind::end: fail_incomplete(p, start, std::string{"the text ends after "} + what + ", which wants a form");
    }
  }
}

std::string line_and_column(position at) { return std::to_string(at.line) + ":" + std::to_string(at.column); }

void fail(parser const &p, position at, std::string message, std::string hint) {
  throw source_error{object::error_kind::reader, std::move(message), std::move(hint), at, p.source.name};
}

void fail_incomplete(parser &p, position at, std::string message, std::string hint) {
  p.incomplete = true;
  fail(p, at, std::move(message), std::move(hint));
}

} // namespace jank::reader
