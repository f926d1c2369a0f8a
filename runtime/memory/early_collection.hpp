#pragma once

#include <cstddef>

namespace jank::memory {

// Has the next collection come when `bytes` more are allocated, when that is before it would come by itself. Natively does nothing.
void collect_after(std::size_t bytes);

} // namespace jank::memory
