#include "hot_reload/direct_loader.hpp"

#include "codegen/wasm.hpp"
#include "hot_reload/slots.hpp"
#include "memory/heap.hpp"
#include "object/error.hpp"
#include "object/string.hpp"
#include "unit/decode.hpp"
#include "unit/trace.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

// library_loader.js
extern "C" {
// Adds `count` empty slots to the function table; the first new one, or 0.
std::uint32_t jank_table_grow(std::uint32_t count);
// Compiles and instantiates; puts the exports into slots first, first + 1, ... Null, or a malloc'ed message.
char *jank_module_instantiate(std::uint8_t const *bytes, std::uint32_t size, std::uint32_t first, std::uint32_t count);
// Empties slots.
void jank_table_clear(std::uint32_t first, std::uint32_t count);
}

namespace jank::hot_reload {

using namespace object;

namespace {

// What V8 says.
constexpr std::string_view engine_stack_exhausted{"Maximum call stack size exceeded"};

// A function of its own: the address of one that JavaScript defines would cost a search of the whole table when the image starts.
std::uint32_t grow_table(std::uint32_t count) { return jank_table_grow(count); }

slot_ranges slots{grow_table};
std::uint32_t live_modules{};

std::uint32_t reclaimed_modules{};

// A module costs the engine some ten times of what it costs the heap, which therefore sees no reason to collect. One of many functions
// counts for several.
constexpr std::uint32_t modules_per_collection{1000};
constexpr std::uint32_t slots_per_module{16};
std::uint32_t since_collection{};

void count_module(std::uint32_t slot_count) {
  ++live_modules;
  since_collection += 1 + slot_count / slots_per_module;
  if(since_collection < modules_per_collection) { return; }
  since_collection = 0;
  memory::request_collection();
}

unit::code_module *make_module(std::string_view name, std::size_t units) {
  auto *const m{static_cast<unit::code_module *>(memory::allocate(sizeof(unit::code_module)))};
  m->name = make_string(name);
  m->in_use = static_cast<std::uint32_t>(units);
  return m;
}

struct sections {
  std::span<std::uint8_t const> description;
  std::span<std::uint8_t const> constants;
  std::span<std::uint8_t const> lines;
  std::size_t code_at{};
  std::size_t code_size{};
};

sections find_sections(std::span<std::uint8_t const> module) {
  unit::decoder in{module};
  for(std::uint8_t const b : {0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00}) {
    if(in.byte() != b) { in.fail("it is no wasm module"); }
  }
  sections found;
  while(in.left() > 0) {
    std::uint8_t const id{in.byte()};
    std::uint32_t const size{in.count()};
    in.need(size);
    std::size_t const start{in.position()};
    auto const content{module.subspan(start, size)};
    if(id == codegen::wasm::code) {
      found.code_at = start;
      found.code_size = size;
    } else if(id == codegen::wasm::custom) {
      unit::decoder custom{content};
      std::string_view const name{custom.text()};
      auto const rest{content.subspan(custom.position())};
      if(name == "jank.unit") { found.description = rest; }
      if(name == "jank.constants") { found.constants = rest; }
      if(name == "jank.lines") { found.lines = rest; }
    }
    in.skip(size);
  }
  if(found.description.empty()) { in.fail("it is no jank unit: it has no section \"jank.unit\""); }
  if(found.constants.empty() || found.code_size == 0) { in.fail("it has no code"); }
  return found;
}

// Writes the words of the constants into the code.
void write_constants(std::vector<std::uint8_t> &module, sections const &s, unit::unit const &u) {
  unit::decoder in{s.constants};
  std::size_t at{};
  for(std::uint32_t n{in.count_of(2)}; n > 0; --n) {
    at += in.count();
    std::uint32_t const index{in.count()};
    if(at + 5 > s.code_size || index >= u.constant_count) { in.fail("a constant has no place"); }
    codegen::write_padded_signed(module.data() + s.code_at + at, static_cast<std::int32_t>(u.constants[index].bits));
  }
}

// Units the collector found unreachable. A function of such a unit may still be running, and reads its constants, so they stay
// alive here until no emitted code runs.
std::vector<unit::unit *, memory::allocator<unit::unit *>> unreachable;

void note_unreachable(void *object, void *) { unreachable.push_back(static_cast<unit::unit *>(object)); }

void give_back_with(unit::unit *u, unit::code_module *module, std::uint32_t first, std::uint32_t count) {
  u->module = module;
  u->taken_slot = first;
  u->taken_count = count;
  memory::on_unreachable(u, note_unreachable, nullptr);
}

std::uint8_t const *keep_lines(std::span<std::uint8_t const> lines) {
  auto *const kept{static_cast<std::uint8_t *>(memory::allocate_atomic(lines.size()))};
  std::ranges::copy(lines, kept);
  return kept;
}

void instantiate(std::span<std::uint8_t const> module, std::uint32_t first, std::uint32_t count) {
  std::unique_ptr<char, void (*)(void *)> const failure{
      jank_module_instantiate(module.data(), static_cast<std::uint32_t>(module.size()), first, count), std::free};
  if(failure == nullptr) { return; }
  std::string_view const why{failure.get()};
  if(why == engine_stack_exhausted) {
    throw_error(error_kind::stack_overflow, "stack overflow: calls are nested too deep");
  }
  throw_error(error_kind::loader, "the engine refuses this unit: " + std::string{why});
}

} // namespace

std::uint32_t take_slots(std::uint32_t count) {
  std::uint32_t const first{slots.take(count)};
  if(first == 0) { throw_error(error_kind::out_of_memory, "the function table cannot grow"); }
  return first;
}

void give_back_slots(std::uint32_t first, std::uint32_t count) {
  jank_table_clear(first, count);
  slots.give_back(first, count);
}

unit::unit *load_direct(std::span<std::uint8_t const> module) {
  sections const s{find_sections(module)};
  std::uint32_t const count{unit::read_header(s.description).code_count};
  if(count > module.size()) { throw_error(error_kind::loader, "this unit has more functions than bytes"); }
  std::uint32_t const first{take_slots(count)};
  try {
    std::vector<entry> entries(count);
    for(std::uint32_t i{}; i < count; ++i) {
      entries[i] = reinterpret_cast<entry>(static_cast<std::uintptr_t>(first + i));
    }
    unit::unit *const u{unit::instantiate(s.description, entries)};
    u->first_slot = first;
    u->slot_count = count;
    u->code_begin = static_cast<std::uint32_t>(s.code_at);
    u->lines = keep_lines(s.lines);
    u->lines_size = static_cast<std::uint32_t>(s.lines.size());
    std::vector<std::uint8_t> patched(module.begin(), module.end());
    write_constants(patched, s, *u);
    instantiate(patched, first, count);
    give_back_with(u, first, count);
    unit::note_direct_module({&u, 1});
    return u;
  } catch(...) {
    give_back_slots(first, count);
    throw;
  }
}

void load_joined(codegen::joined_module const &module, std::string_view name, std::span<unit::unit *const> units) {
  std::uint32_t const first{take_slots(module.export_count)};
  try {
    unit::code_module *const made{make_module(name, units.size())};
    std::vector<std::uint8_t const *> lines;
    for(codegen::joined_part const &p : module.parts) { lines.push_back(keep_lines(p.lines)); }
    instantiate(module.content, first, module.export_count);
    for(std::size_t i{}; i < units.size(); ++i) {
      codegen::joined_part const &p{module.parts[i]};
      unit::unit *const u{units[i]};
      u->first_slot = first + p.first_export;
      u->slot_count = p.export_count;
      u->code_begin = p.code_begin;
      u->lines = lines[i];
      u->lines_size = static_cast<std::uint32_t>(p.lines.size());
      give_back_with(u, made, u->first_slot, u->slot_count);
    }
  } catch(...) {
    give_back_slots(first, module.export_count);
    throw;
  }
  count_module(module.export_count);
  unit::note_direct_module(units);
}

void give_back_with(unit::unit *u, std::uint32_t first, std::uint32_t count) {
  give_back_with(u, make_module(cast<string>(u->name)->view(), 1), first, count);
  count_module(count);
}

void reclaim_unreachable_code() {
  for(unit::unit const *const u : unreachable) {
    give_back_slots(u->taken_slot, u->taken_count);
    if(u->data != nullptr) {
      unit::forget_patch_unit(u);
    } else {
      unit::forget_direct_unit(u);
    }
    if(--u->module->in_use == 0) {
      --live_modules;
      ++reclaimed_modules;
    }
  }
  unreachable.clear();
}

loader_counts direct_loader_counts() { return {live_modules, reclaimed_modules, slots.in_use(), slots.reserved()}; }

} // namespace jank::hot_reload
