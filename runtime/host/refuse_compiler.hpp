#pragma once

namespace jank::host {

// Binds eval and the other functions that need the compiler, in images without one, to functions that say so; and so read and its kin, in
// those that were linked without the reader (namespace/libraries.hpp).
void refuse_compiler();

} // namespace jank::host
