#include "object/symbol.hpp"

#include "catch2.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/equality.hpp"
#include "object/number.hpp"
#include "thrown.hpp"

#include <vector>

using namespace jank::object;

TEST_CASE("a string is interned once for its bytes") {
  CHECK(intern_string("one") == intern_string("one"));
  CHECK(intern_string("one") != intern_string("two"));
  CHECK(intern_string("")->byte_count == 0);
  CHECK(intern_string("h\u00e9")->char_count == 2);
}

TEST_CASE("interning survives the growth of its table") {
  std::vector<keyword *> made;
  for(int i{}; i < 3000; ++i) { made.push_back(make_keyword("grow", "k" + std::to_string(i))); }
  for(int i{}; i < 3000; ++i) {
    REQUIRE(make_keyword("grow", "k" + std::to_string(i)) == made[static_cast<std::size_t>(i)]);
  }
}

TEST_CASE("a keyword is one object for each namespace and name") {
  CHECK(make_keyword("a") == make_keyword({}, "a"));
  CHECK(make_keyword("n/a") == make_keyword("n", "a"));
  CHECK(make_keyword("n/a") != make_keyword("m/a"));
  CHECK(make_keyword("n/a") != make_keyword("a"));
  CHECK((make_keyword("a")->hash & 1) == 1);
}

TEST_CASE("symbols with the same name are equal but not identical") {
  auto *const a{make_symbol("n/a")};
  auto *const b{make_symbol("n", "a")};
  CHECK(a != b);
  CHECK(same_symbol(a, b));
  CHECK(a->hash == b->hash);
  CHECK_FALSE(same_symbol(a, make_symbol("a")));
  CHECK_FALSE(same_symbol(a, make_symbol("m/a")));
}

TEST_CASE("a name splits at its first slash, but the slash alone is a name") {
  CHECK(make_symbol("/")->ns == nullptr);
  CHECK(make_symbol("/")->name->view() == "/");
  CHECK(make_symbol("clojure.core//")->ns->view() == "clojure.core");
  CHECK(make_symbol("clojure.core//")->name->view() == "/");
  CHECK(make_symbol("a/b/c")->name->view() == "b/c");
  for(char const *const name : {"a", "n/a", "/", "clojure.core//", "a.b.c/d->e", "\u00fcber/gr\u00f6\u00dfe"}) {
    CHECK(qualified_name(make_symbol(name)) == name);
    CHECK(qualified_name(make_keyword(name)) == name);
  }
}

TEST_CASE("keywords and symbols look themselves up when they are called") {
  object_ref const k{make_keyword("k")};
  object_ref const s{make_symbol("s")};
  object_ref const m{make_map({k, make_fixnum(1), s, make_fixnum(2)})};
  CHECK(call(k, m) == make_fixnum(1));
  CHECK(call(s, m) == make_fixnum(2));
  CHECK(call(object_ref{make_symbol("s")}, m) == make_fixnum(2));
  CHECK(call(object_ref{make_keyword("absent")}, m) == nil);
  CHECK(call(object_ref{make_keyword("absent")}, m, make_fixnum(7)) == make_fixnum(7));
  CHECK(call(object_ref{make_symbol("absent")}, m, make_fixnum(7)) == make_fixnum(7));
  CHECK(call(k, nil) == nil);
  CHECK(call(k, make_fixnum(5), make_fixnum(7)) == make_fixnum(7));
}

TEST_CASE("a keyword takes one or two arguments") {
  object_ref const k{make_keyword("k")};
  CHECK(thrown_by([&] { call(k); }) == "arity: wrong number of arguments (0) passed to :k; it takes 1 or 2");
  CHECK(thrown_by([&] { call(k, nil, nil, nil); }) ==
        "arity: wrong number of arguments (3) passed to :k; it takes 1 or 2");
}
