#pragma once

// A unit_code's description (unit/format.hpp), and the functions it wants table slots for.

#include "codegen/unit_code.hpp"

namespace jank::codegen {

struct description {
  bytes content;
  std::vector<std::uint32_t> code; // functions of the unit_code, by code index
  bool uses_regexes{};             // the image that the unit is linked into needs the engine of regular expressions
};

// Appends the item of one value. Throws as `describe` does. True when it holds a regular expression.
bool put_item(bytes &out, object_ref value);

// The functions of the unit's types, which have table slots, by code index.
std::vector<std::uint32_t> code_of_types(unit_code const &unit);

inline constexpr std::uint32_t no_probe{~0u};

// `probe`: a function that gets a slot behind all others (line_table.hpp). Joins the init functions into one when there are several. Throws an `error` of kind compiler for a constant that cannot be
// written down by name (a function object or an atom put into code by a macro).
description describe(unit_code &unit, std::uint32_t probe = no_probe);

} // namespace jank::codegen
