#pragma once

// Transients: collections changed in place by their one user. get, contains, count, nth and calls read them.

#include "object/object.hpp"

namespace jank::object {

std::int64_t transient_count(object_ref coll);
// Vectors by index, maps by key, sets by element; null when absent. Invalid after the next change.
object_ref const *transient_find(object_ref coll, object_ref key);

} // namespace jank::object
