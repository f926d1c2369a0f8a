#pragma once

// Types, bottom up.
//
// Types only fall: long, double and boolean to object. Loop locals start as what their init is and fall when a recur passes
// something else; the loop's body is then gone over again, until nothing falls any more. Each local of a loop falls at most
// once, so usual code is visited once or twice.

#include "analyzer/node.hpp"

namespace jank::analyzer {

// Sets the types of all nodes and locals under `t.root`. Operations that are defined on longs alone, and whose arguments turn
// out to be something else, become calls of the function they stood for.
void infer(tree &t);

// What a value is that is one or the other.
value_type join(value_type a, value_type b);

} // namespace jank::analyzer
