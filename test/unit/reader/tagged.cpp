#include "reading.hpp"

using namespace jank::reader::test;

TEST_CASE("instants, UUIDs and patterns are read as what they print as") {
  check_examples(read_all, {
                               {"#inst \"2020-01-01\"", "#inst \"2020-01-01T00:00:00.000-00:00\""},
                               {"[#inst\"2020\"]", "[#inst \"2020-01-01T00:00:00.000-00:00\"]"},
                               {"#uuid \"0123ABCD-4567-89ab-cdef-0123456789ab\"",
                                "#uuid \"0123abcd-4567-89ab-cdef-0123456789ab\""},
                               {"#inst #_ 1 \"2020\"", "#inst \"2020-01-01T00:00:00.000-00:00\""},
                               {"#\"a+\\d\\\"\" #\"\"", "#\"a+\\d\\\"\" #\"\""},
                               {"#_ #\"(\" #_ #nope 1 2", "2"},
                               {"#_ #=(f) 2", "2"},
                           });
}

TEST_CASE("what is wrong behind # is said where it stands") {
  std::string_view const quoting{
      " | patterns are written as in Java; a character that means something is quoted with one backslash"};
  check_examples(
      error_of,
      {
          {"[#inst \"x\"]",
           "1:2 #inst wants a timestamp, not \"x\" | write #inst \"2024-02-29T12:30:00.000-00:00\" (RFC "
           "3339); what stands behind the year may be left out"},
          {"#uuid 1", "1:1 #uuid wants a UUID, not 1 | write 8-4-4-4-12 hexadecimal digits"},
          {"#my/tag 1", "1:1 unknown tag #my/tag | bind *data-readers* or *default-data-reader-fn*; code for other "
                        "dialects can stand in #?(:clj ...)"},
          {"#a.B{:c 1}", "1:1 unknown type #a.B | there is no a/map->B; require its namespace first"},
          {"#a.B[1]", "1:1 unknown type #a.B | there is no a/->B; require its namespace first"},
          {"#tag", "1:1 the text ends after tag, which wants a form..."},
          {"(f #\"a+", "1:4 regular expression opened at 1:4 is never closed | add \" where it ends..."},
          {"# a",
           "1:1 # cannot stand before this character | a set is #{}, a function #(), a var #'x, a tagged value #tag "
           "form"},
          {"#)",
           "1:1 # cannot stand before this character | a set is #{}, a function #(), a var #'x, a tagged value #tag "
           "form"},
          {"#<x>", "1:1 #< begins an object that was printed unreadably"},
      });
  CHECK(error_of("(f\n #\"ä\n(b\")")
            .starts_with("3:3 invalid regular expression #\"ä\n(b\": missing closing parenthesis"));
  CHECK(error_of("#\"[a\"") ==
        "1:3 invalid regular expression #\"[a\": the class [ is never closed" + std::string{quoting});
  CHECK(error_of("#=(+ 1 2)").find("*read-eval* forbids") != std::string::npos);
}

TEST_CASE("conditionals are refused or kept where the options say so") {
  using jank::reader::conditional_mode;
  auto const with{[](conditional_mode mode, std::string_view text) {
    auto const source{make_source(text)};
    jank::reader::reader r{source, {mode, {"clj"}}};
    try {
      return jank::object::to_readable(*r.read());
    } catch(jank::reader::source_error const &e) { return e.message; }
  }};
  CHECK(with(conditional_mode::choose, "#?(:cljs 0 :clj 1 :jank 2)") == "1");
  CHECK(with(conditional_mode::refuse, "[#?(:clj 1)]") == "reader conditionals are not allowed here");
  CHECK(with(conditional_mode::refuse, "[#_ #?(:clj 1) 2]") == "[2]");
  CHECK(with(conditional_mode::keep, "[#?@(:clj [1] :cljs #js {:a 1})]") == "[#?@(:clj [1] :cljs #js {:a 1})]");
  CHECK(with(conditional_mode::keep, "#?(:clj 1)") == "#?(:clj 1)");
}
