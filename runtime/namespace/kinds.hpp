#pragma once

namespace jank::ns {

// Tells the object layer how vars and namespaces are printed, dereferenced and watched. Idempotent.
void register_kinds();

} // namespace jank::ns
