#pragma once

// Parts of vectors.

#include "object/object.hpp"

namespace jank::object {

// The elements from index `begin` up to `end`, without metadata, in O(log n): the part shares the tree of the vector, and keeps the
// elements before it alive, unless it is small. Requires begin <= end <= count.
object_ref vector_part(object_ref vector, std::size_t begin, std::size_t end);

} // namespace jank::object
