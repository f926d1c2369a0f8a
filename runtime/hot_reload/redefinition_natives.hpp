#pragma once

// The functions of jank.hot about dependents, stale vars, old versions and reloading.

namespace jank::hot_reload {

// Also has loads followed by what belongs after them: hooks, recompilation.
void define_redefinition_natives();

} // namespace jank::hot_reload
