#pragma once

// What is known while one top-level form is analyzed, and the functions by which the parts of the analyzer call each other.
// Internal to this folder.

#include "analyzer/scope.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jank::analyzer {

// Forms nested deeper than this are refused: the passes that follow recurse over the tree, on a stack of about a megabyte.
inline constexpr unsigned nesting_limit = 450; // below the reader's, so that what can be read names this reason

// Is the form's value what the nearest loop or arity returns? Only there `recur` may stand.
enum class tail : bool { no, yes };

struct recur_target {
  loop_node *loop{};
  fn_arity *arity{};
  bool across_try{}; // there is a target, but a try stands between
  bool method{};     // of a type: recur says nothing about the instance, its first parameter
};

struct context {
  context(tree &t, reader::position_table const &p, reader::source_text const &s, ns::name_space *n)
      : out{t}, positions{p}, source{s}, home{n} {}

  tree &out;
  reader::position_table const &positions;
  reader::source_text const &source;
  ns::name_space *home; // the current namespace
  scope locals;
  fn_arity *arity{}; // being analyzed, or null
  recur_target target;
  std::string path; // how fns inside are named: "user", "user/ggg", "user/ggg/fn--1"
  position here;    // of the nearest enclosing form that has one
  unsigned depth{};
  unsigned fns{};                  // numbered so far
  std::vector<ns::var *> defining; // vars whose init is being analyzed: what they are bound to says nothing
};

// The items of a form that is a sequence.
struct form_items {
  object_ref form;
  std::vector<object_ref> values;

  std::size_t size() const { return values.size(); }
  object_ref operator[](std::size_t i) const { return values[i]; }
};

// form.cpp: the shape of forms
bool is_sequence(object_ref form); // a list, or what a macro made in place of one
form_items items_of(object_ref sequence);
object::symbol *as_symbol(object_ref form);              // or null
object::symbol *as_bare_symbol(object_ref form);         // a symbol without namespace, or null
position position_of(context const &c, object_ref form); // its own, else `here`
std::string shown(object_ref form);                      // readably, shortened for messages
value_type hinted_type(object::symbol const *name);      // ^long, ^double; else object
[[noreturn]] void fail(context const &c, position at, std::string message, std::string hint = {});
void warn(context &c, position at, std::string_view message);

// expression.cpp
node *analyze_form(context &c, object_ref form, tail t);
node *analyze_body(context &c, form_items const &items, std::size_t from, tail t); // an implicit do
constant_node *make_constant(context &c, object_ref value);
node *make_local_ref(context &c, local *l);
local *bind_local(context &c, object::symbol *name); // a new local of the current arity, with the hint of its name
// `value` if `meta` is nil or empty, else a value with that metadata (made at once when both are constant).
node *attach_meta(context &c, node *value, object_ref meta);
node *attach_evaluated_meta(context &c, node *value, node *meta);

// literal.cpp
node *analyze_vector(context &c, object_ref form);
node *analyze_map(context &c, object_ref form);
node *analyze_set(context &c, object_ref form);

// special_forms.cpp: the table. Each handler gets the whole form; `here` is its position.
using special_form = node *(*)(context &c, form_items const &items, tail t);
struct special_row {
  char const *name;
  special_form handler;
  int least, most; // arguments; most -1: any number
  char const *usage;
};
special_row const *find_special(object::symbol const *name); // or null
node *analyze_special(context &c, special_row const &row, form_items const &items, tail t);

node *analyze_def(context &c, form_items const &items, tail t);                       // def.cpp
node *analyze_fn(context &c, form_items const &items, tail t);                        // fn.cpp
node *analyze_fn_named(context &c, form_items const &items, std::string full_name);   // with the metadata of its form
fn_node *analyze_fn_only(context &c, form_items const &items, std::string full_name); // without
std::string inner_fn_name(context &c, std::string_view name);                         // "<path>/<name or fn>--<number>"
node *analyze_let(context &c, form_items const &items, tail t);                       // let.cpp
node *analyze_loop(context &c, form_items const &items, tail t);
node *analyze_recur(context &c, form_items const &items, tail t);
node *analyze_letfn(context &c, form_items const &items, tail t);
node *analyze_try(context &c, form_items const &items, tail t);   // try.cpp
node *refuse_clause(context &c, form_items const &items, tail t); // catch or finally where none may stand

// member.cpp: what has to do with instances of types
node *analyze_new(context &c, form_items const &items, tail t);
node *analyze_member(context &c, form_items const &items, tail t);
node *analyze_fields(context &c, form_items const &items, tail t);
// (Type. ...), (.method x ...) and (.-field x), which are no calls of a var; null for other heads.
node *analyze_member_call(context &c, object::symbol *head, form_items const &items);
node *analyze_set_field(context &c, local *field, object_ref value);
node *analyze_set_member(context &c, object_ref place, object_ref value);

// macroexpand.cpp
// The form after all macro calls at its head were expanded.
object_ref expand_head(context &c, object_ref form);
object_ref call_macro(context &c, ns::var *macro, form_items const &items);

// resolve.cpp
// The var that is visible from the current namespace; fails when there is none, naming near names.
ns::var *resolve_var(context &c, object::symbol const *name, position at);
ns::var *core_var(context &c, object::symbol const *name);
// type_names.cpp: the var of a type that is named in full (my.ns.Point, jank.runtime.string) or as on the JVM (String); or null.
ns::var *type_var(object::symbol const *name);

// call.cpp
node *analyze_call(context &c, node *callee, form_items const &items);
// Warns when `v` is known not to take that many arguments.
void check_arity(context &c, ns::var const *v, std::size_t count);
// Of a function's type, as text: "1", "2 or 3", "at least 1"; empty when `count` is accepted or nothing is known.
std::string unaccepted(object_ref function, std::size_t count, std::size_t hidden);

// operations.cpp
// The operation in place of a call of `v` with the arguments of `items`, or null when there is none for it.
node *analyze_operation(context &c, ns::var const *v, form_items const &items);

} // namespace jank::analyzer
