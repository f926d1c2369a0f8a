#pragma once

// What emitted code passes to jank_try: the function object of the body, with a bit that no address of an object has.

#include <cstdint>

namespace jank::unit {

// The handlers take any jank value: (catch :default e ...), (catch jank.runtime.object_ref e ...).
inline constexpr std::uint32_t takes_any_value = 1;

} // namespace jank::unit
