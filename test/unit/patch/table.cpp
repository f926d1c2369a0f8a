// The table of a patch: what is refused, and what is bound.

#include "patch/table.hpp"

#include "namespace/image.hpp"

using namespace jank::test;
using jank::patch::bound_functions;
using jank::patch::check_table;
using jank::patch::missing_namespace;

namespace {

jank_value one(jank_value v) { return jank_box_integer(jank_unbox_integer(v) + 1); }
jank_value ten(jank_value v) { return jank_box_integer(jank_unbox_integer(v) + 10); }

bound_functions check(std::initializer_list<jank_patch_symbol> rows, jank::patch::function_check f = nullptr) {
  start_image();
  intern_namespace("table.there");
  return check_table({rows.begin(), rows.size()}, missing_namespace::refused, f);
}
std::string refusal(std::initializer_list<jank_patch_symbol> rows, jank::patch::function_check f = nullptr) {
  return thrown_message([&] { check(rows, f); });
}
jank_patch_symbol row(char const *name, char const *signature = "1") { return {name, signature, JANK_FUNCTION(one)}; }

bool is_interned(std::string_view name) {
  return find_var(intern_namespace("table.there"), make_symbol("", name)) != nullptr;
}

} // namespace

TEST_CASE("a row is checked and becomes a function; nothing is bound yet") {
  auto const functions{check({row("table.there/f"), row("table.there/g")})};
  REQUIRE(functions.size() == 2);
  CHECK(qualified_name(functions[0].target) == "table.there/f");
  CHECK(to_readable(call(functions[1].value, number(1))) == "2");
  CHECK_FALSE(functions[0].target->has(var_bound));
}

TEST_CASE("names may hold slashes") {
  CHECK(qualified_name(check({row("table.there//")})[0].target) == "table.there//");
  CHECK(qualified_name(check({row("table.there/a/b")})[0].target) == "table.there/a/b");
}

TEST_CASE("each row that cannot be bound is refused by its name") {
  std::string const function{"the patch's function "};
  CHECK(refusal({row(nullptr)}) == function + "number 0 has no name");
  CHECK(refusal({row("f")}) == function + "f needs a name like \"namespace/name\"");
  CHECK(refusal({row("/f")}) == function + "/f needs a name like \"namespace/name\"");
  CHECK(refusal({row("table.there/")}) == function + "table.there/ needs a name like \"namespace/name\"");
  CHECK(refusal({row("table.elsewhere/f")}) ==
        function + "table.elsewhere/f is for another image: this one has no namespace table.elsewhere");
  CHECK(refusal({{"table.there/f", "1", nullptr}}) == function + "table.there/f has no code");
  CHECK(refusal({row("table.there/f", nullptr)}).find("has the signature \"\"; it wants") != std::string::npos);
  CHECK(refusal({row("table.there/f", "1-")}).find("has the signature \"1-\"; it wants") != std::string::npos);
  CHECK(refusal({row("table.there/f"), row("table.there/f")}) == function + "table.there/f stands in its table twice");
}

TEST_CASE("the code is looked into where that can be done") {
  auto const takes_two{[](void *, int parameters) { return std::string{parameters == 2 ? "" : "takes 2 values"}; }};
  CHECK(refusal({row("table.there/f", "1")}, takes_two) ==
        "the patch's function table.there/f has the signature \"1\", but its code takes 2 values");
  CHECK(refusal({row("table.there/f", "1+")}, takes_two).empty());
}

TEST_CASE("a refused table makes no vars: one of clojure.core's names would be hidden by it") {
  CHECK_FALSE(refusal({row("table.there/never-made"), row("f")}).empty());
  CHECK_FALSE(is_interned("never-made"));
}

TEST_CASE("functions that are linked in are bound when the image starts, those of several files in turn") {
  start_image();
  static jank_patch_symbol const first[]{{"table.linked/f", "1", JANK_FUNCTION(one)},
                                         {"table.linked/g", "1", JANK_FUNCTION(one)}};
  static jank_patch_symbol const second[]{{"table.linked/g", "1", JANK_FUNCTION(ten)}};
  jank_register_patch(first, 2);
  jank_register_patch(second, 1);
  jank::patch::bind_linked_patches();
  auto const result_of{[](char const *name) {
    var *const v{intern_var("table.linked", name)};
    CHECK(to_readable(v->origin) == ":native");
    return to_readable(call(v->value, number(5)));
  }};
  CHECK(result_of("f") == "6");
  CHECK(result_of("g") == "15");
}
