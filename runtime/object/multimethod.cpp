#include "object/multimethod.hpp"

#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/detail/visit.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/journal.hpp"
#include "object/print.hpp"
#include "object/reference.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"
#include "object/type.hpp"

#include <array>
#include <string>

namespace jank::object {

namespace {

// Dispatch values may be anything, so what is remembered of them is forgotten when it gets more than this.
constexpr std::size_t most_cached{1024};

template <typename... Args> object_ref dispatch_call(object_ref self, Args... args) {
  memory::rooted<multimethod *> const m{cast<multimethod>(self)};
  // The dispatch function may let collection happen.
  std::array<object_ref, sizeof...(Args)> held{args...};
  asm volatile("" : : "r"(held.data()) : "memory");
  object_ref const value{call_rooted(m->dispatch, args...)};
  object_ref const method{method_for(m, value)};
  // The method roots what it wants; a frame that held on would keep the head of a sequence it walks.
  held.fill(nil);
  asm volatile("" : : "r"(held.data()) : "memory");
  return call_rooted(method, args...);
}

struct multimethod_description {
  static constexpr kind what{kind::multimethod};
  static constexpr std::uint32_t flags{flag_ifn};
  static constexpr char const *name{"jank.runtime.multimethod"};
};

template <typename> struct dispatcher;
template <std::size_t... I> struct dispatcher<std::index_sequence<I...>> {
  static object_ref call(object_ref self, detail::value_at<I>... args) { return dispatch_call(self, args...); }
};

template <typename> struct multimethod_table;
template <std::size_t... Count> struct multimethod_table<std::index_sequence<Count...>> {
  static object_type const value;
};
template <std::size_t... Count>
object_type const multimethod_table<std::index_sequence<Count...>>::value{
    multimethod_description::what,
    multimethod_description::flags,
    multimethod_description::name,
    {reinterpret_cast<entry>(
        static_cast<typename arity<Count>::signature>(&dispatcher<std::make_index_sequence<Count>>::call))...}};

object_type const &multimethod_type{multimethod_table<std::make_index_sequence<max_arity + 1>>::value};

keyword *parents_key() {
  static keyword *const key{make_keyword("parents")};
  return key;
}
keyword *ancestors_key() {
  static keyword *const key{make_keyword("ancestors")};
  return key;
}

// The set that the hierarchy has for a tag under the key, or nil.
object_ref related(object_ref hierarchy, keyword *key, object_ref tag) {
  if(!is_map(hierarchy)) { return nil; }
  object_ref const sets{map_get(hierarchy, object_ref{key})};
  return is_map(sets) ? map_get(sets, tag) : nil;
}

bool is_related(object_ref hierarchy, keyword *key, object_ref tag, object_ref other) {
  object_ref const set{related(hierarchy, key, tag)};
  return is_set(set) && set_contains(set, other);
}

bool isa_type(object_ref hierarchy, type_description *child, object_ref parent) {
  if(auto const *const of{try_cast<type_description>(parent)}; of && is_subtype(child, of)) { return true; }
  // What was derived for a group holds for the types in it.
  bool found{};
  for_each_group(child, [&](type_description *g) {
    found = is_related(hierarchy, ancestors_key(), object_ref{g}, parent);
    return !found;
  });
  return found;
}

bool isa_vectors(object_ref hierarchy, object_ref child, object_ref parent) {
  auto const count{vector_count(child)};
  if(count != vector_count(parent)) { return false; }
  for(std::size_t i{}; i < count; ++i) {
    if(!isa(hierarchy, vector_nth(child, i), vector_nth(parent, i))) { return false; }
  }
  return true;
}

bool any_in(object_ref set, auto const &test) {
  bool found{};
  if(is_set(set)) {
    visit_set(set, [&](object_ref element) {
      found = test(element);
      return !found;
    });
  }
  return found;
}

// What stands directly above a tag, groups of types included.
bool any_parent(object_ref hierarchy, object_ref tag, auto const &test) {
  if(any_in(related(hierarchy, parents_key(), tag), test)) { return true; }
  bool found{};
  if(auto const *const type{try_cast<type_description>(tag)}) {
    for_each_group(type, [&](type_description *g) {
      found = test(object_ref{g});
      return !found;
    });
  }
  return found;
}

bool is_preferred(multimethod const *m, object_ref hierarchy, object_ref x, object_ref y) {
  object_ref const over{map_get(m->preferred, x)};
  if(is_set(over) && set_contains(over, y)) { return true; }
  return any_parent(hierarchy, y, [&](object_ref parent) { return is_preferred(m, hierarchy, x, parent); }) ||
         any_parent(hierarchy, x, [&](object_ref parent) { return is_preferred(m, hierarchy, parent, y); });
}

bool dominates(multimethod const *m, object_ref hierarchy, object_ref x, object_ref y) {
  return is_preferred(m, hierarchy, x, y) || isa(hierarchy, x, y);
}

[[noreturn]] void throw_ambiguous(multimethod const *m, object_ref value, object_ref a, object_ref b) {
  std::string const first{to_short_text(a)};
  std::string const second{to_short_text(b)};
  throw_error(error_kind::illegal_argument, "multimethod " + qualified_name(m->name) +
                                                " has two methods for the dispatch value " + to_short_text(value) +
                                                ", " + first + " and " + second +
                                                ", and neither is preferred; see prefer-method");
}

object_ref nearest_method(multimethod const *m, object_ref hierarchy, object_ref value) {
  object_ref best_key;
  object_ref best;
  visit_map(m->methods, [&](object_ref key, object_ref method) {
    if(!isa(hierarchy, value, key)) { return true; }
    if(best.is_nil() || dominates(m, hierarchy, key, best_key)) {
      best_key = key;
      best = method;
    }
    return true;
  });
  // In whatever order they came: the nearest is nearer than every other.
  visit_map(m->methods, [&](object_ref key, object_ref) {
    if(isa(hierarchy, value, key) && !dominates(m, hierarchy, best_key, key)) {
      throw_ambiguous(m, value, best_key, key);
    }
    return true;
  });
  return best.is_some() ? best : map_get(m->methods, m->default_value);
}

void set_methods(multimethod *m, object_ref methods) {
  journal::note(m, m->methods, journal::sort::map);
  m->methods = methods;
  forget_found(m);
}

void set_preferred(multimethod *m, object_ref preferred) {
  journal::note(m, m->preferred, journal::sort::map);
  m->preferred = preferred;
  forget_found(m);
}

} // namespace

void forget_found(multimethod *m) {
  m->cache = empty_map();
  m->cached_in = nil;
}

multimethod *make_multimethod(symbol *name, object_ref dispatch, object_ref default_value, object_ref hierarchy) {
  auto *const m{memory::make<multimethod>()};
  m->type = &multimethod_type;
  m->name = name;
  m->dispatch = dispatch;
  m->default_value = default_value;
  m->hierarchy = hierarchy;
  m->methods = empty_map();
  m->preferred = empty_map();
  forget_found(m);
  return m;
}

void add_method(multimethod *m, object_ref dispatch_value, object_ref f) {
  set_methods(m, map_assoc(m->methods, dispatch_value, f));
}

void remove_method(multimethod *m, object_ref dispatch_value) {
  set_methods(m, map_dissoc(m->methods, dispatch_value));
}

void remove_all_methods(multimethod *m) {
  set_methods(m, empty_map());
  set_preferred(m, empty_map());
}

void prefer_method(multimethod *m, object_ref preferred, object_ref over) {
  if(is_preferred(m, deref_rooted(m->hierarchy), over, preferred)) {
    throw_error(error_kind::illegal_state, "multimethod " + qualified_name(m->name) + " already prefers " +
                                               to_short_text(over) + " to " + to_short_text(preferred));
  }
  object_ref const others{map_get(m->preferred, preferred)};
  set_preferred(m, map_assoc(m->preferred, preferred, set_conj(others.is_some() ? others : empty_set(), over)));
}

object_ref find_method(multimethod *m, object_ref dispatch_value) {
  // What finding a method asks of the values (are they equal?) may call into jank.
  memory::collection_delay const delay;
  object_ref const hierarchy{deref_rooted(m->hierarchy)};
  if(hierarchy != m->cached_in) {
    m->cache = empty_map();
    m->cached_in = hierarchy;
  }
  if(auto const *const found{map_find(m->cache, dispatch_value)}) { return *found; }
  object_ref const method{nearest_method(m, hierarchy, dispatch_value)};
  if(method.is_some()) {
    if(map_count(m->cache) >= most_cached) { m->cache = empty_map(); }
    m->cache = map_assoc(m->cache, dispatch_value, method);
  }
  return method;
}

object_ref method_for(multimethod *m, object_ref dispatch_value) {
  object_ref const method{find_method(m, dispatch_value)};
  if(method.is_nil()) {
    throw_error(error_kind::illegal_argument, "multimethod " + qualified_name(m->name) +
                                                  " has no method for the dispatch value " +
                                                  to_short_text(dispatch_value) + ", and no default");
  }
  return method;
}

bool isa(object_ref hierarchy, object_ref child, object_ref parent) {
  if(equal(child, parent) || is_related(hierarchy, ancestors_key(), child, parent)) { return true; }
  if(auto *const type{try_cast<type_description>(child)}) { return isa_type(hierarchy, type, parent); }
  return is_vector(child) && is_vector(parent) && isa_vectors(hierarchy, child, parent);
}

} // namespace jank::object
