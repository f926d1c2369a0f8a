#pragma once

#include "codegen/unit_code.hpp"

namespace jank::codegen {

// Appends the code of one top-level form to a unit that collects a file.
void merge(unit_code &into, unit_code const &form);

} // namespace jank::codegen
