#include "namespace/libraries.hpp"

#include "image.hpp"

using namespace jank::test;

TEST_CASE("a library defines its natives in the namespace that asks for them") {
  start_image();
  name_space *const before{current_namespace()};
  set_current_namespace(intern_namespace("libraries.test"));
  CHECK(find_library("no-such-library") == nullptr);
  var *const define{find_var(intern_namespace(libraries_namespace), make_symbol({}, "math"))};
  REQUIRE(define != nullptr);
  CHECK(find_var(current_namespace(), make_symbol({}, "sqrt")) == nullptr);
  call(define->value);
  var *const sqrt{find_var(current_namespace(), make_symbol({}, "sqrt"))};
  REQUIRE(sqrt != nullptr);
  CHECK(sqrt->ns == current_namespace());
  CHECK(as_double(call(sqrt->value, number(16))) == 4);
  CHECK_THROWS_AS(call(sqrt->value, text("16")), thrown_value);
  set_current_namespace(before);
}
