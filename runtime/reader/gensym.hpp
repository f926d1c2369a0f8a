#pragma once

#include "object/symbol.hpp"

namespace jank::reader {

// A symbol that no text read so far contains: `prefix`, a number, `suffix`.
object::symbol *fresh_symbol(std::string_view prefix, std::string_view suffix);

} // namespace jank::reader
