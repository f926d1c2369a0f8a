#pragma once

// The container of ahead-of-time builds: a relocatable object (WebAssembly "Linking" convention, version 2) that wasm-ld links into an
// image. Position independent, so that one form fits MAIN_MODULE images and static ones.
//
// Data: the unit's record (unit/unit.hpp), its constants (zero until the image starts), its code table and its description. An init
// function registers the record. Nothing else is visible outside, save with `direct_calls`: then each top-level function is a
// hidden symbol "jank:<ns>/<name>#<arity>", and calls of such functions (of this unit, or of the units already in the
// compiling image that were made the same way) are direct: for builds in which vars are not rebound.

#include "codegen/unit_code.hpp"

namespace jank::codegen {

bytes write_object_file(unit_code &unit, bool direct_calls);

} // namespace jank::codegen
