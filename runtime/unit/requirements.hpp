#pragma once

// Which namespaces a namespace asked for, by `require` and its like, while it was loaded last and since.

#include <set>
#include <string>
#include <vector>

namespace jank::unit {

void note_requirement(std::string const &from, std::string const &name);
// Its load begins anew.
void forget_requirements(std::string const &from);
std::set<std::string> const &requirements_of(std::string const &name);
// Those that asked for one of the names; with `all`, also those that asked for these, and so on. Without the names themselves.
std::set<std::string> dependents_of(std::set<std::string> const &names, bool all);
// The names so that each comes after those it asked for. Where they ask for each other in a circle, any order within it.
std::vector<std::string> in_order_of_requirement(std::set<std::string> const &names);

} // namespace jank::unit
