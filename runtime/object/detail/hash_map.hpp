#pragma once

// Maps of more than 8 entries: immer's compressed hash-array mapped prefix tree (Steindorfer and Vinju,
// "Optimizing Hash-Array Mapped Tries for Fast and Lean Immutable JVM Collections", 2015).

#include "object/detail/collection.hpp"
#include "object/detail/immer_memory.hpp"
#include "object/static_type.hpp"

#include <immer/map.hpp>
#include <immer/map_transient.hpp>

namespace jank::object {

namespace detail {
using hash_tree = immer::map<object_ref, object_ref, value_hash, value_equal, immer_policy, branch_bits>;
}

namespace detail {

// The key beside a value that `find` of a tree returned: entries are pairs.
inline object_ref key_beside(object_ref const *value) { return value[-1]; }

// What stands in the tree for `key`: the key that was there first stays when an equal one comes. `found` is what `find` says.
inline object_ref lasting_key(object_ref key, object_ref const *found) {
  return found != nullptr ? key_beside(found) : key;
}

// Keywords and immediates equal nothing but themselves, save that a fixnum may equal a big integer.
inline bool compared_by_identity(object_ref key) { return key.is_heap() ? is(key, kind::keyword) : !key.is_fixnum(); }

} // namespace detail

struct hash_map_description {
  static constexpr kind what{kind::hash_map};
  static constexpr std::uint32_t flags{flag_counted | flag_associative | flag_map | flag_ifn};
  static constexpr char const *name{"jank.runtime.hash_map"};
  static object_ref call(object_ref self, object_ref key);
  static object_ref call(object_ref self, object_ref key, object_ref not_found);
};

struct hash_map : collection {
  static constexpr kind object_kind{kind::hash_map};
  detail::hash_tree tree;

  hash_map(detail::hash_tree const &t, object_ref m) : collection{&static_type<hash_map_description>, m}, tree{t} {}
};

} // namespace jank::object
