#pragma once

#include "object/symbol.hpp"

namespace jank::reader {

// Whether a symbol names a special form: such symbols are never resolved, neither by syntax quote nor by the analyzer.
bool is_special_symbol(object::symbol const *s);

} // namespace jank::reader
