#include "object/fresh_names.hpp"

#include "catch2.hpp"
#include "object/equality.hpp"

using namespace jank::object;

TEST_CASE("a fresh symbol is a symbol like others: its name is interned") {
  auto *const fresh{make_fresh_symbol("fresh__1")};
  CHECK(qualified_name(fresh) == "fresh__1");
  auto *const named{make_symbol("fresh__1")};
  CHECK(same_symbol(fresh, named));
  CHECK(fresh->hash == named->hash);
  CHECK(equal(object_ref{fresh}, object_ref{named}));
  CHECK(make_keyword("fresh__1")->name == fresh->name);
  CHECK(make_symbol("n", "fresh__1")->name == fresh->name);
  CHECK(!same_symbol(fresh, make_fresh_symbol("fresh__2")));
}
