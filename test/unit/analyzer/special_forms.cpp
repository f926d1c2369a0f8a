#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

namespace {

object_ref identity(object_ref, object_ref x) { return x; }

struct fixture : test::session {
  fixture() { define("f", {ns::native_arity{&identity}}); }
};

} // namespace

TEST_CASE("special forms are known by their names alone") {
  test::start_image();
  for(char const *const name : {"def", "if", "do", "let*", "loop*", "recur", "fn*", "quote", "var", "throw", "try",
                                "catch", "finally", "letfn*", "set!", "new", ".", "&"}) {
    CAPTURE(name);
    CHECK(analyzer::is_special(object_ref{object::make_symbol({}, name)}));
  }
  CHECK_FALSE(analyzer::is_special(object_ref{object::make_symbol("let")}));
  CHECK_FALSE(analyzer::is_special(object_ref{object::make_symbol("clojure.core/if")}));
  CHECK_FALSE(analyzer::is_special(object_ref{object::make_string("if")}));
}

TEST_CASE_METHOD(fixture, "if has two or three arguments") {
  CHECK(dump("(if (f 1) :a :b)") == "(if (call user/f 1) :a :b)");
  CHECK(dump("(if (f 1) :a)") == "(if (call user/f 1) :a nil)");
  CHECK(refusal("(if)") == "1:1: if takes 2 to 3 arguments, not 0 (write (if test then) or (if test then else))");
  CHECK(refusal("(if 1 2 3 4)") ==
        "1:1: if takes 2 to 3 arguments, not 4 (write (if test then) or (if test then else))");
}

TEST_CASE_METHOD(fixture, "if with a constant test is the branch that is taken; the other must be right all the same") {
  CHECK(dump("(if :else (f 1) nil)") == "(call user/f 1)");
  CHECK(dump("(if nil 1 2)") == "2");
  CHECK(dump("(if false 1)") == "nil");
  CHECK(dump("(if 0 1 2)") == "1");
  CHECK(refusal("(if true 1 (nowhere))") == "1:13: unable to resolve the symbol nowhere in namespace user");
}

TEST_CASE_METHOD(fixture, "do drops all values but the last; constants among them vanish") {
  CHECK(dump("(do)") == "nil");
  CHECK(dump("(do 1)") == "1");
  CHECK(dump("(do (f 1) (f 2) 3)") == "(do:long (call user/f 1) (call user/f 2) 3)");
  CHECK(dump("(do \"documentation\" (f 1))") == "(call user/f 1)");
}

TEST_CASE_METHOD(fixture, "throw and quote have one argument") {
  CHECK(dump("(throw (f 1))") == "(throw (call user/f 1))");
  CHECK(analyze("(throw 1)")->root->type == analyzer::value_type::nothing);
  CHECK(refusal("(throw)") == "1:1: throw takes 1 argument, not 0 (write (throw value))");
  CHECK(refusal("(quote a b)") == "1:1: quote takes 1 argument, not 2 (write (quote form))");
}

TEST_CASE_METHOD(fixture, "var gives the var itself") {
  CHECK(dump("#'f") == "#'user/f");
  CHECK(dump("(var clojure.core/+)") == "#'clojure.core/+");
  CHECK(refusal("(var 1)") == "1:1: var takes a symbol, not 1");
  CHECK(refusal("#'nowhere") == "1:3: unable to resolve the symbol nowhere in namespace user");
}

TEST_CASE_METHOD(fixture, "set! changes vars only") {
  CHECK(dump("(set! *ns* (f 1))") == "(set! clojure.core/*ns* (call user/f 1))");
  CHECK(refusal("(let* [a 1] (set! a 2))") == "1:19: set! cannot change the local a (use loop and recur, or an atom)");
  CHECK(refusal("(set! (.x 1) 2)") == "1:7: set! takes the name of a var, not (.x 1)");
  CHECK(refusal("(set! f)") == "1:1: set! takes 2 arguments, not 1 (write (set! name value))");
}

TEST_CASE_METHOD(fixture, "interop is refused by name") {
  std::string const no_members{" (values have no members here; call functions, or a C++ patch through its var)"};
  std::string const no_classes{" (there are no classes here; make maps, or call a C++ patch through its var)"};
  CHECK(refusal("(. f x)") == "1:1: member access is not available: (. f x)" + no_members);
  CHECK(refusal("(.size f)") == "1:2: member access is not available: .size" + no_members);
  CHECK(refusal("(new Foo 1)") == "1:1: constructors are not available: (new Foo 1)" + no_classes);
  CHECK(refusal("(Foo. 1)") == "1:2: constructors are not available: Foo." + no_classes);
  CHECK(refusal("(cpp/std.sin 1)") ==
        "1:2: cpp/std.sin: C++ cannot be called from jank code here "
        "(write the function in a C++ patch (include/jank/patch.h) and call it through its var)");
}

TEST_CASE_METHOD(fixture, "a special form has no value, and no local takes its place") {
  CHECK(refusal("(f if)") ==
        "1:4: if is a special form and has no value (call it: (if test then) or (if test then else))");
  CHECK(dump("(let* [if f] (if if 1 2))") == "(let:long [if#0 user/f] (if:long if#0 1 2))");
  CHECK(refusal("(& 1)") == "1:1: & cannot be called: it marks the rest parameter in a parameter vector");
}
