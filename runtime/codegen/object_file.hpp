#pragma once

// The container of ahead-of-time builds: a relocatable object (WebAssembly "Linking" convention, version 2) that wasm-ld links into an
// image. Position independent, so that one form fits MAIN_MODULE images and static ones.
//
// Data: the unit's record (unit/unit.hpp), its constants (zero until the image starts), its code table and its description. An init
// function registers the record. Nothing else is visible outside, save with `direct_calls`: then each top-level function is a
// hidden symbol "jank:<ns>/<name>#<arity>", and calls of such functions (of this unit, of the units already linked into the
// compiling image, or of those that are compiled together with this one) are direct: for builds in which vars are not rebound.

#include "codegen/unit_code.hpp"

#include <unordered_set>

namespace jank::codegen {

// "user/ggg" and so on: functions of units that are compiled together, which have symbols.
using known_functions = std::unordered_set<std::string>;

// Symbols of a native (namespace/linked_native.hpp); `documentation` may be empty.
struct native_reference {
  std::string row;
  std::string documentation;
};

struct object_options {
  bool direct_calls{};
  bool library{};                  // runs when it is first required (unit/loading.hpp), not when the image starts
  known_functions const *beside{}; // null: none
  std::vector<native_reference> const *natives{}; // what jank_linked_natives lists; null: the object does not define it
};

bytes write_object_file(unit_code &unit, object_options const &options);
// Adds what the unit's top-level defs bind to functions.
void note_functions(unit_code const &unit, known_functions &into);

} // namespace jank::codegen
