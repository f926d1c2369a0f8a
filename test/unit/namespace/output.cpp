#include "namespace/output.hpp"

#include "image.hpp"

using namespace jank::test;

namespace {
object_ref print_twice(object_ref) {
  call_core("print", text("a"), number(1));
  call_core("prn", text("b"));
  return nil;
}
object_ref print_and_throw(object_ref) {
  call_core("print", text("lost"));
  throw_error(error_kind::illegal_state, "out");
}
} // namespace

TEST_CASE("captures nest and take what is written inside them") {
  output_capture outer;
  write_out("1");
  {
    output_capture inner;
    write_out("2");
    CHECK(inner.take() == "2");
    CHECK(inner.take().empty());
  }
  write_out("3");
  CHECK(outer.take() == "13");
}

TEST_CASE("a capture ends when an exception passes") {
  output_capture outer;
  CHECK_THROWS_AS(call_core("with-out-str*", native_function(print_and_throw)), thrown_value);
  call_core("print", text("after"));
  CHECK(outer.take() == "after");
}

TEST_CASE("printing separates values by spaces") {
  CHECK(cast<string>(call_core("with-out-str*", native_function(print_twice)))->view() == "a 1\"b\"\n");
  CHECK(result("pr-str", text("a"), nil, key("k")) == R"("\"a\" nil :k")");
  CHECK(result("print-str", text("a"), nil, key("k")) == R"("a nil :k")");
  CHECK(result("println-str") == R"("\n")");
}
