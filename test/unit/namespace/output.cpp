#include "namespace/output.hpp"

#include "image.hpp"
#include "memory/interruption.hpp"

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

TEST_CASE("a limited writer keeps whole characters, and stops who prints more") {
  object_ref const w{make_limited_writer(4)};
  write_to(w, "abcd");
  CHECK_FALSE(is_overfull(w));
  CHECK_THROWS_AS(write_to(w, "e"), jank::memory::interruption);
  CHECK(is_overfull(w));
  CHECK(text_of_writer(w) == "abcd");
  object_ref const other{make_limited_writer(4)};
  CHECK_THROWS_AS(write_to(other, "ab\u00e9\u00e9"), jank::memory::interruption);
  CHECK(text_of_writer(other) == "ab\u00e9");
}

TEST_CASE("a value goes to a streaming writer before it ends, to a text writer whole") {
  static std::vector<std::string> pieces;
  pieces.clear();
  object_ref const w{
      make_streaming_writer([](std::uint32_t, std::string_view piece) { pieces.emplace_back(piece); }, 0, 5)};
  call_core("print-to*", make_vector({number(10), number(20), number(30)}), w);
  CHECK(pieces == std::vector<std::string>{"[10 20 ", "30]"});
  CHECK(takes_pieces(w));
  CHECK_FALSE(takes_pieces(make_text_writer()));
}
