#include "hot_reload/plain_form.hpp"

#include "hot_reload/unit_of_code.hpp"
#include "namespace/namespace.hpp"
#include "object/collections.hpp"
#include "object/function.hpp"
#include "object/multimethod.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace jank::hot_reload {

using namespace object;
using analyzer::node;
using analyzer::node_kind;

namespace {

// The body of a `try` is a function with the name of the one it stands in.
bool is_try_body(codegen::unit_code const &code, codegen::emitted_type const &t) {
  return std::ranges::any_of(t.fixed,
                             [&](codegen::emitted_arity const &a) { return code.functions[a.function].is_try_body; });
}

// The constant that is the function. Its type is found by its name: none when two have the same.
std::optional<std::uint32_t> place_of(analyzer::fn_node const *n, codegen::unit_code const &code) {
  auto const is_named{[&](codegen::emitted_type const &t) { return t.name == n->name && !is_try_body(code, t); }};
  if(std::ranges::count_if(code.types, is_named) != 1) { return std::nullopt; }
  for(std::uint32_t i{}; i < code.constants.size(); ++i) {
    codegen::constant const &c{code.constants[i]};
    if(c.what == codegen::constant_kind::function && is_named(code.types[c.index])) { return i; }
  }
  return std::nullopt;
}

bool are_plain(std::vector<node *> const &items, codegen::unit_code const &code, function_places &functions) {
  return std::ranges::all_of(items, [&](node const *item) { return is_plain(item, code, functions); });
}

std::vector<object_ref> values_of(std::vector<node *> const &items, unit::unit const *made,
                                  function_places const &functions) {
  std::vector<object_ref> values;
  for(node const *const item : items) { values.push_back(value_of_plain(item, made, functions)); }
  return values;
}

// The native itself and nothing that took its place.
bool is_add_method(node const *callee) {
  static ns::var const *const add{ns::intern_var("clojure.core", "add-method*")};
  if(callee->what != node_kind::var_value) { return false; }
  if(static_cast<analyzer::var_value_node const *>(callee)->target != add) { return false; }
  auto const *const f{try_cast<function>(add->value)};
  return f != nullptr && f->function_type_of()->unit.is_nil();
}

} // namespace

bool is_plain(node const *n, codegen::unit_code const &code, function_places &functions) {
  switch(n->what) {
  case node_kind::constant: return true;
  case node_kind::vector: return are_plain(static_cast<analyzer::vector_node const *>(n)->items, code, functions);
  case node_kind::map: {
    // What a key is compared with may be of any type: only constants are known to be compared by C++ alone.
    auto const &items{static_cast<analyzer::map_node const *>(n)->items};
    for(std::size_t i{}; i < items.size(); i += 2) {
      if(items[i]->what != node_kind::constant) { return false; }
    }
    return are_plain(items, code, functions);
  }
  case node_kind::fn: {
    auto const *const f{static_cast<analyzer::fn_node const *>(n)};
    if(!f->captured.empty()) { return false; }
    auto const place{place_of(f, code)};
    if(place.has_value()) { functions[f] = *place; }
    return place.has_value();
  }
  default: return false;
  }
}

object_ref value_of_plain(node const *n, unit::unit const *made, function_places const &functions) {
  if(n == nullptr) { return nil; }
  switch(n->what) {
  case node_kind::constant: return as_constant(static_cast<analyzer::constant_node const *>(n)->value);
  case node_kind::fn: return made->constants[functions.at(static_cast<analyzer::fn_node const *>(n))];
  case node_kind::vector: {
    auto const values{values_of(static_cast<analyzer::vector_node const *>(n)->items, made, functions)};
    return make_vector(values.data(), values.size());
  }
  case node_kind::map: {
    auto const values{values_of(static_cast<analyzer::map_node const *>(n)->items, made, functions)};
    return make_map(values.data(), values.size());
  }
  default: return nil;
  }
}

method_form method_form_of(node const *n, codegen::unit_code const &code, function_places &functions) {
  if(n->what != node_kind::call) { return {}; }
  auto const *const c{static_cast<analyzer::call_node const *>(n)};
  if(c->args.size() != 3 || !is_add_method(c->callee) || c->args[0]->what != node_kind::var_value) { return {}; }
  auto const *const to{static_cast<analyzer::var_value_node const *>(c->args[0])};
  bool const is_method{is<multimethod>(to->target->value) && c->args[1]->what == node_kind::constant &&
                       c->args[2]->what == node_kind::fn && is_plain(c->args[2], code, functions)};
  return is_method ? method_form{to, c->args[1], c->args[2]} : method_form{};
}

} // namespace jank::hot_reload
