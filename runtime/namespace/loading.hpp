#pragma once

// How `require` gets at a namespace that is not there yet. Hot images load its file; normal ones hold all their namespaces from
// the start.

#include "namespace/namespace.hpp"

namespace jank::ns {

// Loads the namespace unless it is loaded, or anyway when `reload`. Throws when it cannot. Collection may happen.
using namespace_loader = void (*)(symbol const *name, bool reload);
void set_namespace_loader(namespace_loader loader);

} // namespace jank::ns
