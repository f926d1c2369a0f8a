#include "reader/reading.hpp"

#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"

#include <regex>

using namespace jank;
using namespace jank::reader::test;

namespace {

// The namespaces that the examples speak of: the alias `s`, a var of clojure.core, and a referred var.
void prepare() {
  make_source("");
  auto *const here{ns::current_namespace()};
  ns::add_alias(here, object::make_symbol({}, "s"), ns::intern_namespace("some.where.else"));
  ns::refer(here, object::make_symbol({}, "inc"), ns::intern_var("clojure.core", "inc"));
}

// The expansion, with clojure.core/ written as c/ and reader.test/ as t/.
std::string expand(std::string_view text) {
  prepare();
  std::string const shorter{std::regex_replace(read_all(text), std::regex{"clojure\\.core/"}, "c/")};
  return std::regex_replace(shorter, std::regex{"reader\\.test/"}, "t/");
}

} // namespace

TEST_CASE("what evaluates to itself is not quoted") {
  check_examples(expand, {
                             {"`5", "5"},
                             {"`nil", "nil"},
                             {"`true", "true"},
                             {"`:k", ":k"},
                             {"`\"s\"", "\"s\""},
                             {"`\\a", "\\a"},
                             {"`1.5", "1.5"},
                         });
}

TEST_CASE("symbols are resolved in the current namespace") {
  check_examples(expand, {
                             {"`foo", "(quote t/foo)"},
                             {"`inc", "(quote c/inc)"},
                             {"`s/x", "(quote some.where.else/x)"},
                             {"`unknown/x", "(quote unknown/x)"},
                             {"`clojure.core/map", "(quote c/map)"},
                             {"`/", "(quote t//)"},
                             {"`cpp/std.sin", "(quote cpp/std.sin)"},
                             {"`.size", "(quote .size)"},
                             {"`std.exception", "(quote std.exception)"},
                             {"`foo.", "(quote t/foo.)"},
                         });
}

TEST_CASE("special forms are not resolved") {
  for(auto const *name : {"def", "if", "do", "let*", "loop*", "recur", "fn*", "quote", "var", "throw", "try", "catch",
                          "finally", "letfn*", "set!", "&", ".", "new", "case*"}) {
    CHECK(expand(std::string{"`"} + name) == std::string{"(quote "} + name + ")");
  }
}

TEST_CASE("a form in which nothing is computed is one constant") {
  check_examples(expand, {
                             {"`()", "(quote ())"},
                             {"`(a 1)", "(quote (t/a 1))"},
                             {"`[a]", "(quote [t/a])"},
                             {"`[1 2]", "(quote [1 2])"},
                             {"`{:a b}", "(quote {:a t/b})"},
                             {"`#{a}", "(quote #{t/a})"},
                             {"`(a (b [c {d e}]))", "(quote (t/a (t/b [t/c {t/d t/e}])))"},
                             {"`'a", "(quote (quote t/a))"},
                             {"`@a", "(quote (c/deref t/a))"},
                             {"`#'a", "(quote (var t/a))"},
                         });
}

TEST_CASE("~ puts in a value") {
  check_examples(expand, {
                             {"`~x", "x"},
                             {"`~(f x)", "(f x)"},
                             {"`(a ~x)", "(c/list (quote t/a) x)"},
                             {"`(~x)", "(c/list x)"},
                             {"`[a ~x :k 1]", "[(quote t/a) x :k 1]"},
                             {"`{:a ~x}", "{:a x}"},
                             {"`{a ~x}", "{(quote t/a) x}"},
                             {"`{~k 1 ~l 2}", "(c/hash-map k 1 l 2)"},
                             {"`#{1 ~x}", "(c/hash-set 1 x)"},
                             {"`(a (b ~x) (c))", "(c/list (quote t/a) (c/list (quote t/b) x) (quote (t/c)))"},
                             {"`(a ~'b)", "(c/list (quote t/a) (quote b))"},
                         });
}

TEST_CASE("~@ splices a sequence in") {
  check_examples(expand, {
                             {"`(~@xs)", "(c/seq xs)"},
                             {"`(a ~@xs)", "(c/seq (c/concat (quote (t/a)) xs))"},
                             {"`(~@xs a b)", "(c/seq (c/concat xs (quote (t/a t/b))))"},
                             {"`(a ~x ~@xs b ~@ys)", "(c/seq (c/concat (c/list (quote t/a) x) xs (quote (t/b)) ys))"},
                             {"`[~@xs]", "(c/apply c/vector xs)"},
                             {"`[a ~@xs]", "(c/apply c/vector (c/concat (quote (t/a)) xs))"},
                             {"`#{~@xs}", "(c/apply c/hash-set xs)"},
                             {"`{~@xs ~@ys}", "(c/apply c/hash-map (c/concat xs ys))"},
                             {"`{:a 1 ~@xs ~@ys}", "(c/apply c/hash-map (c/concat (quote (:a 1)) xs ys))"},
                         });
  CHECK(error_of("`~@xs") ==
        "1:2 ~@ stands outside of a collection | only inside a list, vector, map or set can it splice");
}

TEST_CASE("x# is one generated symbol in each syntax quote") {
  std::string const once{read_all("`(let* [x# 1] (f x# y#))")};
  INFO(once);
  CHECK(std::regex_match(
      once, std::regex{R"(\(quote \(let\* \[(x__\d+__auto__) 1\] \(reader\.test/f \1 y__\d+__auto__\)\)\))"}));
  auto const twice{read_forms("`x# `x#")};
  CHECK(object::to_readable(twice[0]) != object::to_readable(twice[1]));
  // ~ ends the scope of the quote around it.
  std::string const inner{read_all("`(x# ~(f `x#))")};
  INFO(inner);
  std::smatch numbers;
  REQUIRE(std::regex_match(
      inner, numbers,
      std::regex{R"(\(clojure\.core/list \(quote x__(\d+)__auto__\) \(f \(quote x__(\d+)__auto__\)\)\))"}));
  CHECK(numbers[1] != numbers[2]);
}

TEST_CASE("nested syntax quotes expand from the inside") {
  check_examples(expand, {
                             {"``a", "(quote (quote t/a))"},
                             {"``~a", "(quote t/a)"},
                             {"``~~a", "a"},
                             {"``(a ~b)", "(quote (c/list (quote t/a) t/b))"},
                             {"``(a ~~b)", "(c/list (quote c/list) (quote (quote t/a)) b)"},
                             {"``(a ~@~b)", "(c/list (quote c/seq) (c/list (quote c/concat) (quote (quote (t/a))) b))"},
                         });
}

TEST_CASE("only so many syntax quotes stand directly inside each other") {
  CHECK(read_all(std::string(16, '`') + "5") == "5");
  CHECK(error_of(std::string(17, '`') + "5") == "1:17 syntax quotes are nested more than 16 deep");
  std::string alternating;
  for(int i{}; i < 100; ++i) { alternating += "`~"; }
  CHECK(read_all(alternating + "x") == "x");
}

TEST_CASE("metadata is kept, without the reader's own line and column") {
  check_examples(expand, {
                             {"`(a)", "(quote (t/a))"},
                             {"`^:m x", "(c/with-meta (quote t/x) (quote {:m true}))"},
                             {"`^{:m ~v} [x]", "(c/with-meta (quote [t/x]) {:m v})"},
                             {"`^{:m a} (x ~y)", "(c/with-meta (c/list (quote t/x) y) (quote {:m t/a}))"},
                             {"`[^:m x]", "[(c/with-meta (quote t/x) (quote {:m true}))]"},
                         });
}

TEST_CASE("a type hint stays as it is written") {
  check_examples(expand, {
                             {"`^long x", "(c/with-meta (quote t/x) (quote {:tag long}))"},
                             {"`^{:tag long :m ~v} x", "(c/with-meta (quote t/x) (c/assoc {:m v} :tag (quote long)))"},
                             {"`^{:tag ~v} x", "(c/with-meta (quote t/x) {:tag v})"},
                         });
}
