#include "reader/reading.hpp"

#include "object/print.hpp"

#include <regex>

using namespace jank;
using namespace jank::reader::test;

namespace {

// The form with the numbers of generated names left out: p1__17# is p1.
std::string read_unnumbered(std::string_view text) {
  return std::regex_replace(read_all(text), std::regex{"__[0-9]+#"}, "");
}

} // namespace

TEST_CASE("#() is a function of the parameters that it uses") {
  check_examples(read_unnumbered, {
                                      {"#(f)", "(fn* [] (f))"},
                                      {"#()", "(fn* [] ())"},
                                      {"#(f %)", "(fn* [p1] (f p1))"},
                                      {"#(f %1 %)", "(fn* [p1] (f p1 p1))"},
                                      {"#(f %2)", "(fn* [p1 p2] (f p2))"},
                                      {"#(f %&)", "(fn* [& rest] (f rest))"},
                                      {"#(f % %3 %&)", "(fn* [p1 p2 p3 & rest] (f p1 p3 rest))"},
                                      {"#(f [% {:a %2}])", "(fn* [p1 p2] (f [p1 {:a p2}]))"},
                                      {"#(% %)", "(fn* [p1] (p1 p1))"},
                                      {"#(f @% '%)", "(fn* [p1] (f (clojure.core/deref p1) (quote p1)))"},
                                      {"[#(f %) #(g %)]", "[(fn* [p1] (f p1)) (fn* [p1] (g p1))]"},
                                      {"#(f a%)", "(fn* [] (f a%))"},
                                  });
  CHECK(read_unnumbered("#(f %20)").starts_with("(fn* [p1 p2 p3"));
}

TEST_CASE("outside of #() a percent sign is an ordinary character of a symbol") {
  CHECK(read_all("% %1 (f %&)") == "% %1 (f %&)");
}

TEST_CASE("inside syntax quote the parameters stay plain names") {
  std::string const expanded{read_all("`#(f %)")};
  INFO(expanded);
  CHECK(
      std::regex_match(expanded, std::regex{R"(\(quote \(fn\* \[(p1__\d+__\d+__auto__)\] \(reader.test/f \1\)\)\))"}));
}

TEST_CASE("wrong #()") {
  check_examples(
      error_of,
      {
          {"#(map #(f %) %)", "1:7 #() inside the #() at 1:1 | use (fn [x] ...) for one of the two"},
          {"#(f %x)", "1:5 unknown parameter `%x` in #() | parameters are %, %1 to %20, and %&"},
          {"#(f %0)", "1:5 there is no parameter `%0` | a #() has parameters %1 to 20"},
          {"#(f %21)", "1:5 there is no parameter `%21` | a #() has parameters %1 to 20"},
          {"#(f %99999999999999)", "1:5 there is no parameter `%99999999999999` | a #() has parameters %1 to 20"},
          {"#(f]", "1:4 unmatched ] ; ( was opened at 1:2 | close the list with ) first"},
      });
}
