#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

TEST_CASE_METHOD(test::session_with_f, "let* binds one after the other; a later name hides an earlier one") {
  CHECK(dump("(let* [a (f 1) b (f a)] (f b))") ==
        "(let [a#0 (call user/f 1) b#1 (call user/f a#0)] (call user/f b#1))");
  CHECK(dump("(let* [a (f 1) a (f a)] a)") == "(let [a#0 (call user/f 1) a#1 (call user/f a#0)] a#1)");
  CHECK(dump("(let* [f f] (f 1))") == "(let [f#0 user/f] (call f#0 1))");
  CHECK(dump("(let* [a 1])") == "(let [a#0:long 1] nil)");
  CHECK(dump("(let* [] (f 1))") == "(call user/f 1)");
  CHECK(refusal("(do (let* [a 1] a) a)") == "1:20: unable to resolve the symbol a in namespace user");
}

TEST_CASE_METHOD(test::session_with_f, "wrong bindings are refused") {
  CHECK(refusal("(let*)") == "1:1: let* takes at least 1 argument, not 0 (write (let* [name value ...] form ...))");
  CHECK(refusal("(let* (a 1) a)") ==
        "1:7: let* needs a vector of bindings, not (a 1) (write (let* [name value ...] form ...))");
  CHECK(refusal("(loop* [a 1 b] a)") ==
        "1:8: the bindings of loop* must come in pairs, but there are 3 forms (the last name, b, has no value)");
  CHECK(refusal("(let* [user/a 1] 1)") == "1:8: let* binds symbols without namespace, not user/a");
  CHECK(refusal("(let* [{a :a} 1] 1)") ==
        "1:8: let* binds symbols without namespace, not {a :a} (let and loop take destructuring forms, let* does not)");
}

TEST_CASE_METHOD(test::session_with_f, "recur goes back to the nearest loop") {
  CHECK(dump("(loop* [a (f 1)] (if (f a) (recur (f a)) a))") ==
        "(loop [a#0 (call user/f 1)] (if (call user/f a#0) (recur (call user/f a#0)) a#0))");
  CHECK(dump("(fn* [x] (loop* [] (recur)))") == "(fn user/fn--1 ([x#0] (loop:nothing [] (recur))))");
  auto const made{analyze("(loop* [a 1] (f a))")};
  CHECK_FALSE(static_cast<analyzer::loop_node *>(made->root)->has_recur);
}

TEST_CASE_METHOD(test::session_with_f, "recur passes as many values as are bound") {
  CHECK(refusal("(loop* [i 0 acc 1] (recur i))") == "1:20: recur takes 2 values here, not 1 (the loop has i acc)");
  CHECK(refusal("(loop* [] (recur 1))") == "1:11: recur takes 0 values here, not 1 (the loop has no bindings)");
  CHECK(refusal("(loop* [i 0] (recur))") == "1:14: recur takes 1 value here, not 0 (the loop has i)");
  CHECK(refusal("(fn* [] (recur 1))") == "1:9: recur takes 0 values here, not 1 (the function has no parameters)");
}

TEST_CASE_METHOD(test::session_with_f, "recur stands in tail position") {
  std::string const not_last{"recur must be the last thing its loop or function does (nothing may be done with its "
                             "value: move it to the tail of the body)"};
  CHECK(refusal("(recur)") == "1:1: recur stands outside of any loop or function");
  CHECK(refusal("(loop* [i 0] (f (recur i)))") == "1:17: " + not_last);
  CHECK(refusal("(loop* [i 0] (+ 1 (recur i)))") == "1:19: " + not_last);
  CHECK(refusal("(loop* [i 0] (do (recur i) 1))") == "1:18: " + not_last);
  CHECK(refusal("(loop* [i 0] (if (recur i) 1 2))") == "1:18: " + not_last);
  CHECK(refusal("(loop* [i 0] (let* [a (recur i)] 1))") == "1:23: " + not_last);
  CHECK(refusal("(loop* [i 0] [(recur i)])") == "1:15: " + not_last);
  CHECK(refusal("(loop* [i 0] (recur (recur i)))") == "1:21: " + not_last);
  CHECK(refusal("(fn* [] (def a (recur)))") == "1:16: " + not_last);
  CHECK(refusal("(fn* [] (throw (recur)))") == "1:16: " + not_last);
  CHECK(refusal("(fn* [x] (let* [a 1] (letfn* [] (do 1 (if x (recur x) 2)))))").starts_with("accepted"));
}

TEST_CASE_METHOD(test::session_with_f, "recur does not leave a try") {
  std::string const refused{"recur cannot leave a try (put the try into a function, or the loop inside the try)"};
  CHECK(refusal("(loop* [i 0] (try (recur 1) (catch :default e 1)))") == "1:19: " + refused);
  CHECK(refusal("(loop* [i 0] (try 1 (catch :default e (recur 1))))") == "1:39: " + refused);
  CHECK(refusal("(fn* [] (try (recur) (finally 1)))") == "1:14: " + refused);
  CHECK(refusal("(loop* [i 0] (try (recur 1)))").starts_with("accepted"));
  CHECK(refusal("(try (loop* [i 0] (recur i)) (finally 1))").starts_with("accepted"));
  CHECK(refusal("(loop* [i 0] (try (fn* [] (recur)) (finally 1)))").starts_with("accepted"));
}

TEST_CASE_METHOD(test::session_with_f, "letfn* binds functions that know each other") {
  CHECK(dump("(letfn* [a (fn* a [x] (b x)) b (fn* b [x] (a x))] (a 1))") ==
        "(letfn [a#0 (fn user/a--1 self a#2 captures (b#1) ([x#3] (call b#1 x#3))) "
        "b#1 (fn user/b--2 self b#4 captures (a#0) ([x#5] (call a#0 x#5)))] (call a#0 1))");
  CHECK(refusal("(letfn* [a (f 1)] a)") ==
        "1:12: letfn* binds functions, not (f 1) (write (letfn* [name (fn* ...) ...] form ...))");
}
