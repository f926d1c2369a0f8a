#pragma once

// Vectors: immer's radix-balanced tree of 32-way nodes (Bagwell's and Clojure's; conj, nth and assoc in
// O(log32 n)), and map entries.

#include "object/detail/collection.hpp"
#include "object/detail/immer_memory.hpp"
#include "object/static_type.hpp"

#include <immer/detail/rbts/rbtree.hpp>

namespace jank::object {

namespace detail {

// The tree inside immer::vector. Its transient and its vector differ only in who holds the token; and small
// vectors can be given a leaf of exactly their size, where the public constructor allocates all 32 places.
using vector_tree = immer::detail::rbts::rbtree<object_ref, immer_policy, branch_bits, branch_bits>;
inline constexpr std::size_t leaf_size{std::size_t{1} << branch_bits};

vector_tree make_vector_tree(object_ref const *values, std::size_t count);

} // namespace detail

struct vector_description {
  static constexpr kind what{kind::vector};
  static constexpr std::uint32_t flags{flag_sequential | flag_counted | flag_associative | flag_vector | flag_ifn};
  static constexpr char const *name{"jank.runtime.vector"};
  static object_ref call(object_ref self, object_ref index);
};

// The elements of the tree from index first() on: subvec shares the tree, and cuts it off behind the last element.
//
// Most vectors are small: all their elements lie side by side in the tail, where emitted code finds them by itself (codegen/nth.cpp).
struct vector : collection {
  static constexpr kind object_kind{kind::vector};
  detail::vector_tree tree;
  std::int32_t small_count; // above 0: so many elements, and they are the tail; else minus first()

  vector(detail::vector_tree const &t, object_ref m, std::size_t first = 0)
      : collection{&static_type<vector_description>, m}, tree{t},
        small_count{first == 0 && t.size <= detail::leaf_size ? static_cast<std::int32_t>(t.size)
                                                              : -static_cast<std::int32_t>(first)} {}

  std::size_t first() const { return small_count < 0 ? static_cast<std::size_t>(-small_count) : 0; }
};

namespace detail {

// A tree of the elements of the vector alone.
vector_tree own_tree(vector const *v);

} // namespace detail

} // namespace jank::object
