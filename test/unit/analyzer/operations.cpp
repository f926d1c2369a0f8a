#include "analyzer/analysis.hpp"
#include "catch2.hpp"

#include "analyzer/inline.hpp"

using namespace jank;

TEST_CASE_METHOD(test::session_with_f, "arithmetic folds to the left") {
  CHECK(dump("(+ 1 (f 2))") == "(add 1 (call user/f 2))");
  CHECK(dump("(- (f 1) (f 2) (f 3))") == "(subtract (subtract (call user/f 1) (call user/f 2)) (call user/f 3))");
  CHECK(dump("(+)") == "0");
  CHECK(dump("(*)") == "1");
  CHECK(dump("(+ (f 1))") == "(call clojure.core/+ (call user/f 1))");
}

TEST_CASE_METHOD(test::session_with_f,
                 "one argument: the reciprocal is an operation, the negation is a call, for -0.0's sake") {
  CHECK(dump("(/ (f 2))") == "(divide 1 (call user/f 2))");
  CHECK(dump("(- (f 2))") == "(call clojure.core/- (call user/f 2))");
}

TEST_CASE_METHOD(test::session_with_f, "inc and dec add and subtract one") {
  CHECK(dump("(inc (f 1))") == "(add (call user/f 1) 1)");
  CHECK(dump("(dec (f 1))") == "(subtract (call user/f 1) 1)");
}

TEST_CASE_METHOD(test::session_with_f,
                 "comparisons of more than two evaluate each argument once, and all before comparing") {
  CHECK(dump("(< (f 1))") == "(do:boolean (call user/f 1) true)");
  CHECK(dump("(< 1 (f 2))") == "(less:boolean 1 (call user/f 2))");
  CHECK(dump("(<= (f 1) 2 (f 3))") ==
        "(let:boolean [argument#0 (call user/f 1) argument#1 (call user/f 3)] "
        "(if:boolean (less-or-equal:boolean argument#0 2) (less-or-equal:boolean 2 argument#1) false))");
  CHECK(dump("(fn* [a b c d] (= a b c d))") ==
        "(fn user/fn--1 ([a#0 b#1 c#2 d#3] (if:boolean (equal:boolean a#0 b#1) "
        "(if:boolean (equal:boolean b#1 c#2) (equal:boolean c#2 d#3) false) false)))");
  CHECK(dump("(not= 1 (f 2))") == "(not:boolean (equal:boolean 1 (call user/f 2)))");
}

TEST_CASE_METHOD(test::session_with_f, "every rule makes its operation") {
  struct row {
    char const *text;
    char const *tree;
  };
  for(row const &r : {
          row{"(* x y)", "(multiply x#0 y#1)"},
          row{"(/ x y)", "(divide x#0 y#1)"},
          row{"(quot x y)", "(quotient x#0 y#1)"},
          row{"(rem x y)", "(remainder x#0 y#1)"},
          row{"(> x y)", "(greater:boolean x#0 y#1)"},
          row{"(>= x y)", "(greater-or-equal:boolean x#0 y#1)"},
          row{"(== x y)", "(numerically-equal:boolean x#0 y#1)"},
          row{"(identical? x y)", "(identical:boolean x#0 y#1)"},
          row{"(bit-and x y)", "(bit-and:long x#0 y#1)"},
          row{"(bit-or x y)", "(bit-or:long x#0 y#1)"},
          row{"(bit-xor x y)", "(bit-xor:long x#0 y#1)"},
          row{"(bit-shift-left x y)", "(shift-left:long x#0 y#1)"},
          row{"(bit-shift-right x y)", "(shift-right:long x#0 y#1)"},
          row{"(unsigned-bit-shift-right x y)", "(unsigned-shift-right:long x#0 y#1)"},
          row{"(nil? x)", "(is-nil:boolean x#0)"},
          row{"(some? x)", "(is-some:boolean x#0)"},
          row{"(not x)", "(not:boolean x#0)"},
          row{"(true? x)", "(is-true:boolean x#0)"},
          row{"(false? x)", "(is-false:boolean x#0)"},
          row{"(zero? x)", "(is-zero:boolean x#0)"},
          row{"(pos? x)", "(is-positive:boolean x#0)"},
          row{"(neg? x)", "(is-negative:boolean x#0)"},
          row{"(long x)", "(to-long:long x#0)"},
          row{"(double x)", "(to-double:double x#0)"},
          row{"(boolean x)", "(to-boolean:boolean x#0)"},
          row{"(nth x y)", "(nth x#0 y#1)"},
          row{"(nth x 1 nil)", "(nth-or-nil x#0 1)"},
          row{"(nth x 1 y)", "(call clojure.core/nth x#0 1 y#1)"},
      }) {
    CAPTURE(r.text);
    CHECK(dump("(fn* [x y] " + std::string{r.text} + ")") == "(fn user/fn--1 ([x#0 y#1] " + std::string{r.tree} + "))");
  }
}

TEST_CASE_METHOD(test::session_with_f, "operations on longs alone are used for longs alone") {
  CHECK(dump("(unchecked-add 1 2)") == "(unchecked-add:long 1 2)");
  CHECK(dump("(fn* [^long x] (unchecked-inc x))") == "(fn user/fn--1 ([x#0:long] (unchecked-add:long x#0 1)))");
  CHECK(dump("(fn* [x] (unchecked-inc x))") == "(fn user/fn--1 ([x#0] (call clojure.core/unchecked-add x#0 1)))");
  CHECK(dump("(fn* [^double x] (unchecked-multiply x 2))") ==
        "(fn user/fn--1 ([x#0:double] (call clojure.core/unchecked-multiply x#0 2)))");
  CHECK(dump("(bit-and 1 2.0)") == "(call clojure.core/bit-and 1 2.0)");
}

TEST_CASE_METHOD(test::session_with_f, "only clojure.core's own var is expanded, and only when it is meant") {
  CHECK(dump("(clojure.core/+ 1 2)") == "(add:long 1 2)");
  CHECK(dump("(let* [+ f] (+ 1 2))") == "(let [+#0 user/f] (call +#0 1 2))");
  CHECK(dump("(f +)") == "(call user/f clojure.core/+)");
  ns::define(ns::intern_var(user, "+"), object::nil, object::nil);
  CHECK(dump("(+ 1 2)") == "(call user/+ 1 2)");
}

TEST_CASE_METHOD(test::session_with_f, "{:no-inline true} keeps the call") {
  ns::var *const v{ns::intern_var("clojure.core", "quot")};
  object_ref const meta{v->meta};
  ns::set_meta(v, object::make_map({object_ref{object::make_keyword("no-inline")}, object::jank_true}));
  CHECK(dump("(quot 7 2)") == "(call clojure.core/quot 7 2)");
  ns::set_meta(v, meta);
  CHECK(dump("(quot 7 2)") == "(quotient:long 7 2)");
}

TEST_CASE_METHOD(test::session_with_f, "wrong and large numbers of arguments stay calls") {
  CHECK(dump("(inc 1 2)") == "(call clojure.core/inc 1 2)");
  CHECK(warnings("(inc 1 2)") ==
        "test.jank:1:1: warning: wrong number of arguments (2) passed to clojure.core/inc, which takes 1");
  CHECK(dump("(+ 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17)").starts_with("(call clojure.core/+ 1 2"));
}

TEST_CASE("every rule names a function that the image has") {
  test::start_image();
  for(analyzer::inline_rule const &r : analyzer::inline_rules()) {
    CAPTURE(r.name);
    CHECK(ns::find_var(ns::core_namespace(), object::make_symbol({}, r.name)) != nullptr);
  }
}
