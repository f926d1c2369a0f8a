#pragma once

// Loading files again, around which the program's hooks are called (load_hooks.hpp).
//
//   1. functions with :dev/before-load, then those with :dev/before-load-async, one after the other, each of which calls what it is given
//   2. the namespaces, those that are needed before those that need them, as one load: all of them or none
//   3. functions with :dev/after-load, then those with :dev/after-load-async; also when the load failed, as what was stopped before it is
//      to go on
//
// Without asynchronous hooks, or when they call at once, all of it happens inside the call. Otherwise it goes on when they call; another
// reload waits until then.

#include "object/object.hpp"

#include <string>
#include <vector>

namespace jank::hot_reload {

enum class dependents : std::uint8_t { none, direct, all };

struct reload_request {
  std::vector<std::string> namespaces; // loaded again in any case
  std::vector<std::string> files;    // paths; those of namespaces that are not loaded, or are :dev/once, are left alone
  dependents with{dependents::none}; // namespaces that need them
  bool prune{};                      // what the files do not define any more goes (stale.hpp)
  object::object_ref done;           // called with the result at the end, when it is some
};

// {:reloaded [names] :pruned [vars] :generation n}; or {:waiting-for var} when it goes on later. Throws what the load threw, after the
// hooks were called; when nobody waits for it, it is reported, and `done` gets {:error value}. Collection may happen.
object::object_ref reload_rooted(reload_request request);

} // namespace jank::hot_reload
