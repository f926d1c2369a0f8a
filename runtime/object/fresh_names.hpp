#pragma once

// The names of generated symbols: interned as others are, but given back when nothing has them any more. A program that is changed while it
// runs expands macros without end, and each expansion has names of its own.

#include "object/symbol.hpp"

namespace jank::object {

// A symbol of that name. Requires that no symbol has had the name yet.
symbol *make_fresh_symbol(std::string_view name);

// Where intern_string looks for a name that it does not know (symbol.cpp): null until there is a fresh one, so that programs without are linked
// without.
extern string *(*find_fresh_name)(std::uint32_t hash, std::string_view name);

} // namespace jank::object
