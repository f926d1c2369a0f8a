#pragma once

// C++ pointers as values. The collector does not follow them.

#include "object/object.hpp"

namespace jank::patch {

object::object_ref make_opaque(void *pointer);
void *opaque_pointer(object::object_ref v); // throws a type error for anything else

} // namespace jank::patch
