#include "unit/requirements.hpp"

#include "catch2.hpp"

using namespace jank::unit;

using names = std::set<std::string>;
using order = std::vector<std::string>;

TEST_CASE("namespaces that were required come before those that require them") {
  note_requirement("r.top", "r.middle");
  note_requirement("r.middle", "r.base");
  note_requirement("r.apart", "r.other");
  note_requirement("r.apart", "r.apart");
  CHECK(in_order_of_requirement({"r.top", "r.base", "r.middle"}) == order{"r.base", "r.middle", "r.top"});
  // Also when what lies between is not asked for.
  CHECK(in_order_of_requirement({"r.base", "r.top", "r.apart"}) == order{"r.apart", "r.base", "r.top"});
  CHECK(requirements_of("r.apart") == names{"r.other"});
  CHECK(dependents_of({"r.base"}, false) == names{"r.middle"});
  CHECK(dependents_of({"r.base"}, true) == names{"r.middle", "r.top"});
  CHECK(dependents_of({"r.top"}, true).empty());
  forget_requirements("r.middle");
  CHECK(dependents_of({"r.base"}, true).empty());
}

TEST_CASE("namespaces that require each other have some order") {
  note_requirement("c.a", "c.b");
  note_requirement("c.b", "c.a");
  CHECK(in_order_of_requirement({"c.a", "c.b"}).size() == 2);
  CHECK(dependents_of({"c.a"}, true) == names{"c.b"});
}
