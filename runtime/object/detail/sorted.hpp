#pragma once

// Sorted maps and sets: one weight-balanced binary tree (Adams, "Efficient sets: a balancing act", 1993; the parameters are those that
// Hirai and Yamamoto proved right in "Balancing weight-balanced trees", 2011) under two types. Every operation copies the path it
// took, O(log n) nodes, and shares the rest. Each node knows the size of its tree, so that elements are also found by position: seqs are a
// position in a tree that never changes.
//
// The order is that of `compare`, or of a function of jank: a number as compare gives, or, of a predicate, a boolean. Such a function
// runs jank code; collection is delayed meanwhile (object::call), so that nothing here has to be rooted. An operation first walks down,
// which calls the comparator, and builds only afterwards: a comparator that throws leaves nothing half made.

#include "object/detail/collection.hpp"
#include "object/static_type.hpp"

namespace jank::object {

struct sorted_node {
  object_ref key;
  object_ref value; // nil in sets
  sorted_node const *left;
  sorted_node const *right;
  std::uint32_t size; // of the tree below, this node included
};

struct sorted_map_description {
  static constexpr kind what{kind::sorted_map};
  static constexpr std::uint32_t flags{flag_counted | flag_associative | flag_map | flag_ifn};
  static constexpr char const *name{"jank.runtime.sorted_map"};
  static object_ref call(object_ref self, object_ref key);
  static object_ref call(object_ref self, object_ref key, object_ref not_found);
};

struct sorted_set_description {
  static constexpr kind what{kind::sorted_set};
  static constexpr std::uint32_t flags{flag_counted | flag_set | flag_ifn};
  static constexpr char const *name{"jank.runtime.sorted_set"};
  static object_ref call(object_ref self, object_ref element);
};

// Both types.
struct sorted_collection : collection {
  sorted_node const *root; // null when empty
  object_ref comparator;   // nil: compare

  sorted_collection(object_type const *t, object_ref order, sorted_node const *tree, object_ref m)
      : collection{t, m}, root{tree}, comparator{order} {}
};

inline bool is_sorted(object_ref v) { return is(v, kind::sorted_map) || is(v, kind::sorted_set); }
// Requires is_sorted(v).
inline sorted_collection *as_sorted(object_ref v) { return static_cast<sorted_collection *>(v.as_heap()); }
inline std::uint32_t sorted_count(object_ref coll) { return as_sorted(coll)->root ? as_sorted(coll)->root->size : 0; }

sorted_node const *sorted_find(sorted_collection const *coll, object_ref key);
// The collection itself when nothing changes. An equal key that is there stays.
object_ref sorted_insert(sorted_collection const *coll, object_ref key, object_ref value);
object_ref sorted_remove(sorted_collection const *coll, object_ref key);
// Element `index` in order; requires index < count.
sorted_node const *sorted_at(sorted_collection const *coll, std::uint32_t index);
// How many elements come before `key`, or, with `inclusive`, before it or with it.
std::uint32_t sorted_rank(sorted_collection const *coll, object_ref key, bool inclusive);
// Whether `visit` never returned false, in order.
bool visit_sorted(sorted_node const *tree, bool (*visit)(void *visitor, sorted_node const *node), void *visitor);

} // namespace jank::object
