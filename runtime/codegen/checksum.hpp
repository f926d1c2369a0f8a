#pragma once

// The last section of every side module compiled from jank, "jank.checksum": the CRC-32 (ISO-HDLC, as in zip) of all bytes before the
// section, 4 bytes, little endian. A patch with a wrong byte may be valid wasm and mean something else; this tells.

#include "codegen/wasm.hpp"

#include <span>

namespace jank::codegen {

// The size of the whole section: id, size, the name with its length, the sum.
inline constexpr std::size_t checksum_section_size = 2 + 14 + 4;

std::uint32_t checksum(std::span<std::uint8_t const> content);
void put_checksum_section(bytes &module);
// Whether the module ends with the section and the sum is right.
bool checksum_is_right(std::span<std::uint8_t const> module);

} // namespace jank::codegen
