// Calls, and what is known about the number of arguments they take.

#include "analyzer/context.hpp"
#include "analyzer/names.hpp"
#include "object/collections.hpp"
#include "object/function.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"

#include <algorithm>

namespace jank::analyzer {

namespace {

// Which numbers of arguments are taken.
struct arities {
  std::vector<std::size_t> fixed; // ascending
  bool variadic{};
  std::size_t required{};

  bool known() const { return variadic || !fixed.empty(); }
  bool accept(std::size_t n) const {
    return (variadic && n >= required) || std::find(fixed.begin(), fixed.end(), n) != fixed.end();
  }
  // The first `hidden` arguments are not the caller's business.
  std::string text(std::size_t hidden) const {
    std::string result;
    for(std::size_t i{0}; i < fixed.size(); ++i) {
      if(i > 0) { result += i + 1 == fixed.size() && !variadic ? " or " : ", "; }
      result += std::to_string(fixed[i] - std::min(hidden, fixed[i]));
    }
    if(variadic) {
      if(!result.empty()) { result += " or "; }
      result += "at least " + std::to_string(required - std::min(hidden, required));
    }
    return result;
  }
};

arities arities_of_function(object_ref f) {
  object::function_type const *const t{object::cast<object::function>(f)->function_type_of()};
  arities a;
  for(std::size_t n{0}; n <= object::max_arity; ++n) {
    if((t->fixed_arities >> n & 1u) != 0) { a.fixed.push_back(n); }
  }
  a.variadic = t->variadic_required >= 0;
  a.required = a.variadic ? static_cast<std::size_t>(t->variadic_required) : 0;
  return a;
}

// From metadata, ([x] [x & more]).
arities arities_of_arglists(object_ref arglists) {
  arities a;
  if(!is_sequence(arglists)) { return a; }
  for(object_ref const list : items_of(arglists).values) {
    if(!object::is_vector(list)) { return {}; }
    std::size_t const count{object::vector_count(list)};
    object::symbol const *const mark{count < 2 ? nullptr : as_bare_symbol(object::vector_nth(list, count - 2))};
    if(mark != nullptr && mark->name == names().ampersand) {
      a.variadic = true;
      a.required = count - 2;
    } else {
      a.fixed.push_back(count);
    }
  }
  std::sort(a.fixed.begin(), a.fixed.end());
  return a;
}

arities arities_of_var(ns::var const *v) {
  if(v->has(ns::var_bound)) {
    return object::is<object::function>(v->value) ? arities_of_function(v->value) : arities{};
  }
  return object::is_map(v->meta) ? arities_of_arglists(object::map_get(v->meta, object_ref{names().arglists}))
                                 : arities{};
}

bool never_callable(object_ref v) {
  return object::has_flag(v, object::flag_number) || object::is(v, object::kind::string) || !v.is_heap();
}

} // namespace

std::string unaccepted(object_ref function, std::size_t count, std::size_t hidden) {
  if(!object::is<object::function>(function)) { return {}; }
  arities const a{arities_of_function(function)};
  return !a.known() || a.accept(count) ? std::string{} : a.text(hidden);
}

void check_arity(context &c, ns::var const *v, std::size_t count) {
  // A dynamic var is bound to other functions, and one that is being defined to another one soon.
  if(v->has(ns::var_dynamic) || std::find(c.defining.begin(), c.defining.end(), v) != c.defining.end()) { return; }
  arities const a{arities_of_var(v)};
  if(!a.known() || a.accept(count)) { return; }
  warn(c, c.here,
       "wrong number of arguments (" + std::to_string(count) + ") passed to " + ns::qualified_name(v) +
           ", which takes " + a.text(0));
}

node *analyze_call(context &c, node *callee, form_items const &items) {
  if(callee->what == node_kind::constant) {
    object_ref const value{static_cast<constant_node *>(callee)->value};
    if(value.is_nil()) { fail(c, c.here, "nil cannot be called: " + shown(items.form)); }
    if(never_callable(value)) {
      warn(c, c.here, object::to_readable(value) + " is called here, but it is no function: " + shown(items.form));
    }
  }
  auto *const n{c.out.make<call_node>(c.here)};
  n->callee = callee;
  n->args.reserve(items.size() - 1);
  for(std::size_t i{1}; i < items.size(); ++i) { n->args.push_back(analyze_form(c, items[i], tail::no)); }
  return n;
}

} // namespace jank::analyzer
