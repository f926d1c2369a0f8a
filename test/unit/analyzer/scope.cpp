#include "analyzer/analysis.hpp"
#include "catch2.hpp"

#include "analyzer/scope.hpp"

using namespace jank;

TEST_CASE_METHOD(test::session, "a function captures what it uses of the functions around it") {
  CHECK(dump("(fn* [a] (fn* [] a))") == "(fn user/fn--1 ([a#0] (fn user/fn--1/fn--2 captures (a#0) ([] a#0))))");
  CHECK(dump("(fn* [a] (let* [b a] (fn* [c] [c b])))") ==
        "(fn user/fn--1 ([a#0] (let [b#1 a#0] (fn user/fn--1/fn--2 captures (b#1) ([c#2] (vector c#2 b#1))))))");
  CHECK(dump("(let* [a 1] (fn* [] a))") == "(let [a#0:long 1] (fn user/fn--1 captures (a#0) ([] a#0)))");
}

TEST_CASE_METHOD(test::session, "the functions between capture it, too") {
  CHECK(dump("(fn* [a] (fn* [] (fn* [] a)))") == "(fn user/fn--1 ([a#0] (fn user/fn--1/fn--2 captures (a#0) ([] (fn "
                                                 "user/fn--1/fn--2/fn--3 captures (a#0) ([] a#0))))))");
}

TEST_CASE_METHOD(test::session, "captures are in order of first use, each once") {
  CHECK(dump("(fn* [a b] (fn* [] [b a b]))") ==
        "(fn user/fn--1 ([a#0 b#1] (fn user/fn--1/fn--2 captures (b#1 a#0) ([] (vector b#1 a#0 b#1)))))");
}

TEST_CASE_METHOD(test::session, "a function's own name is no capture inside it, but one for the functions in it") {
  CHECK(dump("(fn* me [] (fn* [] me))") ==
        "(fn user/me--1 self me#0 ([] (fn user/me--1/fn--2 captures (me#0) ([] me#0))))");
  CHECK(dump("(fn* me ([] me) ([a] me))") == "(fn user/me--1 self me#0 ([] me#0) ([a#1] me#0))");
}

TEST_CASE_METHOD(test::session, "uses are counted") {
  auto const made{analyze("(let* [a 1] [a a])")};
  CHECK(static_cast<analyzer::let_node *>(made->root)->bindings[0].target->uses == 2);
}

TEST_CASE("a scope finds the innermost binding and forgets those of a frame") {
  test::start_image();
  analyzer::tree tree;
  analyzer::scope scope;
  object::symbol *const name{object::make_symbol("x")};
  analyzer::local *const outer{tree.make_local("x")};
  analyzer::local *const inner{tree.make_local("x")};
  CHECK(scope.environment().is_nil());
  scope.bind(name, outer);
  {
    analyzer::scope_frame const frame{scope};
    scope.bind(object::make_symbol("x"), inner);
    scope.bind(object::make_symbol("y"), inner);
    CHECK(scope.find(name) == inner);
    CHECK(object::map_count(scope.environment()) == 2);
  }
  CHECK(scope.find(name) == outer);
  CHECK(scope.find(object::make_symbol("y")) == nullptr);
  CHECK(scope.find(object::make_symbol("user/x")) == nullptr);
  CHECK(object::map_count(scope.environment()) == 1);
}
