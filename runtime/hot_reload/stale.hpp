#pragma once

// What a file does not define any more.
//
// When a file is loaded again, the vars that it defined the last time and does not define now are stale: listed, and, where it is
// asked for, pruned. What was typed in is no file's, and stays.

#include "hot_reload/transaction.hpp"

#include <string>

namespace jank::hot_reload {

// Counts evaluated definitions: what is defined from now on is newer.
std::uint32_t definition_mark();
// For the end of a file that was loaded: what it defined has been since `mark`. Prunes when that is set.
void note_file_loaded(std::string const &path, std::uint32_t mark);

// Those that are still there and were not defined again.
var_list stale_vars();
// Removes the names from all namespaces and unbinds the vars: who still calls one is told so. Part of the load that is running, or a load
// of its own. Returns what was removed.
var_list prune();

void set_pruning(bool on);
bool prunes();

} // namespace jank::hot_reload
