#pragma once

// Addresses of the image that emitted code reads directly, by name.

#include <cstdint>
#include <string_view>

namespace jank::unit {

// 0 when there is no such name.
std::uintptr_t find_address(std::string_view name);

} // namespace jank::unit
