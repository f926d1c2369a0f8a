#pragma once

#include "object/object.hpp"

namespace jank::session {

// A function of the namespace jank.session, which is loaded when it is first wanted.
object::object_ref jank_function(char const *name);
// The namespace itself, ahead of that.
void load_answers();

} // namespace jank::session
