#pragma once

namespace jank::host {

// Starts the REPL (repl.js) and returns; its lines are evaluated from the event loop. The exit code when it cannot start.
int start_repl();

} // namespace jank::host
