#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

namespace {

std::string const place{":line 1, :column 1, :file \"test.jank\"})"}; // the end of the metadata, and of def

} // namespace

TEST_CASE_METHOD(test::session_with_f, "def interns an unbound var while it is analyzed") {
  object::symbol const *const name{object::make_symbol("fresh")};
  REQUIRE(ns::find_var(user, name) == nullptr);
  CHECK(dump("(def fresh 1)") == "(def user/fresh 1 meta {" + place);
  ns::var const *const v{ns::find_var(user, name)};
  REQUIRE(v != nullptr);
  CHECK_FALSE(v->has(ns::var_bound));
}

TEST_CASE_METHOD(test::session_with_f, "def needs no value and may have documentation") {
  CHECK(dump("(def a)") == "(def user/a meta {" + place);
  CHECK(dump("(def a \"text\")") == "(def user/a \"text\" meta {" + place);
  CHECK(dump("(def a \"what it is\" 1)") == "(def user/a 1 meta {:doc \"what it is\", " + place);
  CHECK(refusal("(def a 5 6)") ==
        "1:1: the documentation of a must be a string, not 5 (write (def name \"documentation\" value))");
  CHECK(refusal("(def)") == "1:1: def takes 1 to 3 arguments, not 0 (write (def name), (def name value) or (def name "
                            "\"documentation\" value))");
}

TEST_CASE_METHOD(test::session_with_f, "the name's metadata is evaluated, its tag is not") {
  CHECK(dump("(def ^:private a 1)") == "(def user/a 1 meta {:private true, " + place);
  CHECK(dump("(def ^{:arglists '([x])} a 1)") == "(def user/a 1 meta {:arglists ([x]), " + place);
  CHECK(dump("(def ^long a 1)") == "(def user/a 1 meta {:tag long, " + place);
  CHECK(dump("(def ^{:k (f 1)} a 1)") ==
        "(def user/a 1 meta (map :k (call user/f 1) :line 1 :column 1 :file \"test.jank\"))");
  CHECK(dump("(def ^{:doc \"first\"} a \"second\" 1)") == "(def user/a 1 meta {:doc \"second\", " + place);
}

TEST_CASE_METHOD(test::session_with_f, "the value may refer to the var") {
  CHECK(dump("(def again (fn* [] (again)))") ==
        "(def user/again (fn user/again ([] (call user/again))) meta {" + place);
}

TEST_CASE_METHOD(test::session_with_f, "a function that is the value bears the var's name, those inside it their own") {
  CHECK(dump("(def a (fn* [x] (fn* [] x)))") ==
        "(def user/a (fn user/a ([x#0] (fn user/a/fn--1 captures (x#0) ([] x#0)))) meta {" + place);
  CHECK(dump("(def a (do (f 1) (fn* named [])))") ==
        "(def user/a (do (call user/f 1) (fn user/a/named--1 self named#0 ([] nil))) meta {" + place);
}

TEST_CASE_METHOD(test::session_with_f, "only the current namespace is defined in") {
  CHECK(dump("(def user/a 1)") == "(def user/a 1 meta {" + place);
  CHECK(refusal("(def other/a 1)") == "1:6: def cannot define other/a: the current namespace is user "
                                      "(change the namespace with in-ns, or leave the prefix out)");
  CHECK(refusal("(def \"a\" 1)") == "1:6: def takes a symbol to define, not \"a\"");
}

TEST_CASE_METHOD(test::session_with_f, "a name referred from clojure.core is replaced, with a warning") {
  object::symbol const *const name{object::make_symbol("first")};
  REQUIRE(ns::find_var(user, name)->ns == ns::core_namespace());
  CHECK(warnings("(def first 1)") ==
        "test.jank:1:6: warning: first already refers to clojure.core/first in namespace user; "
        "the new definition replaces it there");
  CHECK(ns::find_var(user, name)->ns == user);
  CHECK(ns::find_var(ns::core_namespace(), name)->ns == ns::core_namespace());
  CHECK(warnings("(def first 1)").empty());
}

TEST_CASE_METHOD(test::session_with_f, "a name referred from another namespace is not") {
  ns::refer(user, object::make_symbol("taken"), ns::intern_var("other.place", "taken"));
  CHECK(refusal("(def taken 1)") == "1:6: taken already refers to other.place/taken in namespace user "
                                    "(choose another name, or leave it out of what is referred)");
}
