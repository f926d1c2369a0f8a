#pragma once

// What the event loop calls into the image.

#include "object/object.hpp"

namespace jank::host {

// Calls a function object without arguments. What it throws, faults too, is printed, and ends the program where the host ends programs on
// errors, unless the image went back to what ran before (hot_reload/quarantine.hpp). Collection may happen.
void run_event(object::object_ref f);

} // namespace jank::host
