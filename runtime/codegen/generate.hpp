#pragma once

// The door of the code generator.

#include "analyzer/node.hpp"
#include "codegen/unit_code.hpp"

namespace jank::codegen {

// Appends the code of one analyzed top-level form.
void generate(unit_code &unit, analyzer::tree const &tree);

} // namespace jank::codegen
