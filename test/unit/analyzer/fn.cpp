#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

TEST_CASE_METHOD(test::session_with_f, "fn* has one arity or several, a name or none") {
  CHECK(dump("(fn* [])") == "(fn user/fn--1 ([] nil))");
  CHECK(dump("(fn* [a b] (f a) b)") == "(fn user/fn--1 ([a#0 b#1] (do (call user/f a#0) b#1)))");
  CHECK(dump("(fn* again [a] (again a))") == "(fn user/again--1 self again#0 ([a#1] (call again#0 a#1)))");
  CHECK(dump("(fn* ([] 0) ([a] a) ([a & more] more))") == "(fn user/fn--1 ([] 0) ([a#0] a#0) ([a#1 & more#2] more#2))");
  CHECK(dump("(fn* [& all] all)") == "(fn user/fn--1 ([& all#0] all#0))");
}

TEST_CASE_METHOD(test::session_with_f, "functions inside functions are numbered in one sequence") {
  CHECK(dump("(fn* [] (fn* [] 1) (fn* g [] (fn* [] 2)))") ==
        "(fn user/fn--1 ([] (do (fn user/fn--1/fn--2 ([] 1)) (fn user/fn--1/g--3 self g#0 ([] (fn "
        "user/fn--1/g--3/fn--4 ([] 2)))))))");
}

TEST_CASE_METHOD(test::session_with_f, "parameters take hints, the rest parameter does not") {
  CHECK(dump("(fn* [^long a ^double b ^String c] a)") == "(fn user/fn--1 ([a#0:long b#1:double c#2] a#0))");
  CHECK(dump("(fn* [& ^long more] more)") == "(fn user/fn--1 ([& more#0] more#0))");
}

TEST_CASE_METHOD(test::session_with_f, "a function may be marked as called once, and carry metadata") {
  CHECK(dump("(^{:once true} fn* [] 1)") == "(fn user/fn--1 once ([] 1))");
  CHECK(dump("^:once (fn* [] 1)") == "(fn user/fn--1 once ([] 1))");
  CHECK(dump("^{:a [1]} (fn* [] 1)") == "(fn user/fn--1 meta {:a [1]} ([] 1))");
  CHECK(dump("^{:a (f 1)} (fn* [] 1)") ==
        "(call clojure.core/with-meta (fn user/fn--1 ([] 1)) (map :a (call user/f 1)))");
}

TEST_CASE_METHOD(test::session_with_f, "recur in a function passes what its arity has, the rest as one seq") {
  CHECK(dump("(fn* [a & more] (recur a more))") == "(fn user/fn--1 ([a#0 & more#1] (recur a#0 more#1)))");
  CHECK(refusal("(fn* [a & more] (recur a 1 2))") ==
        "1:17: recur takes 2 values here, not 3 (the function has a more)");
  auto const made{analyze("(fn* ([] 1) ([a] (recur a)))")};
  auto const *const fn{static_cast<analyzer::fn_node *>(made->root)};
  CHECK_FALSE(fn->arities[0]->has_recur);
  CHECK(fn->arities[1]->has_recur);
}

TEST_CASE_METHOD(test::session_with_f, "twenty parameters at most, and a rest parameter beside them") {
  std::string const twenty{"a b c d e f g h i j k l m n o p q r s t"};
  CHECK(refusal("(fn* [" + twenty + "] a)").starts_with("accepted"));
  CHECK(refusal("(fn* [" + twenty + " & more] a)").starts_with("accepted"));
  CHECK(refusal("(fn* [" + twenty + " u] a)") ==
        "1:1: a function takes at most 20 parameters, not 21 (take the others as a rest parameter, or pass a map)");
}

TEST_CASE_METHOD(test::session_with_f, "wrong parameters are refused where they stand") {
  CHECK(refusal("(fn* 1)") == "1:1: fn* needs a vector of parameters, not 1 (write (fn* [parameter ...] form ...))");
  CHECK(refusal("(fn* name)") == "1:1: fn* needs a vector of parameters (write (fn* [parameter ...] form ...))");
  CHECK(refusal("(fn* ([] 1) 2)") ==
        "1:1: an arity of fn* must be a list, not 2 (write (fn* ([parameter ...] form ...) ...))");
  CHECK(refusal("(fn* user/name [])") == "1:6: a function is named by a symbol without namespace, not user/name");
  CHECK(refusal("(fn* [a/b] 1)") == "1:7: a parameter of fn* must be a symbol without namespace, not a/b");
  CHECK(refusal("(fn* [[a]] 1)") == "1:7: a parameter of fn* must be a symbol without namespace, not [a] (fn takes "
                                    "destructuring forms, fn* does not)");
  CHECK(refusal("(fn* [a b a] 1)") == "1:11: two parameters have the name a (rename one, or call what is not used _)");
  CHECK(refusal("(fn* [a & a] 1)").starts_with("1:11: two parameters have the name a"));
  CHECK(refusal("(fn* [_ _ _b _b] 1)").starts_with("accepted"));
  CHECK(refusal("(fn* [a &] 1)") == "1:9: exactly one parameter must follow &, not 0");
  CHECK(refusal("(fn* [& a b] 1)") == "1:7: exactly one parameter must follow &, not 2");
}

TEST_CASE_METHOD(test::session_with_f, "arities that could not be told apart are refused") {
  CHECK(refusal("(fn* ([a] 1)\n     ([b] 2))") ==
        "2:6: two arities have the same number of parameters, 1 (merge them, or drop one)");
  CHECK(refusal("(fn* ([& a] 1) ([b & c] 2))") == "1:16: a function has at most one arity with a rest parameter");
  CHECK(refusal("(fn* ([a & b] 1) ([a b] 2))") ==
        "1:18: an arity of 2 parameters stands beside one with a rest parameter after 1 "
        "(no fixed arity may have more parameters than stand before the &)");
}
