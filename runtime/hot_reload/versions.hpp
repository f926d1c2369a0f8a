#pragma once

// Which functions that a var held are still alive somewhere: in an atom, a closure, a handler of the page.
//
// Nothing is kept alive by it: each function that a load binds is followed by a finalizer.

#include "hot_reload/transaction.hpp"

namespace jank::hot_reload {

// For the end of a load: follows what it bound.
void follow_versions(load_result const &result);

struct old_version {
  std::uint32_t generation; // that bound it; 0: none
  bool in_history;          // the history keeps it, so that it can be bound again
};
// What the var held and does not hold, oldest first. Collects before, where that is possible: below C++ that delays collection what has
// become unreachable since the last one counts as alive.
std::vector<old_version> old_versions_rooted(ns::var *v);

} // namespace jank::hot_reload
