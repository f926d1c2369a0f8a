#pragma once

// The code of several units of this image in one module for the direct loader: what the engine compiles a module for is mostly the module,
// hardly its functions.
//
// It is as a direct module (direct_module.hpp), but without sections for a loader: the units exist already (unit/pending.hpp), the words
// of their constants stand in the code, and who loads it is told the rest.

#include "codegen/unit_code.hpp"

#include <span>

namespace jank::codegen {

struct joined_unit {
  unit_code const *code; // of one top-level form
  object_ref const *constants;
  bool with_init; // the function that runs the form comes along
};

// What became of one unit. Its functions have exports in a row, in the order of code_of_types (description.hpp), then the init.
struct joined_part {
  std::uint32_t first_export;
  std::uint32_t export_count;
  std::uint32_t code_begin; // offset in the module from which the offsets of the line table count
  bytes lines;              // line table
};

struct joined_module {
  bytes content;
  std::uint32_t export_count;
  std::vector<joined_part> parts; // in the order of the units
};

joined_module write_joined_module(std::string_view name, std::span<joined_unit const> units);

} // namespace jank::codegen
