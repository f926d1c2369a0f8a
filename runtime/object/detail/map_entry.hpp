#pragma once

// Map entries: vectors of two without metadata.

#include "object/static_type.hpp"

namespace jank::object {

struct map_entry_description {
  static constexpr kind what{kind::map_entry};
  static constexpr std::uint32_t flags{flag_sequential | flag_counted | flag_associative | flag_vector | flag_ifn};
  static constexpr char const *name{"jank.runtime.map_entry"};
  static object_ref call(object_ref self, object_ref index);
};

struct map_entry : heap_object {
  static constexpr kind object_kind{kind::map_entry};
  object_ref parts[2]; // key, value
  std::uint32_t hash;  // odd; 0: not computed yet

  map_entry(object_ref key, object_ref value)
      : heap_object{&static_type<map_entry_description>}, parts{key, value}, hash{0} {}
};

} // namespace jank::object
