#pragma once

#include "object/object.hpp"

namespace jank::ns {

// A lazy seq of the elements of `coll`, then of those of each element of `more`, which may be lazy and infinite itself.
// Native because syntax quote expands to it: the core library uses it before it has defined anything.
object::object_ref make_concat(object::object_ref coll, object::object_ref more);

} // namespace jank::ns
