// The special forms: the table, and those whose handler is a few lines.

#include "analyzer/analyzer.hpp"
#include "analyzer/context.hpp"
#include "object/collections.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"

#include <array>
#include <unordered_map>

namespace jank::analyzer {

namespace {

node *analyze_do(context &c, form_items const &items, tail t) { return analyze_body(c, items, 1, t); }

// Loading a unit makes its constants, which recurses (unit/instantiate.cpp). Only data that code has made is nested this deep.
constexpr unsigned quoted_levels{900};

bool is_deeper(object_ref v, unsigned levels) {
  bool const has_parts{is_sequence(v) || object::is_vector(v) || object::is_map(v) || object::is_set(v)};
  if(!has_parts) { return false; }
  if(levels == 0) { return true; }
  for(object_ref s{object::seq(v)}; s.is_some(); s = object::next(s)) {
    if(is_deeper(object::first(s), levels - 1)) { return true; }
  }
  return false;
}

node *analyze_quote(context &c, form_items const &items, tail) {
  if(is_deeper(items[1], quoted_levels)) {
    fail(c, c.here, "quoted data is nested more than " + std::to_string(quoted_levels) + " deep",
         "make it while the program runs");
  }
  return make_constant(c, items[1]);
}

node *analyze_if(context &c, form_items const &items, tail t) {
  node *const test{analyze_form(c, items[1], tail::no)};
  node *const then{analyze_form(c, items[2], t)};
  node *const otherwise{items.size() == 4 ? analyze_form(c, items[3], t) : make_constant(c, object::nil)};
  // `cond` ends in (if :else x nil): the branch that is never taken would spoil the type of the other.
  if(test->what == node_kind::constant) {
    return static_cast<constant_node *>(test)->value.truthy() ? then : otherwise;
  }
  auto *const n{c.out.make<if_node>(c.here)};
  n->test = test;
  n->then = then;
  n->otherwise = otherwise;
  return n;
}

node *analyze_throw(context &c, form_items const &items, tail) {
  auto *const n{c.out.make<throw_node>(c.here)};
  n->value = analyze_form(c, items[1], tail::no);
  return n;
}

node *analyze_var(context &c, form_items const &items, tail) {
  object::symbol *const name{as_symbol(items[1])};
  if(name == nullptr) { fail(c, position_of(c, items[1]), "var takes a symbol, not " + shown(items[1])); }
  // Private vars of other namespaces may be reached in this way.
  ns::var *const v{ns::resolve(c.home, name)};
  return make_constant(c, object_ref{v != nullptr ? v : resolve_var(c, name, position_of(c, name))});
}

node *analyze_set(context &c, form_items const &items, tail) {
  if(is_sequence(items[1])) { return analyze_set_member(c, items[1], items[2]); }
  object::symbol *const name{as_symbol(items[1])};
  position const at{position_of(c, items[1])};
  if(name == nullptr) { fail(c, at, "set! takes the name of a var, not " + shown(items[1])); }
  if(local *const l{c.locals.find(name)}) {
    if(l->instance != nullptr) { return analyze_set_field(c, l, items[2]); }
    fail(c, at, "set! cannot change the local " + std::string{name->name->view()}, "use loop and recur, or an atom");
  }
  auto *const n{c.out.make<set_var_node>(c.here)};
  n->target = resolve_var(c, name, at);
  n->value = analyze_form(c, items[2], tail::no);
  return n;
}

node *refuse_ampersand(context &c, form_items const &, tail) {
  fail(c, c.here, "& cannot be called: it marks the rest parameter in a parameter vector");
}

constexpr int any{-1};

constexpr std::array rows{
    special_row{"def", analyze_def, 1, 3, "(def name), (def name value) or (def name \"documentation\" value)"},
    special_row{"if", analyze_if, 2, 3, "(if test then) or (if test then else)"},
    special_row{"do", analyze_do, 0, any, "(do form ...)"},
    special_row{"let*", analyze_let, 1, any, "(let* [name value ...] form ...)"},
    special_row{"loop*", analyze_loop, 1, any, "(loop* [name value ...] form ...)"},
    special_row{"recur", analyze_recur, 0, any, "(recur value ...)"},
    special_row{"fn*", analyze_fn, 1, any,
                "(fn* name? [parameter ...] form ...) or (fn* name? ([parameter ...] form ...) ...)"},
    special_row{"quote", analyze_quote, 1, 1, "(quote form)"},
    special_row{"var", analyze_var, 1, 1, "(var name)"},
    special_row{"throw", analyze_throw, 1, 1, "(throw value)"},
    special_row{"try", analyze_try, 0, any, "(try form ... (catch type name form ...) ... (finally form ...))"},
    special_row{"catch", refuse_clause, 0, any, "(catch type name form ...)"},
    special_row{"finally", refuse_clause, 0, any, "(finally form ...)"},
    special_row{"letfn*", analyze_letfn, 1, any, "(letfn* [name (fn* ...) ...] form ...)"},
    special_row{"set!", analyze_set, 2, 2, "(set! name value)"},
    special_row{"new", analyze_new, 1, any, "(new type value ...)"},
    special_row{".", analyze_member, 2, any, "(. instance method value ...) or (. instance -field)"},
    special_row{"fields*", analyze_fields, 2, any, "(fields* instance [name index ...] form ...)"},
    special_row{"&", refuse_ampersand, 0, any, "only in parameter vectors"},
};

struct special_index {
  special_index() {
    for(std::size_t i{0}; i < rows.size(); ++i) {
      interned[i] = object::intern_string(rows[i].name);
      by_name.emplace(interned[i], &rows[i]);
    }
  }
  std::array<object::string *, rows.size()> interned; // keeps the strings: the collector does not look into the map
  std::unordered_map<object::string const *, special_row const *> by_name;
};

std::string arguments_text(special_row const &row) {
  std::string text{std::to_string(row.least)};
  if(row.most == any) {
    text = "at least " + text;
  } else if(row.most != row.least) {
    text += " to " + std::to_string(row.most);
  }
  return text + (row.most == 1 || (row.most == any && row.least == 1) ? " argument" : " arguments");
}

} // namespace

special_row const *find_special(object::symbol const *name) {
  static special_index const index;
  if(name->ns != nullptr) { return nullptr; }
  auto const it{index.by_name.find(name->name)};
  return it == index.by_name.end() ? nullptr : it->second;
}

node *analyze_special(context &c, special_row const &row, form_items const &items, tail t) {
  int const count{static_cast<int>(items.size()) - 1};
  if(count < row.least || (row.most != any && count > row.most)) {
    fail(c, c.here, std::string{row.name} + " takes " + arguments_text(row) + ", not " + std::to_string(count),
         std::string{"write "} + row.usage);
  }
  return row.handler(c, items, t);
}

bool is_special(object_ref symbol) {
  object::symbol const *const name{as_symbol(symbol)};
  return name != nullptr && find_special(name) != nullptr;
}

} // namespace jank::analyzer
