#pragma once

// The container of patches in files: a side module by the "Dynamic Linking" convention, which dlopen loads, and the direct loader too.
//
// It has "dylink.0" first. Its memory holds the unit's record, constants and description (unit/unit.hpp); an element segment puts the
// code functions into the table from __table_base on. It exports `jank_unit`, which completes the record (addresses and
// the first slot are known only when it is loaded) and returns it: nothing runs, and nothing is bound, before the image has looked at it.

//
// The custom section "jank.direct" holds the same unit as a direct module (direct_module.hpp), which the direct loader takes: an instance
// that imports the table costs V8 up to 11 memory for every slot of it, for good.

#include "codegen/unit_code.hpp"

namespace jank::codegen {

inline constexpr char const *direct_section = "jank.direct";

bytes write_side_module(unit_code &unit);

} // namespace jank::codegen
