#pragma once

namespace jank::host {

// Binds eval and the other functions that need the compiler, in images without one, to functions that say so.
void refuse_compiler();

} // namespace jank::host
