#include "codegen/merge.hpp"

#include "catch2.hpp"
#include "codegen/description.hpp"
#include "codegen/listing.hpp"

using namespace jank;

namespace {

struct fixture : test::emission {
  codegen::unit_code merged(std::initializer_list<char const *> forms) {
    codegen::unit_code whole;
    whole.name = "whole";
    for(char const *const form : forms) { codegen::merge(whole, generate(form)); }
    return whole;
  }
  std::string code_of(codegen::unit_code const &unit, std::string_view function) {
    for(codegen::emitted_function const &f : unit.functions) {
      if(f.name == function) { return test::listing{unit, f}.text(); }
    }
    return "no such function";
  }
};

} // namespace

TEST_CASE_METHOD(fixture, "merged code says the same as before") {
  auto const whole{merged({"(def a (fn* [x] (f x)))", "(def b (fn* [x] (a (f x :key))))", "(b (a :key))"})};
  CHECK(code_of(whole, "user/b#1") == [&] {
    auto const alone{generate("(def b (fn* [x] (a (f x :key))))")};
    return code_of(alone, "user/b#1");
  }());
  REQUIRE(whole.inits.size() == 3);
  CHECK(test::listing(whole, whole.functions.at(whole.inits[2])).text().find("[:key]") != std::string::npos);
}

TEST_CASE_METHOD(fixture, "a value, a var and an address stand once, functions and types for each form") {
  auto const whole{merged({"(def a (fn* [x] (f x :key)))", "(def b (fn* [x] (f x :key)))"})};
  std::size_t keywords{};
  std::size_t vars{};
  std::size_t addresses{};
  std::size_t functions{};
  for(codegen::constant const &c : whole.constants) {
    keywords += c.what == codegen::constant_kind::value && object::is(c.value, object::kind::keyword);
    vars += c.what == codegen::constant_kind::var && qualified_name(object::cast<ns::var>(c.value)) == "user/f";
    addresses += c.what == codegen::constant_kind::address;
    functions += c.what == codegen::constant_kind::function;
  }
  CHECK(keywords == 1);
  CHECK(vars == 1);
  CHECK(addresses == 2); // the request, and the budget of calls
  CHECK(functions == 2);
}

TEST_CASE_METHOD(fixture, "types point to their own functions") {
  auto const whole{merged({"(fn* ([a] 1) ([a & b] 2))", "(fn* ([] 3) ([a b & c] 4))"})};
  REQUIRE(whole.types.size() == 2);
  for(codegen::emitted_type const &t : whole.types) {
    for(codegen::emitted_arity const &a : t.fixed) {
      CHECK(whole.functions.at(a.function).name == t.name + "#" + std::to_string(a.count));
    }
    CHECK(whole.functions.at(t.variadic_function).name == t.name + "#" + std::to_string(t.variadic_required + 1));
  }
}

TEST_CASE_METHOD(fixture, "definitions keep their var and type") {
  auto const whole{merged({"(f 1)", "(def a (fn* [x] x))", "(def b (fn* [x] x))"})};
  REQUIRE(whole.definitions.size() == 2);
  for(codegen::definition const &d : whole.definitions) {
    CHECK(qualified_name(object::cast<ns::var>(whole.constants.at(d.var).value)) == whole.types.at(d.type).name);
  }
}
