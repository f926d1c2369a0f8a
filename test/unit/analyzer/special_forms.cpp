#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

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

TEST_CASE_METHOD(test::session_with_f, "if has two or three arguments") {
  CHECK(dump("(if (f 1) :a :b)") == "(if (call user/f 1) :a :b)");
  CHECK(dump("(if (f 1) :a)") == "(if (call user/f 1) :a nil)");
  CHECK(refusal("(if)") == "1:1: if takes 2 to 3 arguments, not 0 (write (if test then) or (if test then else))");
  CHECK(refusal("(if 1 2 3 4)") ==
        "1:1: if takes 2 to 3 arguments, not 4 (write (if test then) or (if test then else))");
}

TEST_CASE_METHOD(test::session_with_f,
                 "if with a constant test is the branch that is taken; the other must be right all the same") {
  CHECK(dump("(if :else (f 1) nil)") == "(call user/f 1)");
  CHECK(dump("(if nil 1 2)") == "2");
  CHECK(dump("(if false 1)") == "nil");
  CHECK(dump("(if 0 1 2)") == "1");
  CHECK(refusal("(if true 1 (nowhere))") == "1:13: unable to resolve the symbol nowhere in namespace user");
}

TEST_CASE_METHOD(test::session_with_f, "do drops all values but the last; constants among them vanish") {
  CHECK(dump("(do)") == "nil");
  CHECK(dump("(do 1)") == "1");
  CHECK(dump("(do (f 1) (f 2) 3)") == "(do:long (call user/f 1) (call user/f 2) 3)");
  CHECK(dump("(do \"documentation\" (f 1))") == "(call user/f 1)");
}

TEST_CASE_METHOD(test::session_with_f, "throw and quote have one argument") {
  CHECK(dump("(throw (f 1))") == "(throw (call user/f 1))");
  CHECK(analyze("(throw 1)")->root->type == analyzer::value_type::nothing);
  CHECK(refusal("(throw)") == "1:1: throw takes 1 argument, not 0 (write (throw value))");
  CHECK(refusal("(quote a b)") == "1:1: quote takes 1 argument, not 2 (write (quote form))");
}

TEST_CASE_METHOD(test::session_with_f, "var gives the var itself") {
  CHECK(dump("#'f") == "#'user/f");
  CHECK(dump("(var clojure.core/+)") == "#'clojure.core/+");
  CHECK(refusal("(var 1)") == "1:1: var takes a symbol, not 1");
  CHECK(refusal("#'nowhere") == "1:3: unable to resolve the symbol nowhere in namespace user");
}

TEST_CASE_METHOD(test::session_with_f, "set! changes vars only") {
  CHECK(dump("(set! *ns* (f 1))") == "(set! clojure.core/*ns* (call user/f 1))");
  CHECK(refusal("(let* [a 1] (set! a 2))") == "1:19: set! cannot change the local a (use loop and recur, or an atom)");
  CHECK(refusal("(set! (.x 1) 2)").find("1:7: set! cannot set (.x 1)") == 0);
  CHECK(refusal("(set! f)") == "1:1: set! takes 2 arguments, not 1 (write (set! name value))");
}

TEST_CASE_METHOD(test::session_with_f, "members are named by symbols, and types are resolved") {
  CHECK(dump("(. f x)") == "(call clojure.core/member* user/f 'x)");
  CHECK(dump("(. f (x 1))") == "(call clojure.core/member* user/f 'x 1)");
  CHECK(dump("(.size f 1)") == "(call clojure.core/member* user/f 'size 1)");
  CHECK(dump("(.-size f)") == "(call clojure.core/field* user/f 'size)");
  CHECK(dump("(set! (.-x 1) 2)") == "(call clojure.core/set-field* 1 'x 2)");
  CHECK(dump("(new String 1)") == "(call jank.runtime/string 1)");
  CHECK(dump("(java.lang.String. 1)") == "(call jank.runtime/string 1)");
  CHECK(dump("jank.runtime.keyword") == "jank.runtime/keyword");
  CHECK(refusal("(new Foo 1)").find("1:6: unable to resolve the symbol Foo in namespace user") == 0);
  CHECK(refusal("(Foo. 1)").find("unable to resolve the symbol Foo in namespace user") != std::string::npos);
  CHECK(refusal("(.x)") == "1:1: .x needs an instance (write (.x instance ...))");
  CHECK(refusal("(. f 5)").find("a member of an instance is named by a symbol, not 5") != std::string::npos);
  CHECK(refusal("(.-x f 1)").find("reading the field x takes no arguments") != std::string::npos);
}

TEST_CASE_METHOD(test::session_with_f, "fields* names the fields of an instance") {
  CHECK(dump("(fn* [this x] (fields* this [a 0 ^:mutable b 2] (set! b a)))") ==
        "(fn user/fn--1 ([this#0 x#1] (set-field 2 this#0 (field 0 this#0))))");
  CHECK(dump("(fn* [this x] (fields* this [a 0] (recur a)))") ==
        "(fn user/fn--1 ([this#0 x#1] (recur this#0 (field 0 this#0))))");
  CHECK(dump("(fn* [this] (fields* this [a 0] (fn* [] a)))") ==
        "(fn user/fn--1 ([this#0] (fn user/fn--1/fn--2 captures (this#0) ([] (field 0 this#0)))))");
  CHECK(dump("(fn* [this] (fields* this [^{:found :late} a 2 ^{:found :by-name :mutable true} b 1] (set! b a)))") ==
        "(fn user/fn--1 ([this#0] (set-field b this#0 (field 2? this#0))))");
  CHECK(refusal("(fn* [this] (fields* this [a 0] (set! a 1)))")
            .find("set! cannot change the field a, which is not mutable") != std::string::npos);
  CHECK(refusal("(fn* [this] (fields* 5 [a 0] a))").find("fields* needs a local") != std::string::npos);
  CHECK(refusal("(fn* [this] (fields* this [a -1] a))").find("fields* needs names and indices") != std::string::npos);
}

TEST_CASE_METHOD(test::session_with_f, "C++ is refused by name") {
  CHECK(refusal("(cpp/std.sin 1)") ==
        "1:2: cpp/std.sin: C++ cannot be called from jank code here "
        "(write the function in a C++ patch (include/jank/patch.h) and call it through its var)");
}

TEST_CASE_METHOD(test::session_with_f, "a special form has no value, and no local takes its place") {
  CHECK(refusal("(f if)") ==
        "1:4: if is a special form and has no value (call it: (if test then) or (if test then else))");
  CHECK(dump("(let* [if f] (if if 1 2))") == "(let:long [if#0 user/f] (if:long if#0 1 2))");
  CHECK(refusal("(& 1)") == "1:1: & cannot be called: it marks the rest parameter in a parameter vector");
}
