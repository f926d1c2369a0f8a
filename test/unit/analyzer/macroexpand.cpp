#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

namespace {

object_ref symbol(char const *name) { return object_ref{object::make_symbol(name)}; }

object_ref unless(object_ref, object_ref, object_ref, object_ref test, object_ref then) {
  return object::make_list({symbol("if"), test, object::nil, then});
}
object_ref unless_not(object_ref, object_ref, object_ref, object_ref test, object_ref then) {
  return object::make_list({symbol("unless"), object::make_list({symbol("not"), test}), then});
}
object_ref quote_form(object_ref, object_ref form, object_ref, object_ref) {
  return object::make_list({symbol("quote"), form});
}
object_ref quote_environment(object_ref, object_ref, object_ref environment) {
  return object::make_list({symbol("quote"), environment});
}
object_ref same(object_ref, object_ref form, object_ref) { return form; }
object_ref fail(object_ref, object_ref, object_ref) {
  object::throw_error(object::error_kind::none, "the macro's own error");
}
object_ref wrong_if(object_ref, object_ref, object_ref) { return object::make_list({symbol("if")}); }
object_ref in_lazy_seq(object_ref, object_ref, object_ref, object_ref x) {
  return object::make_cons(symbol("quote"), object::make_cons(x, object::nil));
}
object_ref list_rest(object_ref, object_ref, object_ref, object_ref all) {
  return object::make_cons(symbol("do"), all);
}
object_ref a_function(object_ref, object_ref, object_ref) {
  return ns::resolve(ns::current_namespace(), object::make_symbol("same"))->value;
}
object_ref a_number(object_ref, object_ref, object_ref) { return object::make_fixnum(5); }

struct fixture : test::session {
  fixture() {
    define_macro("unless", {ns::native_arity{&unless}});
    define_macro("unless-not", {ns::native_arity{&unless_not}});
    define_macro("form", {ns::native_arity{&quote_form}});
    define_macro("environment", {ns::native_arity{&quote_environment}});
    define_macro("same", {ns::native_arity{&same}});
    define_macro("fail", {ns::native_arity{&fail}});
    define_macro("wrong-if", {ns::native_arity{&wrong_if}});
    define_macro("consed", {ns::native_arity{&in_lazy_seq}});
    define_macro("all-of", {}, 2, reinterpret_cast<object::entry>(&list_rest));
    define_macro("a-function", {ns::native_arity{&a_function}});
    define_macro("a-number", {ns::native_arity{&a_number}});
  }
};

object_ref read(char const *text) { return reader::reader{reader::source_text{"", text}}.read().value(); }

} // namespace

TEST_CASE_METHOD(fixture, "a macro's result takes the place of its call") {
  CHECK(dump("(fn* [x] (unless x 1))") == "(fn user/fn--1 ([x#0] (if x#0 nil 1)))");
  CHECK(dump("(fn* [x] (unless-not x 1))") == "(fn user/fn--1 ([x#0] (if (not:boolean x#0) nil 1)))");
  CHECK(dump("(a-number)") == "5");
  CHECK(dump("(consed x)") == "'x");
  CHECK(dump("(fn* [f] (all-of (f 1) (f 2)))") == "(fn user/fn--1 ([f#0] (do (call f#0 1) (call f#0 2))))");
}

TEST_CASE_METHOD(fixture, "a macro gets the form and the locals of the place") {
  CHECK(dump("(form 1)") == "'(form 1)");
  CHECK(dump("(environment)") == "nil");
  CHECK(dump("(let* [a 1] (fn* [b] (environment)))") == "(let [a#0:long 1] (fn user/fn--1 ([b#1] {a true, b true})))");
  CHECK(dump("(let* [a (let* [c 1] 2)] (environment))") == "(let [a#1:long (let:long [c#0:long 1] 2)] {a true})");
}

TEST_CASE_METHOD(fixture, "a local of its name hides a macro") {
  CHECK(dump("(fn* [unless] (unless 1))") == "(fn user/fn--1 ([unless#0] (call unless#0 1)))");
}

TEST_CASE_METHOD(fixture, "a macro has no value") {
  CHECK(refusal("[unless]") ==
        "1:2: cannot take the value of the macro user/unless (call it, or wrap it in a function: (fn [x] (unless x)))");
}

TEST_CASE_METHOD(fixture, "errors in an expansion stand where the call stands") {
  CHECK(refusal("(do\n  (wrong-if))") ==
        "2:3: if takes 2 to 3 arguments, not 0 (write (if test then) or (if test then else))");
  CHECK(refusal("(do\n  (unless nowhere 1))") == "2:11: unable to resolve the symbol nowhere in namespace user");
}

TEST_CASE_METHOD(fixture, "wrong uses of macros are refused") {
  CHECK(refusal("(unless 1)") == "1:1: wrong number of arguments (1) passed to the macro user/unless (it takes 2)");
  CHECK(refusal("(same)") ==
        "1:1: the expansion of (same) does not end (the macro user/same returns a call of a macro each time)");
  CHECK(refusal("(a-function)").starts_with("1:1: a macro put something into the code that is no form: #"));
  ns::name_space *const other{ns::intern_namespace("other.place")};
  ns::define(ns::intern_var(other, "hidden"), ns::intern_var(user, "same")->value,
             object::make_map({object_ref{object::make_keyword("macro")}, object::jank_true,
                               object_ref{object::make_keyword("private")}, object::jank_true}));
  CHECK(refusal("(other.place/hidden)") == "1:2: the macro other.place/hidden is private");
}

TEST_CASE_METHOD(fixture, "what a macro throws is an error in the form it was given") {
  CHECK(refusal("(do\n  (fail))") == "2:3: the macro user/fail threw: the macro's own error");
}

TEST_CASE_METHOD(fixture, "macroexpand-1 makes one step, macroexpand all at the head") {
  CHECK(object::to_readable(analyzer::macroexpand_1(read("(unless-not x 1)"))) == "(unless (not x) 1)");
  CHECK(object::to_readable(analyzer::macroexpand(read("(unless-not x 1)"))) == "(if (not x) nil 1)");
  object_ref const plain{read("(+ (unless 1 2) 3)")};
  CHECK(analyzer::macroexpand_1(plain) == plain);
  CHECK(analyzer::macroexpand(object::make_fixnum(1)) == object::make_fixnum(1));
}
