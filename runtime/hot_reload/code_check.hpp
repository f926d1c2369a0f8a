#pragma once

// What the code of a side module may not do: change the size of memory, or the function table, in which the code of everything else lies.
// What compilers make for side modules does neither. (Which addresses it writes to, nobody can tell beforehand.)

#include <cstdint>
#include <span>
#include <string_view>

namespace jank::hot_reload {

// Reads the content of a code section, of the module that errors call `subject`. Throws an `error` of kind loader for such an instruction, for one that is not known, and for code
// that ends too early.
void check_code(std::span<std::uint8_t const> section, std::string_view subject);

} // namespace jank::hot_reload
