#pragma once

// Sets: the tree of hash_map.hpp without values.

#include "object/detail/collection.hpp"
#include "object/detail/immer_memory.hpp"
#include "object/static_type.hpp"

#include <immer/set.hpp>
#include <immer/set_transient.hpp>

namespace jank::object {

namespace detail {
using element_tree = immer::set<object_ref, value_hash, value_equal, immer_policy, branch_bits>;
}

struct hash_set_description {
  static constexpr kind what{kind::hash_set};
  static constexpr std::uint32_t flags{flag_counted | flag_set | flag_ifn};
  static constexpr char const *name{"jank.runtime.hash_set"};
  static object_ref call(object_ref self, object_ref element);
};

struct hash_set : collection {
  static constexpr kind object_kind{kind::hash_set};
  detail::element_tree tree;

  hash_set(detail::element_tree const &t, object_ref m) : collection{&static_type<hash_set_description>, m}, tree{t} {}
};

} // namespace jank::object
