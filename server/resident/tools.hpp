#pragma once

#include <string>
#include <vector>

namespace jank::resident {

// Initialises LLVM, and compiles and links something small, so that copies of this process need not.
void warm_up();

// Runs a command line of clang (whose first word ends in "clang" and what may follow) or of wasm-ld, in this process, which is used up by
// it. The exit status.
int run_tool(std::vector<std::string> const &words);

} // namespace jank::resident
