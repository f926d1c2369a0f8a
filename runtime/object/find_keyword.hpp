#pragma once

// Keywords that are there already.

#include "object/symbol.hpp"

namespace jank::object {

// The keyword, or null when no one has made it yet.
keyword *find_keyword(std::string_view ns, std::string_view name);

} // namespace jank::object
