#pragma once

// Evaluating again what was compiled with something that has changed since.

#include "hot_reload/definitions.hpp"
#include "hot_reload/transaction.hpp"

namespace jank::hot_reload {

struct recompile_result {
  var_list recompiled; // what was defined anew, in order
  var_list left;       // depends on it too, but holds no code: evaluating it again would lose state
};

// Evaluates the definitions again, in order, each in its namespace: one load, whole or not at all. Those that hold state are left.
// Collection may happen.
recompile_result recompile(definition_list const &definitions);
// What depends on the vars, and what depends on that (outdated_by).
recompile_result recompile_dependents(std::vector<ns::var *> const &changed);

// :auto: after each load that binds a macro or a ^:const var its dependents follow.
void set_automatic_recompilation(bool on);
bool recompiles_automatically();
// For the end of a load.
void follow_changes(load_result const &result);

} // namespace jank::hot_reload
