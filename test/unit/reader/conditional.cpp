#include "reader/reading.hpp"

using namespace jank;
using namespace jank::reader::test;

TEST_CASE("the first branch for :jank or :default is taken") {
  check_examples(read_all, {
                               {"#?(:jank 1)", "1"},
                               {"#?(:clj 1 :jank 2)", "2"},
                               {"#?(:clj 1 :jank 2 :default 3)", "2"},
                               {"#?(:clj 1 :default 3)", "3"},
                               {"#?(:default 1 :jank 2)", "1"},
                               {"#? (:jank 1)", "1"},
                               {"[#?(:jank nil)]", "[nil]"},
                               {"[#?(:clj 1)]", "[]"},
                               {"#?(:clj 1)", ""},
                               {"#?()", ""},
                               {"'#?(:clj 1) 2", "(quote 2)"},
                               {"#?(:jank #?(:clj 1 :default 2))", "2"},
                               {"(f #?(:jank [1 2] :clj 3) 4)", "(f [1 2] 4)"},
                               {"#?(:my/jank 1 :jank 2)", "2"},
                               {"#?(#_:clj :jank #_2 3)", "3"},
                           });
}

TEST_CASE("branches that are not taken need only be well formed") {
  check_examples(read_all, {
                               {"#?(:clj ::nowhere/k :jank 1)", "1"},
                               {"#?(:cljs #js {:a 1} :jank 1)", "1"},
                               {"#?(:clj #\"[a-z]\" :jank 1)", "1"},
                               {"#?(:clj 1/2 :cljr 3M :jank 1)", "1"},
                               {"#?(:jank 1 :clj #inst \"2020\")", "1"},
                               {"#?(:clj #{#a 1 #a 1} :jank 1)", "1"},
                               {"#?(:clj #?(:jank ::nowhere/k) :jank 1)", "1"},
                           });
  CHECK(error_of("#?(:clj (] :jank 1)") == "1:10 unmatched ] ; ( was opened at 1:9 | close the list with ) first");
}

TEST_CASE("#?@ splices the elements of its branch") {
  check_examples(read_all, {
                               {"[1 #?@(:jank [2 3]) 4]", "[1 2 3 4]"},
                               {"(f #?@(:jank (2 3)))", "(f 2 3)"},
                               {"{#?@(:jank [:a 1])}", "{:a 1}"},
                               {"#{#?@(:jank [1])}", "#{1}"},
                               {"[#?@(:clj [1])]", "[]"},
                               {"[#?@(:jank [])]", "[]"},
                               {"[#?@(:jank ())]", "[]"},
                               {"[#?@(:jank [#?@(:jank [1 2]) 3])]", "[1 2 3]"},
                           });
}

TEST_CASE("wrong conditionals") {
  std::string const usage{" | write #?(:jank form :default form)"};
  CHECK(error_of("#?[:jank 1]") == "1:3 the branches of a conditional stand in a list" + usage);
  CHECK(error_of("#?(:jank)") == "1:4 the feature :jank has no form behind it" + usage);
  CHECK(error_of("#?(:clj 1 :jank)") == "1:11 the feature :jank has no form behind it" + usage);
  CHECK(error_of("#?(jank 1)") == "1:4 a branch of a conditional begins with a keyword, not jank" + usage);
  CHECK(error_of("#?") == "1:1 the text ends after #?" + usage + "...");
  check_examples(error_of,
                 {
                     {"#?(:clj 1 :else 2)", "1:11 the feature :else is reserved | use :default"},
                     {"#?@(:jank [1])",
                      "1:1 #?@ stands outside of a collection | only inside a list, vector, map or set can it splice"},
                     {"'#?@(:jank [1])",
                      "1:2 #?@ stands outside of a collection | only inside a list, vector, map or set can it splice"},
                     {"[#?@(:jank 5)]", "1:12 #?@ splices a list or a vector, not 5"},
                     {"[#?(:jank 1", "1:2 conditional opened at 1:2 is never closed | add ) where it ends..."},
                     {"#?(:jank 1]", "1:11 unmatched ] ; ( was opened at 1:1"},
                 });
}
