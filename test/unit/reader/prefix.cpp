#include "reader/reading.hpp"

using namespace jank;
using namespace jank::reader::test;

TEST_CASE("quote, deref and var") {
  check_examples(read_all, {
                               {"'a", "(quote a)"},
                               {"''a", "(quote (quote a))"},
                               {"' a", "(quote a)"},
                               {"'(1 2)", "(quote (1 2))"},
                               {"@a", "(clojure.core/deref a)"},
                               {"@@a", "(clojure.core/deref (clojure.core/deref a))"},
                               {"#'a", "(var a)"},
                               {"#'a/b", "(var a/b)"},
                               {"~a", "(clojure.core/unquote a)"},
                               {"~@a", "(clojure.core/unquote-splicing a)"},
                               {"~ @a", "(clojure.core/unquote (clojure.core/deref a))"},
                           });
}

TEST_CASE("a prefix wants a form") {
  check_examples(
      error_of,
      {
          {"'", "1:1 the text ends after ', which wants a form..."},
          {"(a ')", "1:5 ' at 1:4 wants a form, but ) follows"},
          {"[@]", "1:3 @ at 1:2 wants a form, but ] follows"},
          {"@ ; nothing", "1:1 the text ends after @, which wants a form..."},
          {"#'", "1:1 the text ends after #', which wants a form..."},
          {"[#_]", "1:4 #_ at 1:2 wants a form, but ] follows"},
          {"#_", "1:1 the text ends after #_, which wants a form..."},
          {"[~@]", "1:4 ~@ at 1:2 wants a form, but ] follows"},
          {"`", "1:1 the text ends after `, which wants a form..."},
          {"#", "1:1 the text ends after # | # begins a set #{}, a function #(), a var #'x and other syntax..."},
      });
}

TEST_CASE("tags and regular expressions are refused by name") {
  check_examples(error_of,
                 {
                     {"[#inst \"2020-01-01\"]", "1:2 instants are not supported: #inst"},
                     {"#uuid \"x\"", "1:1 UUIDs are not supported: #uuid"},
                     {"#my/tag 1", "1:1 unknown tag #my/tag | code for other dialects can stand in #?(:clj ...)"},
                     {"#tag", "1:1 the text ends after tag, which wants a form..."},
                     {"(f #\"a+\")", "1:4 regular expressions are not supported"},
                     {"(f #\"a+", "1:5 regular expression opened at 1:4 is never closed | add \" where it ends..."},
                     {"#<object>", "1:1 #< begins an object that was printed unreadably"},
                     {"#=(+ 1 2)", "1:1 #= (evaluation while reading) is not supported"},
                     {"# a", "1:1 # cannot stand before this character | a set is #{}, a function #(), a var #'x, a "
                             "tagged value #tag form"},
                     {"#)", "1:1 # cannot stand before this character | a set is #{}, a function #(), a var #'x, a "
                            "tagged value #tag form"},
                 });
}
