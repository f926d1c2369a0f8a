#pragma once

// How often definitions were changed: whatever the journal is told of (journal.hpp), whether a load is open or not. Whoever sees the same
// count twice has seen the same program.

#include <cstdint>

namespace jank::object {

inline std::uint32_t changes{};

} // namespace jank::object
