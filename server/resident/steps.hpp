#pragma once

// The steps of a request: command lines, as lists of words.

#include <llvm/Support/JSON.h>

#include <string>
#include <vector>

namespace jank::resident {

std::vector<std::string> read_words(llvm::json::Array const *list);
// "steps" of a message.
std::vector<std::vector<std::string>> read_steps(llvm::json::Object const &message);

// One after the other, up to the first that fails; the exit status.
int run_steps(std::vector<std::vector<std::string>> const &steps);

} // namespace jank::resident
