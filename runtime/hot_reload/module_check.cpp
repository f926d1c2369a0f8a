#include "hot_reload/module_check.hpp"

#include "codegen/wasm.hpp"
#include "hot_reload/code_check.hpp"
#include "object/error.hpp"
#include "unit/decode.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace jank::hot_reload {

namespace {

namespace wasm = codegen::wasm;
using unit::decoder;

constexpr std::string_view subject = "this file is no patch: it";

[[noreturn]] void refuse(std::string const &why) {
  object::throw_error(object::error_kind::loader, "this file is no patch: " + why);
}

// Subsections of dylink.0, and the flags of an import in them.
enum dylink_kind : std::uint8_t { memory_information = 1, needed_libraries = 2, import_information = 4 };
constexpr std::uint32_t binding_mask = 3;
constexpr std::uint32_t binding_weak = 1;

// Kinds of imports, as the wasm specification numbers them.
enum import_kind : std::uint8_t { function_import, table_import, memory_import, global_import, tag_import };

struct outline_reader {
  module_outline out;
  std::set<std::string, std::less<>> weak;
  std::optional<std::uint32_t> memory_base; // the numbers of these globals
  std::optional<std::uint32_t> table_base;

  void read_dylink(decoder in) {
    while(in.left() > 0) {
      std::uint8_t const kind{in.byte()};
      std::uint32_t const size{in.count()};
      in.need(size);
      std::size_t const end{in.position() + size};
      if(kind == memory_information) {
        read_memory_information(in);
      } else if(kind == needed_libraries && in.count() > 0) {
        refuse("it needs a library, " + std::string{in.text()} + ": link that into the patch");
      } else if(kind == import_information) {
        read_weak_imports(in);
      }
      if(in.position() > end) { in.fail("a part of dylink.0 is too short"); }
      in.skip(end - in.position());
    }
  }

  void read_memory_information(decoder &in) {
    out.memory_size = in.count();
    out.memory_align = in.count();
    out.table_size = in.count();
    std::uint32_t const table_align{in.count()};
    if(out.memory_size > largest_patch_memory || out.memory_align > largest_patch_align) {
      refuse("it wants " + std::to_string(out.memory_size) + " bytes of memory, aligned to 2^" +
             std::to_string(out.memory_align) + "; at most " + std::to_string(largest_patch_memory) + " at 2^" +
             std::to_string(largest_patch_align) + " can be had");
    }
    if(out.table_size > largest_patch_table || table_align != 0) {
      refuse("it wants " + std::to_string(out.table_size) + " table slots, aligned to 2^" +
             std::to_string(table_align) + "; at most " + std::to_string(largest_patch_table) + " at 2^0 can be had");
    }
  }

  void read_weak_imports(decoder &in) {
    for(std::uint32_t n{in.count_of(3)}; n > 0; --n) {
      in.text();
      std::string_view const name{in.text()};
      if((in.count() & binding_mask) == binding_weak) { weak.emplace(name); }
    }
  }

  static void skip_limits(decoder &in) {
    std::uint8_t const flags{in.byte()};
    in.count();
    if((flags & 1) != 0) { in.count(); }
  }

  // The dynamic linker's way of asking for addresses included, and what libc calls the system.
  static constexpr std::string_view offering[]{"env", "GOT.func", "GOT.mem", "wasi_snapshot_preview1"};

  void read_imports(decoder in) {
    std::uint32_t globals{};
    for(std::uint32_t n{in.count_of(4)}; n > 0; --n) {
      std::string_view const module{in.text()};
      std::string_view const name{in.text()};
      bool const needed{!weak.contains(name)};
      if(std::ranges::find(offering, module) == std::end(offering)) {
        refuse("it imports " + std::string{name} + " from " + std::string{module} + "; the image offers env alone");
      }
      switch(in.byte()) {
      case function_import:
        in.count();
        if(module == "env" && needed) { out.imported_functions.emplace_back(name); }
        break;
      case table_import:
        in.byte();
        skip_limits(in);
        break;
      case memory_import: skip_limits(in); break;
      case global_import:
        in.skip(2); // type, mutability
        if((module == "GOT.func" || module == "GOT.mem") && needed) { out.imported_addresses.emplace_back(name); }
        if(name == "__memory_base") { memory_base = globals; }
        if(name == "__table_base") { table_base = globals; }
        ++globals;
        break;
      case tag_import:
        in.skip(1);
        in.count();
        break;
      default: in.fail("it imports a thing of unknown kind");
      }
    }
  }

  void read_exports(decoder in) {
    for(std::uint32_t n{in.count_of(3)}; n > 0; --n) {
      out.exports.emplace_back(in.text());
      in.skip(1);
      in.count();
    }
  }

  // The distance from `base` of a constant expression: the base, or the base plus a number.
  static std::uint32_t read_distance(decoder &in, std::optional<std::uint32_t> base, std::string_view what) {
    std::string const wrong{"its " + std::string{what} +
                            " would be written to a fixed place: compile it with -fPIC -sSIDE_MODULE=1"};
    if(in.byte() != wasm::global_get || in.count() != base) { refuse(wrong); }
    std::uint32_t distance{};
    if(std::uint8_t const next{in.byte()}; next == wasm::i32_const) {
      distance = static_cast<std::uint32_t>(in.integer());
      if(in.byte() != wasm::i32_add || in.byte() != wasm::end) { refuse(wrong); }
    } else if(next != wasm::end) {
      refuse(wrong);
    }
    return distance;
  }

  static void check_room(std::uint64_t end, std::uint32_t size, std::string_view what) {
    if(end > size) {
      refuse("its " + std::string{what} + " needs " + std::to_string(end) + ", but it asks for " +
             std::to_string(size));
    }
  }

  // Segments that code copies are no concern here: see code_check.hpp.
  void check_elements(decoder in) const {
    for(std::uint32_t n{in.count_of(1)}; n > 0; --n) {
      if(in.count() != 0) { refuse("its function table is of a kind that side modules do not have"); }
      std::uint64_t const first{read_distance(in, table_base, "function table")};
      std::uint32_t const count{in.count_of(1)};
      check_room(first + count, out.table_size, "function table");
      for(std::uint32_t i{}; i < count; ++i) { in.count(); }
    }
  }

  void check_data(decoder in) const {
    for(std::uint32_t n{in.count_of(1)}; n > 0; --n) {
      std::uint32_t const flags{in.count()};
      if(flags > 1) { refuse("its data is of a kind that side modules do not have"); }
      std::uint64_t const first{flags == 0 ? read_distance(in, memory_base, "data") : 0};
      std::uint32_t const size{in.count()};
      if(flags == 0) { check_room(first + size, out.memory_size, "data"); }
      in.skip(size);
    }
  }

  void read_sections(decoder in, std::span<std::uint8_t const> rest) {
    bool first{true};
    bool has_code{};
    while(in.left() > 0) {
      std::uint8_t const id{in.byte()};
      std::uint32_t const size{in.count()};
      if(size > in.left()) { refuse("it is cut off: a section ends after the end of the file"); }
      decoder content{rest.subspan(in.position(), size), subject};
      if(first) {
        if(id != wasm::custom || content.text() != "dylink.0") {
          refuse("it is no side module (compile it with -sSIDE_MODULE=1): its first section is not dylink.0");
        }
        read_dylink(content);
        first = false;
      }
      switch(id) {
      case wasm::import: read_imports(content); break;
      case wasm::export_: read_exports(content); break;
      case wasm::element: check_elements(content); break;
      case wasm::data: check_data(content); break;
      case wasm::code:
        check_code(rest.subspan(in.position(), size), subject);
        has_code = true;
        break;
      default: break;
      }
      in.skip(size);
    }
    if(first) { refuse("it holds nothing"); }
    if(!has_code) { refuse("it is cut off: it has no code"); }
  }
};

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
  auto const rest{module.subspan(sizeof(magic))};
  outline_reader reader;
  reader.read_sections(decoder{rest, subject}, rest);
  return std::move(reader.out);
}

} // namespace jank::hot_reload
