#include "hot_reload/module_check.hpp"

#include "object/error.hpp"
#include "unit/decode.hpp"

#include <algorithm>

namespace jank::hot_reload {

namespace {

using unit::decoder;

[[noreturn]] void refuse(std::string const &why) {
  object::throw_error(object::error_kind::loader, "this file is no patch: " + why);
}

enum section_id : std::uint8_t { custom = 0, import = 2, export_ = 7, code = 10 };

void read_dylink(decoder in, module_outline &out) {
  while(in.left() > 0) {
    std::uint8_t const kind{in.byte()};
    std::uint32_t const size{in.count()};
    in.need(size);
    std::size_t const end{in.position() + size};
    if(kind == 1) { // memory information
      out.memory_size = in.count();
      out.memory_align = in.count();
      out.table_size = in.count();
      in.count(); // table alignment
    }
    if(in.position() > end) { in.fail("its memory information is too short"); }
    in.skip(end - in.position());
  }
}

void skip_limits(decoder &in) {
  std::uint8_t const flags{in.byte()};
  in.count();
  if((flags & 1) != 0) { in.count(); }
}

void read_imports(decoder in, module_outline &out) {
  for(std::uint32_t n{in.count_of(4)}; n > 0; --n) {
    std::string_view const module{in.text()};
    std::string_view const name{in.text()};
    switch(in.byte()) {
    case 0:
      in.count();
      if(module == "env") { out.imported_functions.emplace_back(name); }
      break;
    case 1:
      in.byte();
      skip_limits(in);
      break;
    case 2: skip_limits(in); break;
    case 3:
      in.byte();
      in.byte();
      break;
    case 4:
      in.byte();
      in.count();
      break;
    default: in.fail("it imports a thing of unknown kind");
    }
  }
}

void read_exports(decoder in, module_outline &out) {
  for(std::uint32_t n{in.count_of(3)}; n > 0; --n) {
    out.exports.emplace_back(in.text());
    in.byte();
    in.count();
  }
}

} // namespace

bool module_outline::has_export(std::string const &name) const {
  return std::find(exports.begin(), exports.end(), name) != exports.end();
}

module_outline outline_module(std::span<std::uint8_t const> module) {
  constexpr std::uint8_t magic[]{0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00};
  if(module.empty()) { refuse("it is empty"); }
  if(module.size() < sizeof(magic) || !std::equal(std::begin(magic), std::end(magic), module.begin())) {
    refuse("it is no wasm module");
  }
  module_outline out;
  decoder in{module.subspan(sizeof(magic))};
  bool first{true};
  bool has_code{};
  while(in.left() > 0) {
    std::uint8_t const id{in.byte()};
    std::uint32_t const size{in.count()};
    if(size > in.left()) { refuse("it is cut off: a section ends after the end of the file"); }
    decoder content{module.subspan(sizeof(magic) + in.position(), size)};
    if(first) {
      if(id != custom || content.text() != "dylink.0") {
        refuse("it is no side module (compile it with -sSIDE_MODULE=1): its first section is not dylink.0");
      }
      read_dylink(content, out);
      first = false;
    } else if(id == import) {
      read_imports(content, out);
    } else if(id == export_) {
      read_exports(content, out);
    }
    has_code = has_code || id == code;
    in.skip(size);
  }
  if(first) { refuse("it holds nothing"); }
  if(!has_code) { refuse("it is cut off: it has no code"); }
  return out;
}

} // namespace jank::hot_reload
