#pragma once

// Maps of up to 8 entries: keys and values in turn, in the order of insertion, searched one after the other.

#include "object/detail/collection.hpp"
#include "object/static_type.hpp"

namespace jank::object {

inline constexpr std::size_t array_map_limit{8};

struct array_map_description {
  static constexpr kind what{kind::array_map};
  static constexpr std::uint32_t flags{flag_counted | flag_associative | flag_map | flag_ifn};
  static constexpr char const *name{"jank.runtime.array_map"};
  static object_ref call(object_ref self, object_ref key);
  static object_ref call(object_ref self, object_ref key, object_ref not_found);
};

struct array_map : collection {
  static constexpr kind object_kind{kind::array_map};
  std::uint32_t count; // of entries
  object_ref slots[];  // 2 * count

  array_map(std::uint32_t n, object_ref m) : collection{&static_type<array_map_description>, m}, count{n} {}
};

// All slots still nil.
array_map *make_array_map(std::size_t count, object_ref meta);
// The position of the key among `count` entries, or -1.
int find_in_slots(object_ref const *slots, std::size_t count, object_ref key);

} // namespace jank::object
