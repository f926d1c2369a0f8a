#include "analyzer/taken.hpp"

#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

namespace {

object_ref twice(object_ref, object_ref, object_ref, object_ref x) {
  return object::make_list({object_ref{object::make_symbol("do")}, x, x});
}

struct fixture : test::session {
  std::string taken(std::string_view text) {
    analyzer::taken_in all;
    analyzer::taken_in *const outer{analyzer::observe_taken(&all)};
    analyze(text);
    CHECK(analyzer::observe_taken(outer) == &all);
    std::string names;
    for(ns::var const *const v : all.from) { names += ns::qualified_name(v) + " "; }
    for(ns::var const *const v : all.defined) { names += "=" + ns::qualified_name(v) + " "; }
    return names;
  }
};

} // namespace

TEST_CASE_METHOD(fixture, "what code takes in from vars is known") {
  define_macro("twice", {ns::native_arity{&twice}});
  ns::define(ns::intern_var(user, "limit"), object::make_long(5),
             object::make_map({object_ref{object::make_keyword("const")}, object::jank_true}));
  ns::define(ns::intern_var(user, "plain"), object::make_long(5), object::nil);
  CHECK(taken("(def f (fn* [x] (twice (twice x))))") == "user/twice =user/f ");
  CHECK(taken("(def g (fn* [x] [limit plain (+ x 1)]))") == "user/limit clojure.core/+ =user/g ");
  CHECK(taken("(do (def a 1) (def b 2) (def a 3))") == "=user/a =user/b ");
  CHECK(taken("(fn* [twice] (twice 1))").empty());
}
