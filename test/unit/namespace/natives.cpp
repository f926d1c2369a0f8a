// What the natives do beyond the object layer's functions. Their semantics as jank code sees them: test/language/core/.

#include "image.hpp"
#include "object/lazy.hpp"
#include "object/sequence.hpp"

using namespace jank::test;

namespace {

object_ref by_descending(object_ref, object_ref a, object_ref b) { return make_boolean(less(b, a)); }
object_ref contradictory(object_ref, object_ref, object_ref) { return jank_true; }
object_ref by_first(object_ref, object_ref a, object_ref b) {
  return number(compare(vector_nth(a, 0), vector_nth(b, 0)));
}
object_ref refuse(object_ref, object_ref, object_ref) { throw_error(error_kind::illegal_state, "not comparable"); }
object_ref increment(object_ref, object_ref x) { return add(x, number(1)); }

object_ref numbers(std::int64_t count) { return make_long_range(0, count, 1); }

} // namespace

TEST_CASE("arithmetic natives take any number of arguments") {
  CHECK(call_core("+") == number(0));
  CHECK(call_core("+", number(5)) == number(5));
  CHECK(call_core("+", number(1), number(2), number(3)) == number(6));
  CHECK(call_core("-", number(1)) == number(-1));
  CHECK(call_core("*") == number(1));
  CHECK(result("/", number(2)) == "1/2");
  CHECK(call_core("max", number(1), number(3), number(2)) == number(3));
  CHECK(call_core("apply", core("+"), numbers(101)) == number(5050));
  CHECK_THROWS_AS(call_core("+", key("a")), thrown_value);
  CHECK_THROWS_AS(call_core("max", key("a")), thrown_value);
  CHECK_THROWS_AS(call_core("-"), thrown_value);
}

TEST_CASE("comparisons hold along the whole chain") {
  CHECK(call_core("<", number(1), number(2), number(3)) == jank_true);
  CHECK(call_core("<", number(1), number(3), number(2)) == jank_false);
  CHECK(call_core("=", number(1), number(1), number(2)) == jank_false);
  CHECK(call_core("not=", number(1), number(1), number(2)) == jank_true);
}

TEST_CASE("concat is lazy in its collections and in their number") {
  object_ref const endless{call_core("iterate", native_function(increment), number(0))};
  CHECK(result("seq", call_core("concat")) == "nil");
  CHECK(result("nth", call_core("concat", numbers(3), endless), number(5)) == "2");
  CHECK(to_readable(call_core("concat", numbers(2), nil, empty_vector(), numbers(1))) == "(0 1 0)");
  object_ref const rows{call_core("iterate", core("vec"), make_vector({number(7)}))};
  CHECK(result("nth", call_core("apply", core("concat"), rows), number(9)) == "7");
}

TEST_CASE("sort is stable and survives any comparator") {
  CHECK(to_readable(call_core("sort", make_vector({number(3), number(1), number(2)}))) == "(1 2 3)");
  CHECK(to_readable(call_core("sort", native_function(by_descending), numbers(5))) == "(4 3 2 1 0)");
  CHECK(to_readable(call_core("sort", nil)) == "()");
  object_ref const pairs{make_vector({make_vector({number(2), key("a")}), make_vector({number(1), key("b")}),
                                      make_vector({number(2), key("c")}), make_vector({number(1), key("d")})})};
  CHECK(to_readable(call_core("sort", native_function(by_first), pairs)) == "([1 :b] [1 :d] [2 :a] [2 :c])");

  SECTION("one that contradicts itself loses no element") {
    object_ref const shuffled{call_core("sort", native_function(contradictory), numbers(1000))};
    CHECK(count(shuffled) == 1000);
    CHECK(equal(call_core("sort", shuffled), numbers(1000)));
  }
  SECTION("one that throws passes its exception on") {
    CHECK(thrown_message([] { call_core("sort", native_function(refuse), numbers(3)); }) == "not comparable");
  }
}

TEST_CASE("list* and apply put single values before the last collection") {
  CHECK(to_readable(call_core("list*", number(1), number(2), make_vector({number(3)}))) == "(1 2 3)");
  CHECK(result("list*", nil) == "nil");
  CHECK(call_core("apply", core("+"), number(1), number(2), make_vector({number(3)})) == number(6));
}

TEST_CASE("natives name themselves and the value they refuse") {
  CHECK(thrown_message([] { call_core("subs", number(5), number(0)); }) == "subs wants a string, but was given 5");
  CHECK(thrown_message([] { call_core("name", number(5)); }) ==
        "name wants a string, symbol or keyword, but was given 5");
  CHECK(thrown_message([] { call_core("hash-map", key("a")); }) ==
        "hash-map wants keys and values in turn; no value was supplied for key :a");
  CHECK(thrown_message([] { call_core("in-ns", text("x")); }) == "in-ns wants a symbol, but was given \"x\"");
  CHECK(thrown_message([] { call_core("the-ns", name("not.there")); }).find("no namespace not.there found") == 0);
}

TEST_CASE("subvec checks its bounds") {
  object_ref const v{make_vector({number(0), number(1), number(2)})};
  CHECK(to_readable(call_core("subvec", v, number(1))) == "[1 2]");
  CHECK(to_readable(call_core("subvec", v, number(1), number(2))) == "[1]");
  CHECK(to_readable(call_core("subvec", v, number(3))) == "[]");
  CHECK_THROWS_AS(call_core("subvec", v, number(-1)), thrown_value);
  CHECK_THROWS_AS(call_core("subvec", v, number(2), number(1)), thrown_value);
  CHECK_THROWS_AS(call_core("subvec", v, number(0), number(4)), thrown_value);
}

TEST_CASE("atoms take options and refuse what their validator refuses") {
  object_ref const positive{core("pos?")};
  object_ref const a{
      call_core("atom", number(1), key("validator"), positive, key("meta"), make_map({key("m"), number(1)}))};
  CHECK_THROWS_AS(call_core("reset!", a, number(-1)), thrown_value);
  CHECK(call_core("deref", a) == number(1));
  CHECK(to_readable(call_core("meta", a)) == "{:m 1}");
  CHECK(call_core("swap!", a, core("+"), number(1), number(2), number(3)) == number(7));
  CHECK(to_readable(call_core("swap-vals!", a, core("+"), number(1))) == "[7 8]");
  CHECK(call_core("compare-and-set!", a, number(8), number(9)) == jank_true);
  CHECK_THROWS_AS(call_core("atom", number(-1), key("validator"), positive), thrown_value);
  CHECK_THROWS_AS(call_core("swap!", number(1), core("+")), thrown_value);
}

TEST_CASE("alter-var-root and alter-meta! call with what is there") {
  var *const v{intern_var(fresh_namespace(), "x")};
  bind_root(v, number(1));
  CHECK(call_core("alter-var-root", object_ref{v}, core("+"), number(4)) == number(5));
  CHECK(v->root == number(5));
  call_core("alter-meta!", object_ref{v}, core("assoc"), key("dynamic"), jank_true);
  CHECK(v->has(var_dynamic));
}

TEST_CASE("numbers are parsed whole or not at all") {
  CHECK(call_core("parse-long", text("-12")) == number(-12));
  CHECK(call_core("parse-long", text("9223372036854775808")) == nil);
  CHECK(call_core("parse-long", text("1 ")) == nil);
  CHECK(call_core("parse-long", text("-")) == nil);
  CHECK(result("parse-double", text(" 1.5 ")) == "1.5");
  CHECK(call_core("parse-double", text("1.5x")) == nil);
  CHECK(call_core("parse-double", text("0x10")) == nil);
  CHECK(call_core("parse-double", text("inf")) == nil);
  CHECK_THROWS_AS(call_core("parse-long", number(1)), thrown_value);
}

TEST_CASE("characters are code points") {
  CHECK(call_core("char", number(0x1F600)) == make_char(0x1F600));
  CHECK(call_core("int", make_char(U'a')) == number(97));
  CHECK_THROWS_AS(call_core("char", number(0xD800)), thrown_value);
  CHECK_THROWS_AS(call_core("char", number(0x110000)), thrown_value);
  CHECK_THROWS_AS(call_core("int", number(2147483648)), thrown_value);
}

TEST_CASE("gensym never repeats itself") {
  CHECK_FALSE(equal(call_core("gensym"), call_core("gensym")));
  CHECK(cast<symbol>(call_core("gensym", text("loop__")))->name->view().substr(0, 6) == "loop__");
}
