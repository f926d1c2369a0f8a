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
