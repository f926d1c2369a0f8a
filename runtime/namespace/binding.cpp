// Dynamic binding. There is one thread, so a binding is a store: the var's `value` holds the innermost binding, and this
// stack holds what to put back.

#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/journal.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"

#include <vector>

namespace jank::ns {

namespace {

struct saved_value {
  var *of;
  object_ref before;
};

struct binding_stack {
  std::vector<saved_value, memory::allocator<saved_value>> saved;
  std::vector<std::size_t> frames; // where each frame begins in `saved`
};

// Never destroyed: vars are still used while the image goes down.
binding_stack &stack() {
  static auto *const s{new binding_stack};
  return *s;
}

var *checked_dynamic(object_ref v) {
  if(!is<var>(v)) { throw_error(error_kind::type, "binding wants vars, but was given " + to_short_text(v)); }
  if(!cast<var>(v)->has(var_dynamic)) {
    throw_error(error_kind::illegal_state, "can't dynamically bind the var #'" + qualified_name(cast<var>(v)) +
                                               ": it is not dynamic; define it with ^:dynamic");
  }
  return cast<var>(v);
}

} // namespace

void push_bindings(object_ref map_of_var_to_value) {
  // Every var is checked before any is changed, so that a refused frame changes nothing.
  for_each(map_of_var_to_value, [](object_ref entry) { checked_dynamic(vector_nth(entry, 0)); });
  binding_stack &s{stack()};
  s.frames.push_back(s.saved.size());
  for_each(map_of_var_to_value, [&s](object_ref entry) {
    var *const v{cast<var>(vector_nth(entry, 0))};
    s.saved.push_back({v, v->value});
    set_value(v, vector_nth(entry, 1));
  });
}

void pop_bindings() {
  binding_stack &s{stack()};
  if(s.frames.empty()) {
    throw_error(error_kind::illegal_state, "pop-thread-bindings without a matching push-thread-bindings");
  }
  std::size_t const begin{s.frames.back()};
  s.frames.pop_back();
  while(s.saved.size() > begin) {
    set_value(s.saved.back().of, s.saved.back().before);
    s.saved.pop_back();
  }
}

std::size_t binding_depth() { return stack().frames.size(); }

void pop_bindings_to(std::size_t depth) {
  while(binding_depth() > depth) { pop_bindings(); }
}

bool is_bound_by_binding(var const *v) {
  for(saved_value const &s : stack().saved) {
    if(s.of == v) { return true; }
  }
  return false;
}

object_ref current_bindings() {
  object_ref result{empty_map()};
  for(saved_value const &s : stack().saved) { result = map_assoc(result, object_ref{s.of}, s.of->value); }
  return result;
}

void set_value_below_bindings(var const *v, object_ref root) {
  for(saved_value &s : stack().saved) {
    if(s.of == v) {
      s.before = root;
      return;
    }
  }
}

void set_bound(var *v, object_ref value) {
  static keyword *const settable{make_keyword("settable")};
  if(!is_bound_by_binding(v)) {
    if(is_map(v->meta) && map_get(v->meta, settable).truthy()) {
      journal::note(v, v->root, journal::sort::var);
      v->root = value;
      set_value(v, value);
      return;
    }
    throw_error(error_kind::illegal_state, "can't set! the var #'" + qualified_name(v) +
                                               ": it has no binding here; set! works inside (binding [" +
                                               qualified_name(v->name) + " ...] ...)");
  }
  set_value(v, value);
}

} // namespace jank::ns
