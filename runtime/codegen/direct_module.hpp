#pragma once

// The container of the direct loader (hot_reload/direct_loader.hpp): a wasm module without table.
//
// Its exports, in order, are the code functions of its description. A constant is an `i32.const` of five bytes that the loader
// overwrites with the constant's word before it compiles the module, so that a var is one load away. Custom sections: "jank.unit"
// (the description) and "jank.constants" (count, then for each place: its distance from the one before, counted from the start of the code
// section's content, and the index of the constant).
//
// Imports: memory, __stack_pointer when there are frames, the tag of C++ exceptions when something is caught, and
// runtime functions by name, jank_invoke_n among them.

#include "codegen/unit_code.hpp"

namespace jank::codegen {

bytes write_direct_module(unit_code &unit);

} // namespace jank::codegen
