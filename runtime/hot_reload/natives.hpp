#pragma once

namespace jank::hot_reload {

// Interns the natives that need the compiler: eval, read-string, macroexpand, load-file, ... Once, after ns::initialize_natives.
void initialize_natives();
// Those of jank.hot about generations; the first function calls it.
void define_history_natives();

} // namespace jank::hot_reload
