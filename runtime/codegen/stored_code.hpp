#pragma once

// The code of the top-level forms of a file or library, kept in a file until it is known which of them a program needs.
//
// Bytes: "jank code", the ABI version, the count of forms; then for each what its unit_code holds, in the order of its members. Counts,
// texts and values are written as in descriptions (unit/format.hpp). Read by the toolchain that wrote it, and by no other.

#include "codegen/unit_code.hpp"

#include <span>

namespace jank::codegen {

bytes write_stored_code(std::span<unit_code const> forms);
// Vars and namespaces that it names are interned. Throws an `error` of kind loader for anything else.
std::vector<unit_code> read_stored_code(std::span<std::uint8_t const> stored, std::string const &path);

} // namespace jank::codegen
