#include "codegen/line_table.hpp"

#include "catch2.hpp"
#include "codegen/direct_module.hpp"
#include "codegen/listing.hpp"
#include "codegen/object_file.hpp"
#include "codegen/sections.hpp"
#include "object/thrown.hpp"
#include "unit/line_table.hpp"

using namespace jank;
using codegen::bytes;

namespace {

struct fixture : test::emission {
  codegen::unit_code from_file(std::string_view form) {
    auto unit{generate(form)};
    for(auto &f : unit.functions) { f.file = "app.jank"; }
    return unit;
  }
};

codegen::unit_code three_functions() {
  codegen::unit_code unit;
  unit.functions.resize(3);
  char const *const names[]{"u/a#1", "u/top-level", "u/b#0"};
  char const *const files[]{"a.jank", "b.jank", "a.jank"};
  for(std::uint32_t i{}; i < 3; ++i) {
    unit.functions[i].name = names[i];
    unit.functions[i].file = files[i];
    unit.functions[i].at = {10 * (i + 1), i + 1};
  }
  unit.functions[2].is_try_body = true;
  return unit;
}

bool same(unit::code_position p, std::uint32_t line, std::uint32_t column) {
  return p.line == line && p.column == column;
}

} // namespace

TEST_CASE("a line table says what was written to it") {
  auto const unit{three_functions()};
  codegen::line_table_writer out{unit, {2, 0}};
  out.add(0, 3, {{4, {11, 5}}, {9, {11, 5}}, {20, {9, 300}}});
  out.add(1, 200, {});
  out.add(2, 500, {{1, {1, 1}}});
  out.set_probe(0, 4);
  bytes const written{out.finish(600, true)};
  unit::line_table const t{unit::read_line_table(written)};
  CHECK(t.has_offsets);
  CHECK(t.probe_code == 1);
  CHECK(t.probe_offset == 4);
  CHECK(t.end == 600);
  REQUIRE(t.functions.size() == 3);
  CHECK(t.functions[0].code == 1);
  CHECK(t.functions[1].code == unit::table_function::no_code);
  CHECK(t.functions[1].name == "u/top-level");
  CHECK(t.functions[2].code == 0);
  CHECK(t.functions[0].file == "a.jank");
  CHECK(t.functions[1].file == "b.jank");
  CHECK(t.functions[2].file == "a.jank");
  CHECK(!t.functions[0].is_try_body);
  CHECK(t.functions[2].is_try_body);
  CHECK(t.functions[0].marks.size() == 2); // the second said nothing new

  CHECK(t.function_at(2) == nullptr);
  CHECK(t.function_at(3) == &t.functions[0]);
  CHECK(t.function_at(199) == &t.functions[0]);
  CHECK(t.function_at(200) == &t.functions[1]);
  CHECK(t.function_at(599) == &t.functions[2]);
  CHECK(t.function_at(600) == nullptr);
  CHECK(same(unit::position_at(t.functions[0], 5), 10, 1));
  CHECK(same(unit::position_at(t.functions[0], 7), 11, 5));
  CHECK(same(unit::position_at(t.functions[0], 22), 11, 5));
  CHECK(same(unit::position_at(t.functions[0], 23), 9, 300));
  CHECK(same(unit::position_at(t.functions[1], 300), 20, 2));
}

TEST_CASE("without offsets a line table has the functions' own positions") {
  auto const unit{three_functions()};
  codegen::line_table_writer out{unit, {2, 0}};
  out.add(0, 3, {{4, {11, 5}}});
  out.add(2, 9, {});
  unit::line_table const t{[&] {
    static bytes const written{out.finish(20, false)};
    return unit::read_line_table(written);
  }()};
  CHECK(!t.has_offsets);
  REQUIRE(t.functions.size() == 2);
  CHECK(t.functions[0].marks.empty());
  CHECK(same(t.functions[1].at, 30, 3));
  CHECK(t.function_at(5) == nullptr);
}

TEST_CASE("a damaged line table is refused wherever it ends") {
  auto const unit{three_functions()};
  codegen::line_table_writer out{unit, {2, 0}};
  out.add(0, 3, {{4, {11, 5}}, {20, {9, 300}}});
  out.add(1, 200, {});
  bytes const written{out.finish(600, true)};
  for(std::size_t size{}; size < written.size(); ++size) {
    CHECK_THROWS_AS(unit::read_line_table({written.data(), size}), object::thrown_value);
  }
  bytes no_file{0, 0, 1, 1, 0, 1, 1};
  CHECK_THROWS_AS(unit::read_line_table(no_file), object::thrown_value);
}

TEST_CASE_METHOD(fixture, "a mark stands at the instructions it was made for, whatever the container makes of them") {
  auto unit{from_file("(def g (fn* [x]\n  (f\n    (f x))))")};
  bytes const module{codegen::write_direct_module(unit)};
  bytes const lines{test::content_of(module, "jank.lines")};
  bytes const code{test::content_of(module, codegen::wasm::code)};
  unit::line_table const t{unit::read_line_table(lines)};
  CHECK(t.end == code.size());
  std::size_t calls{};
  for(unit::table_function const &f : t.functions) {
    CHECK(f.file == "app.jank");
    for(unit::table_mark const &m : f.marks) {
      REQUIRE(m.offset < code.size());
      calls += code[m.offset] == codegen::wasm::call;
    }
  }
  CHECK(calls == 3); // two of f, and the definition
}

TEST_CASE_METHOD(fixture, "an object file has a line table with a probe, one for static builds has no offsets") {
  for(bool const direct_calls : {false, true}) {
    auto unit{from_file("(def g (fn* [x] (f x)))")};
    bytes const object{codegen::write_object_file(unit, {.direct_calls = direct_calls})};
    CHECK(test::outline(object) == (direct_calls ? "type import function data-count code data jank.positions linking "
                                                   "reloc.CODE reloc.DATA reloc.jank.positions target_features"
                                                 : "type import function data-count code data linking reloc.CODE "
                                                   "reloc.DATA target_features"));
    bytes const data{test::content_of(object, codegen::wasm::data)};
    std::string const text(data.begin(), data.end());
    CHECK(text.find("app.jank") != std::string::npos);
  }
}
