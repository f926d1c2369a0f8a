#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

namespace {

object_ref identity(object_ref, object_ref x) { return x; }

struct fixture : test::session {
  fixture() {
    define("frobnicate", {ns::native_arity{&identity}});
    other = ns::intern_namespace("other.place");
    ns::define(ns::intern_var(other, "open"), object::make_fixnum(1), object::nil);
    ns::define(ns::intern_var(other, "closed"), object::make_fixnum(1),
               object::make_map({object_ref{object::make_keyword("private")}, object::jank_true}));
    ns::add_alias(user, object::make_symbol("o"), other);
  }
  ns::name_space *other;
};

} // namespace

TEST_CASE_METHOD(fixture, "symbols mean locals, vars of the namespace, or vars by alias or namespace") {
  CHECK(dump("frobnicate") == "user/frobnicate");
  CHECK(dump("user/frobnicate") == "user/frobnicate");
  CHECK(dump("o/open") == "other.place/open");
  CHECK(dump("other.place/open") == "other.place/open");
  CHECK(dump("(let* [frobnicate 1] [frobnicate user/frobnicate])") ==
        "(let [frobnicate#0:long 1] (vector frobnicate#0 user/frobnicate))");
}

TEST_CASE_METHOD(fixture, "a private var is reached by #' alone") {
  CHECK(refusal("o/closed") == "1:1: other.place/closed is private (#'other.place/closed reaches the var itself)");
  CHECK(refusal("[(o/closed 1)]") ==
        "1:3: other.place/closed is private (#'other.place/closed reaches the var itself)");
  CHECK(dump("#'o/closed") == "#'other.place/closed");
}

TEST_CASE_METHOD(fixture, "a name that means nothing is refused with near ones") {
  CHECK(refusal("(frobnicat 1)") ==
        "1:2: unable to resolve the symbol frobnicat in namespace user (perhaps frobnicate is meant)");
  CHECK(refusal("(fronbicate 1)") ==
        "1:2: unable to resolve the symbol fronbicate in namespace user (perhaps frobnicate is meant)");
  CHECK(refusal("(let* [quantity 1] qantity)") ==
        "1:20: unable to resolve the symbol qantity in namespace user (perhaps quantity is meant)");
  CHECK(refusal("o/opn") == "1:1: the namespace other.place has no var opn (perhaps o/open is meant)");
  CHECK(refusal("o/clsed") == "1:1: the namespace other.place has no var clsed");
  CHECK(refusal("other.plac/open") ==
        "1:1: there is no namespace or alias other.plac for other.plac/open (perhaps other.place is meant)");
  CHECK(refusal("zzz.yyy/open") ==
        "1:1: there is no namespace or alias zzz.yyy for zzz.yyy/open (require it: (require '[zzz.yyy]))");
}

TEST_CASE_METHOD(fixture, "positions are those of the symbol, in any line") {
  CHECK(refusal("(do\n  (frobnicate 1)\n  (frobnicate [nowhere.at.all]))") ==
        "3:16: unable to resolve the symbol nowhere.at.all in namespace user");
}
