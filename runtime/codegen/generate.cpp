#include "codegen/generate.hpp"

#include "codegen/emitter.hpp"

namespace jank::codegen {

void generate(unit_code &unit, analyzer::tree const &tree) { emitter::emit_top_level(unit, tree); }

} // namespace jank::codegen
