#include "codegen/position_section.hpp"

#include "catch2.hpp"
#include "codegen/listing.hpp"
#include "codegen/object_file.hpp"
#include "codegen/sections.hpp"
#include "unit/decode.hpp"

using namespace jank;
using codegen::bytes;

using fixture = test::emission;

namespace {

struct read_function {
  std::string name;
  std::uint32_t size;
  std::uint32_t file;
  std::uint32_t line;
  std::vector<std::uint32_t> marks; // offsets in the body
};

std::vector<read_function> functions_in(bytes const &section) {
  unit::decoder in{section};
  in.skip(4);
  std::vector<read_function> found;
  for(std::uint32_t files{in.count()}; files > 0; --files) { CHECK(in.text() == "app.jank"); }
  found.resize(in.count());
  for(read_function &f : found) {
    in.skip(4);
    f.size = in.count();
    f.name = in.text();
    f.file = in.count();
    f.line = in.count();
    in.count();
    std::uint32_t offset{};
    for(std::uint32_t marks{in.count()}; marks > 0; --marks) {
      offset += in.count();
      in.integer();
      in.count();
      f.marks.push_back(offset);
    }
  }
  CHECK(in.left() == 0);
  return found;
}

} // namespace

TEST_CASE_METHOD(fixture, "an object for optimised images tells the linker of every function that is in the source") {
  auto unit{generate("(def g (fn* [x]\n  (try (f\n (f x)) (catch :default e e))))")};
  for(auto &f : unit.functions) { f.file = "app.jank"; }
  bytes const object{codegen::write_object_file(unit, {.direct_calls = true})};
  auto const functions{functions_in(test::content_of(object, "jank.positions"))};

  // The form, g, and the body of its try. Neither the probe nor the registering function.
  REQUIRE(functions.size() == 3);
  CHECK(functions[0].name == "test/top-level");
  CHECK(functions[1].name == "user/g");
  CHECK(functions[1].file == 0);
  CHECK(functions[1].line == 1);
  CHECK(functions[2].name == "user/g");
  CHECK(functions[2].file == 1);
  CHECK(functions[2].marks.size() >= 2);
  for(auto const &f : functions) {
    for(std::uint32_t const at : f.marks) { CHECK(at < f.size); }
  }

  bytes const relocations{test::content_of(object, "reloc.jank.positions")};
  unit::decoder in{relocations};
  auto const sections{test::sections_of(object)};
  CHECK(sections.at(in.count()).name == "jank.positions");
  CHECK(in.count() == functions.size());
  CHECK(in.byte() == codegen::linking::function_offset_i32);
}

TEST_CASE_METHOD(fixture, "an object for hot images has no such section") {
  auto unit{generate("(def g (fn* [x] (f x)))")};
  CHECK(test::content_of(codegen::write_object_file(unit, {}), "jank.positions").empty());
}
