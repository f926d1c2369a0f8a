#pragma once

// Making sorted maps and sets, and walking parts of them. All else works through collections.hpp and sequence.hpp as with every map
// and set: O(log n) for looking up, adding and removing.

#include "object/object.hpp"

namespace jank::object {

// `comparator`: a function of two values, or nil for `compare`.
object_ref make_sorted_map(object_ref comparator);
object_ref make_sorted_set(object_ref comparator);

// The elements from index `begin` up to `end`, or from the one before `end` down to `begin`; nil when there are none. Requires a sorted
// collection and end <= count.
object_ref make_sorted_seq(object_ref coll, std::uint32_t begin, std::uint32_t end, bool backwards);

} // namespace jank::object
