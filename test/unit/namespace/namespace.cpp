#include "image.hpp"

using namespace jank::test;

TEST_CASE("a namespace is made once and found by name") {
  start_image();
  name_space *const made{intern_namespace("found.by.name")};
  CHECK(intern_namespace("found.by.name") == made);
  CHECK(find_namespace(make_symbol("found.by.name")) == made);
  CHECK(find_namespace(make_symbol("not.there")) == nullptr);
  remove_namespace(make_symbol("found.by.name"));
  CHECK(find_namespace(make_symbol("found.by.name")) == nullptr);
  CHECK_THROWS_AS(remove_namespace(make_symbol("clojure.core")), thrown_value);
  CHECK(find_namespace(make_symbol("clojure.core")) == core_namespace());
}

TEST_CASE("the session's vars exist from the start") {
  start_image();
  for(char const *const n : {"*ns*", "*file*", "*command-line-args*", "*1", "*2", "*3", "*e"}) {
    INFO(n);
    var *const v{find_var(core_namespace(), make_symbol(n))};
    REQUIRE(v != nullptr);
    CHECK(v->has(var_dynamic));
    CHECK(map_get(v->meta, key("doc")).is_some());
  }
}

TEST_CASE("interning gives a namespace its own vars") {
  name_space *const n{fresh_namespace()};
  var *const v{intern_var(n, "x")};
  CHECK(intern_var(n, "x") == v);
  CHECK(v->ns == n);
  CHECK(find_var(n, make_symbol("x")) == v);
  CHECK(find_var(n, make_symbol("y")) == nullptr);
  unmap(n, make_symbol("x"));
  CHECK(find_var(n, make_symbol("x")) == nullptr);
}

TEST_CASE("symbols resolve by mapping, alias and namespace name") {
  name_space *const from{fresh_namespace()};
  name_space *const here{fresh_namespace()};
  var *const v{intern_var(from, "x")};
  bind_root(v, number(1));
  std::string const full{qualified_name(from->name)};

  CHECK(resolve(here, make_symbol("x")) == nullptr);
  CHECK(resolve(here, make_symbol(full + "/x")) == v);
  CHECK(resolve(here, make_symbol("short/x")) == nullptr);
  add_alias(here, make_symbol("short"), from);
  CHECK(resolve(here, make_symbol("short/x")) == v);
  refer(here, make_symbol("x"), v);
  CHECK(resolve(here, make_symbol("x")) == v);
  CHECK(resolve(here, make_symbol("no.such.namespace/x")) == nullptr);

  SECTION("an alias keeps its meaning") {
    add_alias(here, make_symbol("short"), from);
    CHECK(thrown_message([&] { add_alias(here, make_symbol("short"), here); }).find("already stands for " + full) !=
          std::string::npos);
  }
}

TEST_CASE("referring to a whole namespace leaves out what is private or not its own") {
  name_space *const from{fresh_namespace()};
  name_space *const here{fresh_namespace()};
  refer_all(from, core_namespace());
  bind_root(intern_var(from, "shown"), number(1));
  define(intern_var(from, "hidden"), number(2), make_map({key("private"), jank_true}));
  refer_all(here, from);
  CHECK(find_var(here, make_symbol("shown")) != nullptr);
  CHECK(find_var(here, make_symbol("hidden")) == nullptr);
  CHECK(find_var(here, make_symbol("map?")) == nullptr);
  CHECK_FALSE(visible(find_var(from, make_symbol("hidden")), here));
  CHECK(visible(find_var(from, make_symbol("hidden")), from));
}

TEST_CASE("names that clash") {
  name_space *const one{fresh_namespace()};
  name_space *const other{fresh_namespace()};
  name_space *const here{fresh_namespace()};
  var *const ones{intern_var(one, "x")};
  var *const others{intern_var(other, "x")};

  SECTION("two namespaces' vars can't have one name") {
    refer(here, make_symbol("x"), ones);
    auto const message{thrown_message([&] { refer(here, make_symbol("x"), others); })};
    CHECK(message.find("x already refers to #'" + qualified_name(ones)) != std::string::npos);
    CHECK(find_var(here, make_symbol("x")) == ones);
    CHECK_THROWS_AS(intern_var(here, "x"), thrown_value);
  }
  SECTION("referring to the same var again is fine") {
    refer(here, make_symbol("x"), ones);
    refer(here, make_symbol("x"), ones);
    CHECK(find_var(here, make_symbol("x")) == ones);
  }
  SECTION("an own var stands against others") {
    var *const own{intern_var(here, "x")};
    CHECK_THROWS_AS(refer(here, make_symbol("x"), ones), thrown_value);
    CHECK(find_var(here, make_symbol("x")) == own);
  }
  SECTION("what clojure.core lends can be taken over, and is not taken back") {
    refer_all(here, core_namespace());
    var *const own{intern_var(here, "inc")};
    CHECK(own->ns == here);
    refer_all(here, core_namespace());
    CHECK(find_var(here, make_symbol("inc")) == own);
    refer(here, make_symbol("dec"), ones);
    CHECK(find_var(here, make_symbol("dec")) == ones);
  }
}
