#pragma once

// Changes of namespaces that are no part of giving symbols a meaning (namespace.hpp).

#include "namespace/namespace.hpp"

namespace jank::ns {

void set_aliases(name_space *ns, object_ref aliases);
void set_meta(name_space *ns, object_ref meta);

} // namespace jank::ns
