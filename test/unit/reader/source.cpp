#include "reader/source.hpp"

#include "catch2.hpp"

using namespace jank::reader;

TEST_CASE("a line is found by its number, without its line end") {
  source_text const source{"a.jank", "one\ntwo\r\n\nfour"};
  CHECK(source.line(1) == "one");
  CHECK(source.line(2) == "two");
  CHECK(source.line(3).empty());
  CHECK(source.line(4) == "four");
  CHECK(source.line(5).data() == nullptr);
  CHECK(source.line(0).data() == nullptr);
}

TEST_CASE("lines count from first_line when the text begins inside a file") {
  source_text const source{"a.jank", "one\ntwo", 40};
  CHECK(source.line(40) == "one");
  CHECK(source.line(41) == "two");
  CHECK(source.line(39).data() == nullptr);
  CHECK(source.line(42).data() == nullptr);
}

TEST_CASE("an error shows its place, the line and a caret under the column") {
  source_text const source{"app.jank", "(ns app)\n\n(defn f [x\n  x)"};
  CHECK(describe(source, {3, 9}, "vector is never closed") == "app.jank:3:9: error: vector is never closed\n"
                                                              "  3 | (defn f [x\n"
                                                              "    |         ^");
  CHECK(describe(source, {3, 1}, "m", "do this").ends_with("\n    | ^\n  hint: do this"));
}

TEST_CASE("the caret may stand behind the line's end") {
  CHECK(describe({"a", "ab"}, {1, 3}, "m") == "a:1:3: error: m\n  1 | ab\n    |   ^");
}

TEST_CASE("without a known line there is only the message") {
  source_text const source{"app.jank", "x"};
  CHECK(describe(source, {}, "no") == "app.jank: error: no");
  CHECK(describe(source, {7, 1}, "no") == "app.jank:7:1: error: no");
}

TEST_CASE("the gutter is as wide as the line number") {
  source_text const source{"a", "x", 120};
  CHECK(describe(source, {120, 1}, "m") == "a:120:1: error: m\n  120 | x\n      | ^");
}

TEST_CASE("tabs before the column are kept, so that the caret stands right at every tab width") {
  CHECK(describe({"a", "\tx\ty"}, {1, 4}, "m") == "a:1:4: error: m\n  1 | \tx\ty\n    | \t \t^");
}

TEST_CASE("wide characters take two columns of the terminal, combining ones none") {
  CHECK(describe({"a", "日本 x"}, {1, 4}, "m") == "a:1:4: error: m\n  1 | 日本 x\n    |      ^");
  CHECK(describe({"a", "e\u0301 x"}, {1, 4}, "m") == "a:1:4: error: m\n  1 | e\u0301 x\n    |   ^");
  CHECK(describe({"a", "😀x"}, {1, 2}, "m") == "a:1:2: error: m\n  1 | 😀x\n    |   ^");
}

TEST_CASE("control characters do not reach the terminal") {
  CHECK(describe({"a", "\x1b[2Jx"}, {1, 5}, "m") == "a:1:5: error: m\n  1 |  [2Jx\n    |     ^");
}

TEST_CASE("of a very long line a window around the column is shown") {
  std::string const text{std::string(1000, 'a') + "!" + std::string(1000, 'b')};
  std::string const shown{describe({"a", text}, {1, 1001}, "m")};
  CHECK(shown == "a:1:1001: error: m\n  1 | …" + std::string(70, 'a') + "!" + std::string(49, 'b') + "…\n    | " +
                     std::string(71, ' ') + "^");
}

TEST_CASE("positions are found by the identity of a form") {
  position_table table;
  jank::object_ref const number{jank::object::make_fixnum(5)};
  table.set(number, {1, 1});
  CHECK_FALSE(table.find(number).known());
}
