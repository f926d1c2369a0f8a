#pragma once

// Looking through collections from C++ without making a seq: for equality, hashing, printing, reduce. Nothing
// here allocates. A visitor may let collection happen when the caller holds the collection in a root.

#include "object/object.hpp"

#include <cstddef>
#include <type_traits>

namespace jank::object {

// Where a collection keeps its hash (odd, 0: not computed yet): lists, vectors, map entries, maps and sets.
// Null for others.
std::uint32_t *hash_slot(object_ref collection);

// Values that lie side by side. They stay valid as long as the vector lives.
struct value_run {
  object_ref const *values;
  std::size_t count;

  object_ref const *begin() const { return values; }
  object_ref const *end() const { return values + count; }
};

// The run that starts at index `from` of a vector or map entry: up to 32 values, none at the end.
value_run vector_run(object_ref vector, std::size_t from);

// The value at `key`, or null. Requires a map.
object_ref const *map_find(object_ref map, object_ref key);
// The element that equals `value`, or null. Requires a set.
object_ref const *set_find(object_ref set, object_ref value);

namespace detail {

using visit_entry = bool (*)(void *visitor, object_ref key, object_ref value);
using visit_element = bool (*)(void *visitor, object_ref element);
bool visit_map_entries(object_ref map, visit_entry visit, void *visitor);
bool visit_set_elements(object_ref set, visit_element visit, void *visitor);

} // namespace detail

// Calls `visit(value)` for each element of a vector until it returns false; whether it never did.
template <typename F> bool visit_vector(object_ref vector, F &&visit) {
  for(std::size_t i{};;) {
    value_run const run{vector_run(vector, i)};
    if(run.count == 0) { return true; }
    for(object_ref const value : run) {
      if(!visit(value)) { return false; }
    }
    i += run.count;
  }
}

// The same for `visit(key, value)` over a map, and for `visit(element)` over a set.
template <typename F> bool visit_map(object_ref map, F &&visit) {
  return detail::visit_map_entries(
      map,
      [](void *visitor, object_ref key, object_ref value) -> bool {
        return (*static_cast<std::remove_reference_t<F> *>(visitor))(key, value);
      },
      &visit);
}
template <typename F> bool visit_set(object_ref set, F &&visit) {
  return detail::visit_set_elements(
      set,
      [](void *visitor, object_ref element) -> bool {
        return (*static_cast<std::remove_reference_t<F> *>(visitor))(element);
      },
      &visit);
}

} // namespace jank::object
