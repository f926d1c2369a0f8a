#pragma once

// What the compiler takes in from vars: a macro it expands, the value of a ^:const var, an operation of clojure.core that it expands in line.
// Code that was compiled so does not notice when the var is bound again. (Hints are taken from the names of locals alone, never from
// a var: they make no code depend on one.)

#include "memory/heap.hpp"
#include "namespace/var.hpp"

#include <vector>

namespace jank::analyzer {

using var_list = std::vector<ns::var *, memory::allocator<ns::var *>>;

struct taken_in {
  var_list from;    // each once, in the order of first use
  var_list defined; // what the code defines
};

// Who is told while forms are analyzed; null: nobody. Returns who was told before.
taken_in *observe_taken(taken_in *observer);

void note_taken(ns::var *v);
void note_defined(ns::var *v);

} // namespace jank::analyzer
