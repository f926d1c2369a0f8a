#pragma once

// The container of patches in files: a side module by the "Dynamic Linking" convention, which dlopen loads, and the direct loader too.
//
// It has "dylink.0" first. Its memory holds the unit's record, constants and description (unit/unit.hpp); an element segment puts the
// code functions into the table from __table_base on. It exports `jank_unit`, which completes the record (addresses and
// the first slot are known only when it is loaded) and returns it: nothing runs, and nothing is bound, before the image has looked at it.

#include "codegen/unit_code.hpp"

namespace jank::codegen {

bytes write_side_module(unit_code &unit);

} // namespace jank::codegen
