#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

namespace {

object_ref one(object_ref, object_ref x) { return x; }
object_ref three(object_ref, object_ref x, object_ref, object_ref) { return x; }
object_ref rest(object_ref, object_ref x, object_ref) { return x; }

struct fixture : test::session {
  fixture() {
    define("one", {ns::native_arity{&one}});
    define("several", {ns::native_arity{&one}, ns::native_arity{&three}});
    define("open", {}, 1, reinterpret_cast<object::entry>(&rest));
  }
};

} // namespace

TEST_CASE_METHOD(fixture, "anything may be called") {
  CHECK(dump("(one 1)") == "(call user/one 1)");
  CHECK(dump("(:a {:a 1})") == "(call :a {:a 1})");
  CHECK(dump("({:a 1} :a)") == "(call {:a 1} :a)");
  CHECK(dump("((one one) 1)") == "(call (call user/one user/one) 1)");
  CHECK(dump("('a {})") == "(call 'a {})");
  CHECK(dump("(#'one 1)") == "(call #'user/one 1)");
}

TEST_CASE_METHOD(fixture, "a number of arguments that is known to be wrong is warned of, and no error") {
  CHECK(dump("(one)") == "(call user/one)");
  CHECK(warnings("(do\n (one 1 2))") ==
        "test.jank:2:2: warning: wrong number of arguments (2) passed to user/one, which takes 1");
  CHECK(warnings("(several)") ==
        "test.jank:1:1: warning: wrong number of arguments (0) passed to user/several, which takes 1 or 3");
  CHECK(warnings("(open)") ==
        "test.jank:1:1: warning: wrong number of arguments (0) passed to user/open, which takes at least 1");
  CHECK(warnings("(do (one 1) (several 1 2 3) (open 1) (open 1 2 3))").empty());
}

TEST_CASE_METHOD(fixture, "an unbound var's arglists say what it will take") {
  ns::set_meta(ns::intern_var(user, "later"),
               object::make_map({object_ref{object::make_keyword("arglists")},
                                 reader::reader{reader::source_text{"", "([a] [a b & more])"}}.read().value()}));
  CHECK(warnings("(later)") ==
        "test.jank:1:1: warning: wrong number of arguments (0) passed to user/later, which takes 1 or at least 2");
  CHECK(warnings("(do (later 1) (later 1 2) (later 1 2 3))").empty());
  ns::intern_var(user, "unknown");
  CHECK(warnings("(unknown 1 2 3)").empty());
}

TEST_CASE_METHOD(fixture, "a var that is about to change is not judged by what it holds") {
  CHECK(warnings("(def one (fn* ([a] (one a 1)) ([a b] b)))").empty());
  ns::var *const v{ns::intern_var(user, "one")};
  ns::set_meta(v, object::make_map({object_ref{object::make_keyword("dynamic")}, object::jank_true}));
  CHECK(warnings("(one 1 2)").empty());
}

TEST_CASE_METHOD(fixture, "what can never be called is told") {
  CHECK(refusal("(nil 1)") == "1:1: nil cannot be called: (nil 1)");
  CHECK(warnings("(1 2)") == "test.jank:1:1: warning: 1 is called here, but it is no function: (1 2)");
  CHECK(warnings("(\"a\" 2)") == "test.jank:1:1: warning: \"a\" is called here, but it is no function: (\"a\" 2)");
}
