#include "catch2.hpp"
#include "codegen/description.hpp"
#include "codegen/direct_module.hpp"
#include "codegen/listing.hpp"
#include "codegen/object_file.hpp"
#include "codegen/sections.hpp"
#include "codegen/side_module.hpp"

using namespace jank;
using namespace jank::test;
using codegen::bytes;

namespace {

struct fixture : test::emission {
  bytes direct(std::string_view form) {
    auto unit{generate(form)};
    return codegen::write_direct_module(unit);
  }
  bytes side(std::string_view form) {
    auto unit{generate(form)};
    return codegen::write_side_module(unit);
  }
  bytes object_file(std::string_view form, bool direct_calls = false) {
    auto unit{generate(form)};
    return codegen::write_object_file(unit, {.direct_calls = direct_calls});
  }
};

// The symbols of an object file: "F name", "D name", ...; a leading - for what is undefined, + for what others see.
std::string symbols_of(bytes const &object) {
  bytes const linking{content_of(object, "linking")};
  unit::decoder in{linking};
  std::string text;
  REQUIRE(in.count() == 2);
  while(in.left() > 0) {
    std::uint8_t const id{in.byte()};
    std::uint32_t const size{in.count()};
    if(id != 8) {
      in.skip(size);
      continue;
    }
    for(std::uint32_t n{in.count()}; n > 0; --n) {
      std::uint8_t const kind{in.byte()};
      std::uint32_t const flags{in.count()};
      bool const undefined{(flags & 0x10) != 0};
      std::string name;
      if(kind == 1) {
        name = std::string{in.text()};
        in.count();
        in.count();
        in.count();
      } else {
        in.count();
        if(!undefined) { name = std::string{in.text()}; }
      }
      text += (text.empty() ? "" : " ") + std::string{undefined ? "-" : (flags & 0x02) == 0 ? "+" : ""};
      text += "FDG?TT"[kind];
      text += name.empty() ? "" : ":" + name;
    }
  }
  return text;
}

std::size_t relocations_in(bytes const &object, std::string const &section) {
  bytes const content{content_of(object, section)};
  unit::decoder in{content};
  in.count();
  return in.count();
}

} // namespace

TEST_CASE_METHOD(fixture, "a module for the direct loader has no table, and no memory of its own") {
  bytes const module{direct("(def g (fn* [x] (f x 1)))")};
  CHECK(outline(module) == "jank.unit type import function export code jank.constants jank.lines name");
  CHECK(exports_of(module) == "f0 f1");
  CHECK(imports_of(module).find("__indirect_function_table") == std::string::npos);
  CHECK(imports_of(module).find("memory") == 0);
}

TEST_CASE_METHOD(fixture, "a module imports only what its code uses") {
  CHECK(imports_of(direct("1")) == "memory");
  CHECK(imports_of(direct("(f 1)")) == "memory jank_invoke_1");
  CHECK(imports_of(direct("(fn* [x] (+ x 1))")) == "memory jank_add");
  CHECK(imports_of(direct("(try (f) (catch :default e e))")) ==
        "memory __stack_pointer __cpp_exception jank_try jank_take_exception jank_catch jank_safepoint jank_invoke_0 "
        "jank_note_exception");
}

TEST_CASE_METHOD(fixture, "the places of constants lie in the code, where an i32.const of five bytes stands") {
  auto unit{generate("(def g (fn* [x] (f (f x :a) \"b\")))")};
  bytes const module{codegen::write_direct_module(unit)};
  bytes const code{content_of(module, codegen::wasm::code)};
  bytes const places{content_of(module, "jank.constants")};
  unit::decoder in{places};
  std::size_t at{};
  std::uint32_t const count{in.count()};
  REQUIRE(count >= 4);
  for(std::uint32_t i{}; i < count; ++i) {
    at += in.count();
    CHECK(in.count() < unit.constants.size());
    REQUIRE(at + 5 <= code.size());
    CHECK(code.at(at - 1) == codegen::wasm::i32_const);
    CHECK(code.at(at + 4) == 0);
  }
  CHECK(in.left() == 0);
}

TEST_CASE_METHOD(fixture, "a side module has dylink.0 first and exports how to get its unit") {
  bytes const module{side("(def g (fn* [x] (try (f x) (catch :default e e))))")};
  CHECK(outline(module) == "dylink.0 type import function export element code data name jank.direct jank.checksum");
  CHECK(exports_of(module) == "jank_unit");
  CHECK(imports_of(module).find(
            "memory __indirect_function_table __memory_base __table_base __stack_pointer __cpp_exception") == 0);
}

TEST_CASE_METHOD(fixture, "an object file keeps to itself") {
  bytes const object{object_file("(def g (fn* [x] (f x)))")};
  CHECK(outline(object) == "type import function data-count code data linking reloc.CODE reloc.DATA target_features");
  std::string const symbols{symbols_of(object)};
  CHECK(symbols.find("+") == std::string::npos);
  CHECK(symbols.find("F:user/g#1") != std::string::npos);
  CHECK(relocations_in(object, "reloc.DATA") ==
        7); // description, constants, lines, code table, and its three functions
  CHECK(relocations_in(object, "reloc.CODE") > 5);
}

TEST_CASE_METHOD(fixture, "with direct calls the functions of the top level are seen by other objects") {
  CHECK(symbols_of(object_file("(def g (fn* ([x] (f x)) ([x y] y)))", true)).find("+F:jank:user/g#1 ") !=
        std::string::npos);
  CHECK(symbols_of(object_file("(def g (fn* ([x] (f x)) ([x y] y)))", true)).find("+F:jank:user/g#2") !=
        std::string::npos);
  // What a binding may change is called through its var.
  ns::set_meta(ns::intern_var(user, "h"),
               object::make_map({object_ref{object::make_keyword("dynamic")}, object::jank_true}));
  CHECK(symbols_of(object_file("(def h (fn* [x] (f x)))", true)).find("+F") == std::string::npos);
}

TEST_CASE_METHOD(fixture, "writing a container leaves the others possible") {
  auto const unit{generate("(def g (fn* [x] (f x)))")};
  auto first{unit};
  auto second{unit};
  auto third{unit};
  codegen::write_object_file(first, {});
  CHECK(codegen::write_direct_module(second) == direct("(def g (fn* [x] (f x)))"));
  CHECK(!codegen::write_side_module(third).empty());
}
