#pragma once

// A wasm module taken apart, for the tests of the containers.

#include "codegen/wasm.hpp"
#include "unit/decode.hpp"

#include <map>
#include <string>
#include <vector>

namespace jank::test {

struct section {
  std::uint8_t id;
  std::string name; // of custom sections
  codegen::bytes content;
};

inline std::vector<section> sections_of(codegen::bytes const &module) {
  unit::decoder in{module};
  for(int const b : {0, 0x61, 0x73, 0x6d, 1, 0, 0, 0}) {
    if(in.byte() != b) { in.fail("no wasm header"); }
  }
  std::vector<section> found;
  while(in.left() > 0) {
    section s{in.byte(), {}, {}};
    std::uint32_t const size{in.count()};
    in.need(size);
    auto const at{static_cast<std::ptrdiff_t>(in.position())};
    s.content.assign(module.begin() + at, module.begin() + at + size);
    if(s.id == 0) {
      unit::decoder custom{s.content};
      s.name = std::string{custom.text()};
      s.content.erase(s.content.begin(), s.content.begin() + static_cast<std::ptrdiff_t>(custom.position()));
    }
    in.skip(size);
    found.push_back(std::move(s));
  }
  return found;
}

// "type import function export code": the sections in order, custom ones by name.
inline std::string outline(codegen::bytes const &module) {
  static std::map<std::uint8_t, char const *> const names{
      {1, "type"},   {2, "import"},  {3, "function"}, {4, "table"}, {5, "memory"},     {6, "global"},
      {7, "export"}, {9, "element"}, {10, "code"},    {11, "data"}, {12, "data-count"}};
  std::string text;
  for(section const &s : sections_of(module)) {
    text += (text.empty() ? "" : " ") + (s.id == 0 ? s.name : std::string{names.at(s.id)});
  }
  return text;
}

inline codegen::bytes content_of(codegen::bytes const &module, std::string const &custom_name) {
  for(section const &s : sections_of(module)) {
    if(s.id == 0 && s.name == custom_name) { return s.content; }
  }
  return {};
}

inline codegen::bytes content_of(codegen::bytes const &module, codegen::wasm::section id) {
  for(section const &s : sections_of(module)) {
    if(s.id == id) { return s.content; }
  }
  return {};
}

// "memory jank_add ...": the names of what is imported, in order.
inline std::string imports_of(codegen::bytes const &module) {
  codegen::bytes const content{content_of(module, codegen::wasm::import)};
  unit::decoder in{content};
  std::string text;
  for(std::uint32_t n{in.count()}; n > 0; --n) {
    in.text();
    text += (text.empty() ? "" : " ") + std::string{in.text()};
    switch(in.byte()) {
    case 0: in.count(); break;
    case 1:
      in.byte();
      in.byte();
      in.count();
      break;
    case 2:
      in.byte();
      in.count();
      break;
    case 3:
      in.byte();
      in.byte();
      break;
    default: in.byte(); in.count();
    }
  }
  if(in.left() != 0) { in.fail("something follows the imports"); }
  return text;
}

inline std::string exports_of(codegen::bytes const &module) {
  codegen::bytes const content{content_of(module, codegen::wasm::export_)};
  unit::decoder in{content};
  std::string text;
  for(std::uint32_t n{in.count()}; n > 0; --n) {
    text += (text.empty() ? "" : " ") + std::string{in.text()};
    in.byte();
    in.count();
  }
  return text;
}

} // namespace jank::test
