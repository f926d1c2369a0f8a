#include "reader/reading.hpp"

#include "object/sequence.hpp"

using namespace jank;
using namespace jank::reader::test;

namespace {

std::string meta_of(std::string_view text) { return object::to_readable(object::meta(read_one(text))); }

} // namespace

TEST_CASE("metadata is a flag, a tag, parameter tags or a map") {
  check_examples(meta_of, {
                              {"^:a x", "{:a true}"},
                              {"^String x", "{:tag String}"},
                              {"^\"long\" x", "{:tag \"long\"}"},
                              {"^[long _] x", "{:param-tags [long _]}"},
                              {"^{:a 1 :b 2} x", "{:a 1, :b 2}"},
                              {"#^:a x", "{:a true}"},
                              {"^:a [1]", "{:a true}"},
                              {"^:a []", "{:a true}"},
                              {"^:a {}", "{:a true}"},
                              {"^:a #{1}", "{:a true}"},
                              {"^ :a x", "{:a true}"},
                              {"^{} x", "{}"},
                              {"x", "nil"},
                              {"[1]", "nil"},
                          });
}

TEST_CASE("metadata stacks, and the outer wins") {
  check_examples(meta_of, {
                              {"^:a ^:b x", "{:b true, :a true}"},
                              {"^{:a 1} ^{:a 2} x", "{:a 1}"},
                              {"^:a ^String ^{:doc \"d\"} x", "{:doc \"d\", :tag String, :a true}"},
                          });
}

TEST_CASE("lists know their line and column") {
  check_examples(meta_of, {
                              {"(a)", "{:line 1, :column 1}"},
                              {"\n  (a)", "{:line 2, :column 3}"},
                              {"()", "nil"},
                              {"'a", "nil"},
                              {" ^:a (b)", "{:line 1, :column 2, :a true}"},
                              {"^{:line 7} (b)", "{:line 7, :column 1}"},
                          });
  CHECK(object::to_readable(object::meta(object::first(object::rest(read_one("(a\n (b))"))))) ==
        "{:line 2, :column 2}");
}

TEST_CASE("metadata changes nothing else") { CHECK(read_all("^:a x ^:a (b) ^{:c 1} [d]") == "x (b) [d]"); }

TEST_CASE("wrong metadata") {
  std::string const shorthand{" | write ^:flag, ^Type, ^\"type\", ^[types] or ^{:key value}"};
  CHECK(error_of("[^5 x]") == "1:2 metadata is a keyword, symbol, string, vector or map, not 5" + shorthand);
  CHECK(error_of("^(a) x") == "1:1 metadata is a keyword, symbol, string, vector or map, not (a)" + shorthand);
  check_examples(
      error_of,
      {
          {"(a ^:b 5)", "1:4 metadata can only stand before a symbol, list, vector, map or set, not before 5"},
          {"^:a :b", "1:1 metadata can only stand before a symbol, list, vector, map or set, not before :b"},
          {"^:a \"s\"", "1:1 metadata can only stand before a symbol, list, vector, map or set, not before \"s\""},
          {"^:a nil", "1:1 metadata can only stand before a symbol, list, vector, map or set, not before nil"},
          {"(^:a)", "1:5 metadata at 1:2 wants a form, but ) follows"},
          {"^:a", "1:1 the text ends after metadata, which wants a form..."},
          {"^", "1:1 the text ends after ^, which wants a form..."},
      });
}
