// Code that waits for a program which needs it.

#include "codegen/stored_code.hpp"

#include "catch2.hpp"
#include "codegen/listing.hpp"
#include "codegen/object_file.hpp"
#include "object/thrown.hpp"

using namespace jank;
using codegen::unit_code;

namespace {

struct fixture : test::emission {
  std::vector<unit_code> stored(std::initializer_list<char const *> texts) {
    std::vector<unit_code> forms;
    for(char const *const t : texts) { forms.push_back(generate(t)); }
    return codegen::read_stored_code(codegen::write_stored_code(forms), "a file");
  }
};

codegen::bytes object_of(unit_code unit) { return codegen::write_object_file(unit, {.direct_calls = true}); }

} // namespace

TEST_CASE_METHOD(fixture, "code that was stored makes the same object") {
  for(char const *const text : {"(def a (fn* ([x] (f x :key 'sym \"text\" 1.5 [1 {:a #{2}}])) ([x & more] (a more))))",
                                "(def ^{:doc \"words\" :other 'quoted} b 1N)", "(try (f 1) (catch :default e (f e)))",
                                "(f (fn* [x] (fn* [] x)) #'f)"}) {
    auto const before{generate(text)};
    auto const after{stored({text})};
    REQUIRE(after.size() == 1);
    CHECK(object_of(after[0]) == object_of(before));
  }
}

TEST_CASE_METHOD(fixture, "what a form defines, and how it uses vars, is stored with it") {
  auto const forms{stored({"(def ^:private a (fn* [x] (f x)))", "(f #'f 1)"})};
  REQUIRE(forms.size() == 2);
  CHECK(forms[0].form.only_binds);
  REQUIRE(forms[0].form.defined.size() == 1);
  CHECK(qualified_name(object::cast<ns::var>(forms[0].constants.at(forms[0].form.defined[0]).value)) == "user/a");
  REQUIRE(forms[0].form.metadata != codegen::top_level_form::none);
  CHECK(object::is_map(forms[0].constants.at(forms[0].form.metadata).value));
  CHECK(!forms[1].form.only_binds);
  CHECK(forms[1].form.defined.empty());
  for(codegen::constant const &c : forms[1].constants) {
    if(c.what == codegen::constant_kind::var) { CHECK(c.uses == (codegen::called_with_constants | codegen::taken)); }
  }
}

TEST_CASE_METHOD(fixture, "bytes that are cut off, or of something else, are refused") {
  std::vector<unit_code> const forms{generate("(def a (fn* [x] (f x :key)))")};
  auto const whole{codegen::write_stored_code(forms)};
  for(std::size_t n{}; n < whole.size(); ++n) {
    codegen::bytes const part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n));
    CHECK(object::thrown_by([&] { codegen::read_stored_code(part, "a file"); }).find("a file") != std::string::npos);
  }
}
