#pragma once

namespace jank::hot_reload {

// Interns the natives that need the compiler: eval, read-string, macroexpand, load-file, ... Once, after ns::initialize_natives.
void initialize_natives();

} // namespace jank::hot_reload
