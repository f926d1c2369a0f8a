#include "regex/java_syntax.hpp"

#include "catch2.hpp"

using namespace jank;

namespace {
std::string translated(std::string_view java) { return regex::from_java(java).pattern; }
std::string refused(std::string_view java) {
  try {
    return "accepted: " + translated(java);
  } catch(object::regex_failure const &why) { return std::to_string(why.at) + " " + why.message; }
}
} // namespace

TEST_CASE("what both syntaxes have stays as it is") {
  for(std::string_view const same :
      {"a|b", "(a)(?:b)(?=c)(?!d)(?<=e)(?<!f)(?>g)", "(?<n>a)\\k<n>\\1", "a*+b?+c{1,2}?", "^\\bä$", "[a-c_-]"}) {
    CHECK(translated(same) == (same == "[a-c_-]" ? "[a-c_\\-]" : same));
  }
}

TEST_CASE("escapes, classes, properties and flags of Java are rewritten") {
  CHECK(translated("\\u00e4\\0101\\x41") == "\\x{e4}\\x{41}\\x{41}");
  CHECK(translated("\\uD83D\\uDE00") == "\\x{1f600}");
  CHECK(translated("\\Qa.\\E.") == "a\\..");
  CHECK(translated("[a[b]]") == "(?:[a]|[b])");
  CHECK(translated("[a-z&&[^b]]") == "(?:(?=[a-z])[^b])");
  CHECK(translated("[^a&&b]") == "(?:(?!(?:(?=[a])[b]))(?s:.))");
  CHECK(translated("\\p{Alpha}\\P{Digit}[\\p{Upper}x]") == "[a-zA-Z][^0-9][A-Zx]");
  CHECK(translated("\\p{IsGreek}\\pL") == "\\p{Greek}\\p{L}");
  CHECK(translated("(?iud)a(?u:b)(?i-s:c)") == "(?i)a(?:b)(?i-s:c)");
  CHECK(translated("(?x)a # [(\nb") == "(?x)a \nb");
  CHECK(translated("((?x)a)#[b]") == "((?x)a)#[b]");
  CHECK(regex::from_java("(?U)\\w").unicode_classes);
}

TEST_CASE("what Java has not is refused where it stands") {
  CHECK(refused("a(*FAIL)") == "2 nothing stands before the quantifier *");
  CHECK(refused("ab\\K").starts_with("2 unknown escape"));
  CHECK(refused("a[b").starts_with("1 the class"));
  CHECK(refused("\\").starts_with("0 a backslash"));
  CHECK(refused("a\\u12").starts_with("1 \\u wants"));
  CHECK(refused("\\p{InGreek}").starts_with("0 blocks"));
  CHECK(refused(std::string(100, '[')).find("too deep") != std::string::npos);
}
