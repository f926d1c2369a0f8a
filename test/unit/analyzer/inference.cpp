#include "analyzer/inference.hpp"

#include "analyzer/analysis.hpp"
#include "catch2.hpp"

#include <chrono>

using namespace jank;

TEST_CASE("joining types") {
  using enum analyzer::value_type;
  CHECK(analyzer::join(long_integer, long_integer) == long_integer);
  CHECK(analyzer::join(boolean, boolean) == boolean);
  CHECK(analyzer::join(nothing, double_float) == double_float);
  CHECK(analyzer::join(double_float, nothing) == double_float);
  CHECK(analyzer::join(nothing, nothing) == nothing);
  CHECK(analyzer::join(long_integer, double_float) == object);
  CHECK(analyzer::join(object, nothing) == object);
}

TEST_CASE_METHOD(
    test::session_with_f,
    "arithmetic of longs is long, with a double beside anything it is double, with anything else it is unknown") {
  CHECK(dump("(+ 1 2)") == "(add:long 1 2)");
  CHECK(dump("(* 1 2.0)") == "(multiply:double 1 2.0)");
  CHECK(dump("(- 1.0 2)") == "(subtract:double 1.0 2)");
  CHECK(dump("(quot 7.0 2)") == "(quotient:double 7.0 2)");
  CHECK(dump("(+ (f 1) 2)") == "(add (call user/f 1) 2)");
  CHECK(dump("(+ (f 1) 2.0)") == "(add:double (call user/f 1) 2.0)");
  CHECK(dump("(+ true 1)") == "(add true 1)");
}

TEST_CASE_METHOD(test::session_with_f, "division of longs may give either") {
  CHECK(dump("(/ 6 2)") == "(divide 6 2)");
  CHECK(dump("(/ 6.0 2)") == "(divide:double 6.0 2)");
  CHECK(dump("(/ 2.0)") == "(divide:double 1 2.0)");
}

TEST_CASE_METHOD(test::session_with_f, "let locals are what their init is, or what their hint says") {
  CHECK(dump("(let* [a 1 b (* a 2.0) c (< a b) d (f c)] d)") ==
        "(let [a#0:long 1 b#1:double (multiply:double a#0 2.0) c#2:boolean (less:boolean a#0 b#1) d#3 (call user/f "
        "c#2)] d#3)");
  CHECK(dump("(let* [^long a (f 1)] (+ a 1))") == "(let:long [a#0:long (call user/f 1)] (add:long a#0 1))");
  CHECK(dump("(let* [^double a 1] a)") == "(let:double [a#0:double 1] a#0)");
  CHECK(dump("(let* [a (throw 1)] a)") == "(let [a#0 (throw 1)] a#0)");
}

TEST_CASE_METHOD(test::session_with_f, "if is what both branches are") {
  CHECK(dump("(if (f 1) 1 2)") == "(if:long (call user/f 1) 1 2)");
  CHECK(dump("(if (f 1) 1 2.0)") == "(if (call user/f 1) 1 2.0)");
  CHECK(dump("(if (f 1) 1 (throw 2))") == "(if:long (call user/f 1) 1 (throw 2))");
  CHECK(dump("(if (f 1) (throw 1) (throw 2))") == "(if:nothing (call user/f 1) (throw 1) (throw 2))");
}

TEST_CASE_METHOD(test::session_with_f, "a loop over longs stays unboxed") {
  CHECK(dump("(loop* [i 0 acc 0] (if (< i 10) (recur (inc i) (+ acc i)) acc))") ==
        "(loop:long [i#0:long 0 acc#1:long 0] (if:long (less:boolean i#0 10) (recur (add:long i#0 1) (add:long acc#1 "
        "i#0)) acc#1))");
  CHECK(dump("(loop* [x 1.0 i 0] (if (< i 3) (recur (* x 2) (inc i)) x))") ==
        "(loop:double [x#0:double 1.0 i#1:long 0] (if:double (less:boolean i#1 3) (recur (multiply:double x#0 2) "
        "(add:long i#1 1)) x#0))");
}

TEST_CASE_METHOD(test::session_with_f, "a local that is passed something else falls to object, and its uses with it") {
  CHECK(dump("(loop* [i 0 acc 0] (if (< i 10) (recur (inc i) (f acc)) (+ acc 1)))") ==
        "(loop [i#0:long 0 acc#1 0] (if (less:boolean i#0 10) (recur (add:long i#0 1) (call user/f acc#1)) (add acc#1 "
        "1)))");
  CHECK(dump("(loop* [x 1] (if (f x) (recur (* x 2.0)) x))") ==
        "(loop [x#0 1] (if (call user/f x#0) (recur (multiply:double x#0 2.0)) x#0))");
  CHECK(dump("(loop* [x nil] (if (f x) (recur 1) x))") == "(loop [x#0 nil] (if (call user/f x#0) (recur 1) x#0))");
}

TEST_CASE_METHOD(test::session_with_f, "a fall reaches locals that depend on it, however long the way") {
  CHECK(dump("(loop* [a 0 b 0 c 0] (if (f a) (recur b c (f c)) (let* [d (+ a 1)] d)))") ==
        "(loop [a#0 0 b#1 0 c#2 0] (if (call user/f a#0) (recur b#1 c#2 (call user/f c#2)) (let [d#3 (add a#0 1)] "
        "d#3)))");
  CHECK(dump("(loop* [a 0] (if (f a) (loop* [b a] (if (f b) (recur (inc b)) b)) (recur (f a))))") ==
        "(loop [a#0 0] (if (call user/f a#0) (loop [b#1 a#0] (if (call user/f b#1) (recur (add b#1 1)) b#1)) (recur "
        "(call user/f a#0))))");
  CHECK(dump("(loop* [a 0] (if (f a) (recur (unchecked-inc (f a))) (unchecked-inc a)))") ==
        "(loop [a#0 0] (if (call user/f a#0) (recur (call clojure.core/unchecked-add (call user/f a#0) 1)) "
        "(call clojure.core/unchecked-add a#0 1)))");
}

TEST_CASE_METHOD(test::session_with_f, "hints hold a loop local fast") {
  CHECK(dump("(loop* [^long i 0] (if (f i) (recur (f i)) i))") ==
        "(loop:long [i#0:long 0] (if:long (call user/f i#0) (recur (call user/f i#0)) i#0))");
}

TEST_CASE_METHOD(test::session_with_f, "parameters are objects unless they are hinted, also when recur passes longs") {
  CHECK(dump("(fn* [a ^long b] (recur 1 (+ b 1)))") == "(fn user/fn--1 ([a#0 b#1:long] (recur 1 (add:long b#1 1))))");
}

TEST_CASE_METHOD(test::session_with_f, "functions inside see the types of what they capture") {
  CHECK(dump("(let* [a 1] (fn* [] (+ a 1)))") ==
        "(let [a#0:long 1] (fn user/fn--1 captures (a#0) ([] (add:long a#0 1))))");
  CHECK(dump("(loop* [a 0] (if (f (fn* [] (+ a 1))) (recur nil) 2))") ==
        "(loop:long [a#0 0] (if:long (call user/f (fn user/fn--1 captures (a#0) ([] (add a#0 1)))) (recur nil) 2))");
}

TEST_CASE_METHOD(test::session_with_f, "loops nested in loops cost no more than their size") {
  // Were each loop gone over twice for each time the one around it is, 40 levels would not end.
  std::string text{"(f 1)"};
  for(int i{0}; i < 40; ++i) {
    std::string const name{"a" + std::to_string(i)};
    text = "(loop* [" + name + " 0] (if (f " + name + ") (recur (f " + name + ")) " + text + "))";
  }
  CHECK(dump(text).starts_with("(loop [a39#0 0]"));
}
