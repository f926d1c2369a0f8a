#pragma once

// From a command line of clang to the compiler that it asks for, in this process.

#include <clang/Frontend/CompilerInstance.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace jank::resident {

// Has a compiler with its options and diagnostics, and gives an exit status.
using frontend = std::function<int(std::unique_ptr<clang::CompilerInstance>)>;

// Errors of the command line are printed. The status is that of the first `run` that is not 0.
int drive_clang(std::vector<std::string> const &words, frontend const &run);

} // namespace jank::resident
