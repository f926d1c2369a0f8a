#pragma once

#include <string>
#include <vector>

namespace jank::host {

// run FILE, -e EXPR, repl, compile ...; the exit code: 0, 1 for errors of the program, 2 for a wrong command line.
int run_command(std::vector<std::string> const &arguments);

} // namespace jank::host
