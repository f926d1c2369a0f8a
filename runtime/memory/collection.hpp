#pragma once

// Between safepoints and the two heaps; nothing above this folder includes it.

namespace jank::memory {

// Collects and runs finalizers. Requires that no delay is in force. Natively does nothing.
void collect();

} // namespace jank::memory
