#include "unit/requirements.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace jank::unit {

namespace {

std::map<std::string, std::set<std::string>> &all() {
  static std::map<std::string, std::set<std::string>> requirements;
  return requirements;
}

bool asks_for_one_of(std::set<std::string> const &wanted, std::set<std::string> const &names) {
  return std::ranges::any_of(wanted, [&names](std::string const &w) { return names.contains(w); });
}

} // namespace

void note_requirement(std::string const &from, std::string const &name) {
  if(from != name) { all()[from].insert(name); }
}

void forget_requirements(std::string const &from) { all().erase(from); }

std::set<std::string> const &requirements_of(std::string const &name) {
  static std::set<std::string> const none;
  auto const found{all().find(name)};
  return found == all().end() ? none : found->second;
}

std::set<std::string> dependents_of(std::set<std::string> const &names, bool transitive) {
  std::set<std::string> found{names};
  for(;;) {
    std::set<std::string> const &asked{transitive ? found : names};
    std::set<std::string> more;
    for(auto const &[from, wanted] : all()) {
      if(!found.contains(from) && asks_for_one_of(wanted, asked)) { more.insert(from); }
    }
    found.insert(more.begin(), more.end());
    if(!transitive || more.empty()) { break; }
  }
  for(std::string const &n : names) { found.erase(n); }
  return found;
}

std::vector<std::string> in_order_of_requirement(std::set<std::string> const &names) {
  std::vector<std::string> order;
  std::set<std::string> seen;
  // Through names that are not asked for as well: a asks for b, which asks for c.
  std::function<void(std::string const &)> const visit{[&](std::string const &name) {
    if(!seen.insert(name).second) { return; }
    for(std::string const &wanted : requirements_of(name)) { visit(wanted); }
    if(names.contains(name)) { order.push_back(name); }
  }};
  for(std::string const &name : names) { visit(name); }
  return order;
}

} // namespace jank::unit
