#pragma once

// A map in the making, changed in place: up to 8 entries in slots, more in an immer transient. What make_map,
// conj of a map onto a map, and transient maps share. Requires a scanned place: the stack, or an object of
// the collected heap.

#include "object/detail/array_map.hpp"
#include "object/detail/hash_map.hpp"

#include <optional>

namespace jank::object::detail {

struct map_builder {
  map_builder() = default;
  explicit map_builder(object_ref map);

  void assoc(object_ref key, object_ref value);
  void dissoc(object_ref key);
  object_ref const *find(object_ref key) const;
  std::size_t count() const { return hashed ? hashed->size() : slot_count; }
  // The builder must not be used afterwards: the map has its nodes.
  object_ref finish(object_ref meta);

  object_ref slots[2 * array_map_limit]{};
  std::uint32_t slot_count{};
  std::optional<hash_tree::transient_type> hashed;
};

} // namespace jank::object::detail
