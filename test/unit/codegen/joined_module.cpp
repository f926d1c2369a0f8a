#include "codegen/joined_module.hpp"

#include "catch2.hpp"
#include "codegen/description.hpp"
#include "codegen/listing.hpp"
#include "codegen/sections.hpp"
#include "object/number.hpp"
#include "unit/line_table.hpp"

#include <algorithm>

using namespace jank;
using namespace jank::test;
using codegen::bytes;

namespace {

struct fixture : test::emission {
  // Their constants are as many nils.
  codegen::joined_module join(std::vector<codegen::unit_code> const &forms, bool with_init) {
    std::vector<codegen::joined_unit> units;
    for(codegen::unit_code const &f : forms) { units.push_back({&f, nothing.data(), with_init}); }
    return codegen::write_joined_module("user:1", units);
  }
  std::vector<object_ref> nothing{std::vector<object_ref>(100)};
};

std::uint32_t count_in(bytes const &section) {
  unit::decoder in{section};
  return in.count();
}

} // namespace

TEST_CASE_METHOD(fixture, "a joined module holds the functions of all its units, each with its exports in a row") {
  auto const joined{
      join({generate("(def g (fn* ([] 1) ([x & more] (f x))))"), generate("(def h (fn* [x] (fn* [] x)))")}, false)};
  CHECK(outline(joined.content) == "type import function export code name");
  CHECK(exports_of(joined.content) == "f0 f1 f2 f3");
  CHECK(joined.export_count == 4);
  REQUIRE(joined.parts.size() == 2);
  CHECK((joined.parts[0].first_export == 0 && joined.parts[0].export_count == 2));
  CHECK((joined.parts[1].first_export == 2 && joined.parts[1].export_count == 2));
  CHECK(count_in(content_of(joined.content, codegen::wasm::function)) == 4);
  CHECK(count_in(content_of(joined.content, codegen::wasm::code)) == 4);
}

TEST_CASE_METHOD(fixture, "what runs the form comes along when it is asked for, as the last export") {
  auto const form{generate("(def g (fn* [] 1))")};
  auto const joined{join({form}, true)};
  CHECK(joined.export_count == codegen::code_of_types(form).size() + 1);
  CHECK(count_in(content_of(joined.content, codegen::wasm::function)) == 2);
}

TEST_CASE_METHOD(fixture, "what units import they import once") {
  auto const joined{
      join({generate("(def g (fn* [x] (+ x (f x))))"), generate("(def h (fn* [x] (+ x (f x))))")}, false)};
  std::string const imports{imports_of(joined.content)};
  CHECK(imports.find("jank_add") != std::string::npos);
  CHECK(imports.find("jank_add") == imports.rfind("jank_add"));
}

TEST_CASE_METHOD(fixture, "the line table of each unit counts from where its own code begins") {
  auto const joined{
      join({generate("(def g (fn* [x]\n  (f\n    (f x))))"), generate("\n\n(def h (fn* [x]\n  (f x)))")}, false)};
  std::size_t calls{};
  for(codegen::joined_part const &p : joined.parts) {
    unit::line_table const t{unit::read_line_table(p.lines)};
    REQUIRE(t.functions.size() == 1);
    unit::table_function const &f{t.functions[0]};
    CHECK(f.code == 0);
    CHECK(p.code_begin + t.end <= joined.content.size());
    for(unit::table_mark const &m : f.marks) {
      calls += joined.content.at(p.code_begin + m.offset) == codegen::wasm::call;
    }
  }
  CHECK(calls == 3);
  CHECK(unit::read_line_table(joined.parts[1].lines).functions[0].at.line == 3);
  CHECK(joined.parts[0].code_begin < joined.parts[1].code_begin);
}

TEST_CASE_METHOD(fixture, "constants stand in the code as the words they are") {
  auto const form{generate("(def g (fn* [] :a))")};
  std::vector<object_ref> constants(form.constants.size(), object::make_fixnum(1234567));
  codegen::joined_unit const unit{&form, constants.data(), false};
  bytes const code{content_of(codegen::write_joined_module("user:1", {&unit, 1}).content, codegen::wasm::code)};
  bytes expected{codegen::wasm::i32_const};
  codegen::put_signed(expected, static_cast<std::int32_t>(object::make_fixnum(1234567).bits));
  CHECK(std::search(code.begin(), code.end(), expected.begin(), expected.end()) != code.end());
}
