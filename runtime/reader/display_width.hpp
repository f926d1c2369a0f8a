#pragma once

#include <cstdint>

namespace jank::reader {

// Columns that a terminal gives to a character: 0 for marks that combine with the one before, 2 for East Asian wide and
// fullwidth characters and for emoji, else 1 (after Unicode Standard Annex 11 and the general categories Mn and Me, in blocks
// rather than single characters).
int display_width(char32_t c);

} // namespace jank::reader
