#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

TEST_CASE_METHOD(test::session_with_f, "try has a body, catches in order and a finally") {
  CHECK(dump("(try (f 1) (f 2) (catch :default e (f e)) (finally (f 3)))") ==
        "(try (do (call user/f 1) (call user/f 2)) (catch anything e#0 (call user/f e#0)) (finally (call user/f 3)))");
  CHECK(dump("(try (f 1) (finally 2))") == "(try (call user/f 1) (finally 2))");
  CHECK(dump("(try (catch :default e))") == "(try nil (catch anything e#0 nil))");
  CHECK(dump("(try (f 1) 2)") == "(do:long (call user/f 1) 2)");
  CHECK(dump("(try)") == "nil");
}

TEST_CASE_METHOD(test::session_with_f, "what is caught is written with or without cpp/") {
  CHECK(dump("(try (f 1) (catch jank.runtime.object_ref e e))") == "(try (call user/f 1) (catch jank-value e#0 e#0))");
  CHECK(dump("(try (f 1) (catch cpp/jank.runtime.object_ref e e))") ==
        "(try (call user/f 1) (catch jank-value e#0 e#0))");
  CHECK(dump("(try (f 1) (catch std.exception e 1) (catch cpp/std.exception e 2))") ==
        "(try (call user/f 1) (catch cpp-error e#0 1) (catch cpp-error e#1 2))");
  CHECK(refusal("(try 1 (catch Exception e 1))") ==
        "1:15: catch does not know the type Exception "
        "(jank.runtime.object_ref catches jank values, a type such as jank.runtime.error its instances, std.exception "
        "and the names of C++ types, such as "
        "std.runtime_error, C++ exceptions, :default everything)");
  CHECK(refusal("(try 1 (catch js/std.exception e 1))")
            .starts_with("1:15: catch does not know the type js/std.exception"));
}

TEST_CASE_METHOD(test::session_with_f, "the value is the body's or a catch's, and so is the type") {
  CHECK(dump("(try 1 (catch :default e 2))") == "(try:long 1 (catch anything e#0 2))");
  CHECK(dump("(try 1 (catch :default e 2.0))") == "(try 1 (catch anything e#0 2.0))");
  CHECK(dump("(try 1 (catch :default e (throw e)))") == "(try:long 1 (catch anything e#0 (throw e#0)))");
  CHECK(dump("(try 1 (finally 2.0))") == "(try:long 1 (finally 2.0))");
}

TEST_CASE_METHOD(test::session_with_f, "clauses stand at the end, finally last") {
  CHECK(refusal("(try 1 (finally 2) (catch :default e 3))") ==
        "1:20: finally must be the last clause of try, but (catch :default e 3) follows it");
  CHECK(refusal("(try 1 (finally 2) (finally 3))") ==
        "1:20: finally must be the last clause of try, but (finally 3) follows it");
  CHECK(refusal("(try 1 (catch :default e 2) (f 3))") ==
        "1:29: only catch and finally may follow a catch, not (f 3) (move it before the first catch)");
}

TEST_CASE_METHOD(test::session_with_f, "catch binds a name, and stands in try alone") {
  CHECK(refusal("(try 1 (catch :default))") ==
        "1:8: catch needs a type and a name (write (catch :default e form ...))");
  CHECK(refusal("(try 1 (catch :default 5 1))") == "1:8: catch binds a symbol without namespace, not 5");
  CHECK(refusal("(catch :default e 1)") ==
        "1:1: catch must stand directly inside try (write (try form ... (catch :default e form ...)))");
  CHECK(refusal("(try (do (finally 1)))") ==
        "1:10: finally must stand directly inside try (write (try form ... (finally form ...)))");
  CHECK(refusal("(try 1 (catch :default e e) (finally e))") ==
        "1:38: unable to resolve the symbol e in namespace user");
}

TEST_CASE_METHOD(test::session_with_f, "clauses with names of C++ types are one that asks for each") {
  CHECK(dump("(try (f 1) (catch std.runtime_error e 1) (catch :default x x))") ==
        "(try (call user/f 1) (catch anything caught exception#0 (if (call jank.error/caught-by? caught exception#0 "
        "\"std::runtime_error\") (let:long [e#1 caught exception#0] 1) (let [x#2 caught exception#0] x#2))))");
  CHECK(refusal("(try 1 (catch std.runtime_error 5 1))") == "1:1: catch binds a symbol without namespace, not 5");
}
