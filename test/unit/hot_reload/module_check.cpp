// What a file must be to be looked at as a patch.

#include "hot_reload/module_check.hpp"

#include "catch2.hpp"
#include "object/thrown.hpp"

#include <string>

using namespace jank::hot_reload;
using jank::object::thrown_by;
using bytes = std::vector<std::uint8_t>;

namespace {

bytes operator+(bytes a, bytes const &b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
bytes text(std::string const &s) { return bytes{static_cast<std::uint8_t>(s.size())} + bytes(s.begin(), s.end()); }
// Sections and subsections: fewer than 128 bytes here.
bytes section(std::uint8_t id, bytes const &content) {
  return bytes{id, static_cast<std::uint8_t>(content.size())} + content;
}
bytes dylink(bytes const &content) { return section(0, text("dylink.0") + content); }

bytes const header{0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00};
bytes const code{section(10, {0})};
// 16 bytes of memory at 2^3, 2 slots
bytes const needs{section(1, {16, 3, 2, 0})};

bytes function_import(std::string const &name) { return text("env") + text(name) + bytes{0, 0}; }
bytes global_import(std::string const &module, std::string const &name) {
  return text(module) + text(name) + bytes{3, 0x7f, 0};
}
// memory, table, a function, __memory_base (global 0), a variable's address (1), __table_base (2)
bytes const imports{section(2, bytes{6} + text("env") + text("memory") + bytes{2, 0, 1} + text("env") +
                                   text("__indirect_function_table") + bytes{1, 0x70, 1, 0, 9} +
                                   function_import("jank_call") + global_import("env", "__memory_base") +
                                   global_import("GOT.mem", "counter") + global_import("env", "__table_base"))};

std::string refusal(bytes const &module) {
  return thrown_by([&] { outline_module(module); });
}
bool refused(bytes const &module, std::string const &why) {
  std::string const got{refusal(module)};
  UNSCOPED_INFO(got);
  return got.starts_with("loader: this file is no patch: ") && got.find(why) != std::string::npos;
}

} // namespace

TEST_CASE("the outline of a side module") {
  module_outline const o{
      outline_module(header + dylink(needs) + imports +
                     section(7, bytes{2} + text("jank_patch_v1") + bytes{0, 1} + text("user/f") + bytes{0, 2}) + code)};
  CHECK(o.memory_size == 16);
  CHECK(o.memory_align == 3);
  CHECK(o.table_size == 2);
  CHECK(o.imported_functions == std::vector<std::string>{"jank_call"});
  CHECK(o.imported_addresses == std::vector<std::string>{"counter"});
  CHECK(o.exports == std::vector<std::string>{"jank_patch_v1", "user/f"});
  CHECK(o.has_export("user/f"));
  CHECK_FALSE(o.has_export("user"));
}

TEST_CASE("a weak import is one that the module can do without") {
  bytes const weak{
      section(4, bytes{2} + text("env") + text("jank_call") + bytes{1} + text("GOT.mem") + text("counter") + bytes{1})};
  module_outline const o{outline_module(header + dylink(needs + weak) + imports + code)};
  CHECK(o.imported_functions.empty());
  CHECK(o.imported_addresses.empty());
}

TEST_CASE("what is no side module") {
  CHECK(refused({}, "it is empty"));
  CHECK(refused({0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0}, "it is no wasm module"));
  CHECK(refused({0x00, 0x61, 0x73, 0x6d}, "it is no wasm module"));
  CHECK(refused(header, "it holds nothing"));
  CHECK(refused(header + code, "first section is not dylink.0"));
  CHECK(refused(header + section(0, text("name")) + code, "first section is not dylink.0"));
  CHECK(refused(header + dylink(needs), "it has no code"));
}

TEST_CASE("what is cut off or damaged") {
  bytes const whole{header + dylink(needs) + imports + code};
  REQUIRE(refusal(whole) == "nothing");
  for(std::size_t size{}; size < whole.size(); ++size) {
    CHECK(refused(bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), "it "));
  }
  CHECK(refused(header + dylink({1, 9, 0}) + code, "is damaged at byte"));
  CHECK(refused(header + dylink({1, 1, 16, 3, 2, 0}) + code, "dylink.0 is too short"));
  CHECK(refused(header + dylink(needs) + section(2, {0xff, 0xff, 0x03}) + code, "a count is larger than what follows"));
  CHECK(refused(header + dylink(needs) + section(2, bytes{1} + text("env") + text("f") + bytes{9, 0}) + code,
                "a thing of unknown kind"));
  CHECK(refused(header + dylink(needs) + bytes{10, 0xff, 0xff, 0xff, 0xff, 0xff}, "more than 32 bits"));
}

TEST_CASE("what asks for too much") {
  CHECK(refused(header + dylink(section(1, {0xff, 0xff, 0xff, 0xff, 0x0f, 3, 2, 0})) + code, "wants 4294967295 bytes"));
  CHECK(refused(header + dylink(section(1, {16, 63, 2, 0})) + code, "aligned to 2^63"));
  CHECK(refused(header + dylink(section(1, {16, 3, 0xff, 0xff, 0xff, 0x0f, 0})) + code, "table slots"));
  CHECK(refused(header + dylink(section(1, {16, 3, 2, 1})) + code, "aligned to 2^1"));
  CHECK(refused(header + dylink(needs + section(2, bytes{1} + text("libother.so"))) + code,
                "needs a library, libother.so"));
}

TEST_CASE("data must lie in the memory that is asked for") {
  auto const with_data{
      [](bytes const &segment) { return header + dylink(needs) + imports + code + section(11, bytes{1} + segment); }};
  auto const filled{[](std::uint8_t n) { return bytes{n} + bytes(n, 0); }};
  CHECK(refusal(with_data(bytes{0, 0x23, 0, 0x0b} + filled(16))) == "nothing");
  CHECK(refusal(with_data(bytes{0, 0x23, 0, 0x41, 8, 0x6a, 0x0b} + filled(8))) == "nothing");
  CHECK(refusal(with_data(bytes{1} + filled(30))) == "nothing"); // passive: code copies it
  CHECK(refused(with_data(bytes{0, 0x23, 0, 0x0b} + filled(17)), "its data needs 17, but it asks for 16"));
  CHECK(refused(with_data(bytes{0, 0x23, 0, 0x41, 9, 0x6a, 0x0b} + filled(8)), "its data needs 17"));
  CHECK(refused(with_data(bytes{0, 0x23, 0, 0x41, 0x7f, 0x6a, 0x0b} + filled(8)), "its data needs 4294967303"));
  CHECK(refused(with_data(bytes{0, 0x41, 8, 0x0b} + filled(8)), "would be written to a fixed place"));
  CHECK(refused(with_data(bytes{0, 0x23, 2, 0x0b} + filled(8)), "would be written to a fixed place"));
  CHECK(refused(with_data(bytes{2, 0, 0x23, 0, 0x0b} + filled(8)), "of a kind that side modules do not have"));
}

TEST_CASE("functions must lie in the table slots that are asked for") {
  auto const with_elements{
      [](bytes const &segment) { return header + dylink(needs) + imports + section(9, bytes{1} + segment) + code; }};
  CHECK(refusal(with_elements({0, 0x23, 2, 0x0b, 2, 0, 1})) == "nothing");
  CHECK(refused(with_elements({0, 0x23, 2, 0x0b, 3, 0, 1, 0}), "its function table needs 3, but it asks for 2"));
  CHECK(refused(with_elements({0, 0x23, 2, 0x41, 1, 0x6a, 0x0b, 2, 0, 1}), "its function table needs 3"));
  CHECK(refused(with_elements({0, 0x41, 1, 0x0b, 1, 0}), "would be written to a fixed place"));
  CHECK(refused(with_elements({0, 0x23, 0, 0x0b, 1, 0}), "would be written to a fixed place"));
  CHECK(refused(with_elements({2, 0, 0x23, 2, 0x0b, 0, 1, 0}), "of a kind that side modules do not have"));
}
