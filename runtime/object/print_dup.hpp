#pragma once

// Printing so that reading makes a value of the same type, with the same metadata: readably, whole, whatever the settings say. Records are
// #a.R[1 2], sorted collections calls behind #=, types #=a.R.

#include "object/print.hpp"

namespace jank::object {

// `print` with these, or with others that say `dup`, prints in this way.
extern print_settings const dup_settings;

} // namespace jank::object
