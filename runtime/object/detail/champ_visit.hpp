#pragma once

// Looking through immer's hash tree node by node, in the order of its iterator, which is several times as slow: it finds its way again for
// every element.

#include "object/detail/immer_memory.hpp"

#include <immer/detail/hamts/champ.hpp>

namespace jank::object::detail {

// Calls `visit(value)` until it returns false; whether it never did.
template <typename Node, typename F> bool visit_champ(Node const *node, immer::detail::hamts::count_t depth, F &visit) {
  auto const each{[&visit](auto const *values, auto count) {
    for(auto const *const end{values + count}; values != end; ++values) {
      if(!visit(*values)) { return false; }
    }
    return true;
  }};
  if(depth == immer::detail::hamts::max_depth<branch_bits>) {
    return each(node->collisions(), node->collision_count());
  }
  if(node->datamap() && !each(node->values(), node->data_count())) { return false; }
  if(!node->nodemap()) { return true; }
  for(auto const *child{node->children()}, *const end{child + node->children_count()}; child != end; ++child) {
    if(!visit_champ(static_cast<Node const *>(*child), depth + 1, visit)) { return false; }
  }
  return true;
}

// Of a map or set of immer.
template <typename Collection, typename F> bool visit_hashed(Collection const &coll, F &&visit) {
  return visit_champ(coll.impl().root, 0, visit);
}

} // namespace jank::object::detail
