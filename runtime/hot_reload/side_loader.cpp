#include "hot_reload/side_loader.hpp"

#include "codegen/checksum.hpp"
#include "codegen/side_module.hpp"
#include "hot_reload/direct_loader.hpp"
#include "hot_reload/guard.hpp"
#include "memory/heap.hpp"
#include "memory/safepoint.hpp"
#include "object/error.hpp"
#include "unit/decode.hpp"
#include "unit/trace.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <memory>
#include <unistd.h>
#include <vector>

// library_loader.js. Messages are malloc'ed.
extern "C" {
char *jank_module_refusal(std::uint8_t const *bytes, std::uint32_t size);
std::int32_t jank_image_has_function(char const *name);
std::int32_t jank_image_has_address(char const *name);
std::int32_t jank_table_parameter_count(std::uint32_t slot);
std::int32_t jank_table_takes_words(std::uint32_t slot, std::int32_t count);
// Instantiates a side module at a memory and table base; what its jank_unit returns goes to `result`. 1, or 0 with a message.
std::int32_t jank_side_module_instantiate(std::uint8_t const *bytes, std::uint32_t size, void *memory_base,
                                          std::uint32_t table_base, void **result, char **failure);
// Lets the next module have its own function or data of that name.
void jank_linker_forget(char const *name);
// Throws what a static constructor threw in the last dlopen that failed, if that was the reason.
void jank_linker_rethrow();
void jank_linker_module_memory(void *handle, std::uint8_t **begin, std::uint32_t *size);
}

namespace jank::hot_reload {

using namespace object;

namespace {

linker_counts opened{.modules = 0, .bytes = 0, .slots = 0, .byte_limit = 256u << 20, .slot_limit = 1u << 18};

using message = std::unique_ptr<char, void (*)(void *)>;

[[noreturn]] void refuse(std::string const &why) { throw_error(error_kind::loader, why); }

std::uint32_t slot_of(void *function) { return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(function)); }

// "Could not load dynamic lib: /jank-patch-1.wasm\nLinkError: ...": the file is of our making and says nothing.
std::string linker_reason() {
  char const *const text{dlerror()};
  std::string const reason{text != nullptr ? text : "no reason given"};
  std::size_t const line{reason.find('\n')};
  return line == std::string::npos ? reason : reason.substr(line + 1);
}

std::string with_hint(std::string reason) {
  if(reason.find("imported function does not match") != std::string::npos) {
    reason += " (a patch for another jank/patch.h, or compiled without -sWASM_BIGINT)";
  }
  return reason;
}

// Where a module's static data lie.
using region = std::span<std::uint8_t>;

template <typename T> T *inside(region data, void const *place, std::size_t bytes) {
  auto const begin{reinterpret_cast<std::uintptr_t>(data.data())};
  auto const at{reinterpret_cast<std::uintptr_t>(place)};
  if(at < begin || at - begin > data.size() || data.size() - (at - begin) < bytes || at % alignof(T) != 0) {
    refuse("this patch is damaged: it points outside of its data");
  }
  return reinterpret_cast<T *>(at);
}

// What the dynamic linker has loaded stays, whether or not it was of use.
void check_limits(module_outline const &outline) {
  std::uint64_t const bytes{opened.bytes + outline.memory_size};
  std::uint64_t const slots{std::uint64_t{opened.slots} + outline.table_size};
  if(bytes <= opened.byte_limit && slots <= opened.slot_limit) { return; }
  refuse("this image has loaded " + std::to_string(opened.modules) + " C++ modules with " +
         std::to_string(opened.bytes) + " bytes of data and " + std::to_string(opened.slots) +
         " table slots, which nothing can give back; with this one it would be " + std::to_string(bytes) + " and " +
         std::to_string(slots) + ", more than the limit of " + std::to_string(opened.byte_limit) + " and " +
         std::to_string(opened.slot_limit) + ": start the image anew, or raise it with jank.hot/set-module-limit!");
}

void check_sum(std::span<std::uint8_t const> module) {
  if(!codegen::checksum_is_right(module)) {
    refuse("this patch is damaged or cut off: its checksum is wrong; compile it again");
  }
}

// Reads no address that the module gave before it is known to lie in the module's data.
unit::unit *make_unit(void const *place, region data, module_outline const &outline) {
  unit::record const r{*inside<unit::record>(data, place, sizeof(unit::record))};
  if(r.abi_version != unit::abi_version) {
    refuse("this patch was compiled for ABI version " + std::to_string(r.abi_version) + ", the image has version " +
           std::to_string(unit::abi_version) + ": compile it again with the tools of this image");
  }
  std::span<std::uint8_t const> const description{inside<std::uint8_t const>(data, r.description, r.description_size),
                                                  r.description_size};
  std::uint32_t const count{unit::read_header(description).code_count};
  if(count > outline.table_size) { refuse("this patch is damaged: it has fewer functions than it describes"); }
  std::vector<entry> slots(count);
  for(std::uint32_t i{}; i < count; ++i) {
    slots[i] = reinterpret_cast<entry>(static_cast<std::uintptr_t>(r.first_slot + i));
    if(parameter_count_of(reinterpret_cast<void *>(slots[i])) < 0) {
      refuse("this patch is damaged: a function is missing");
    }
  }
  unit::unit *const u{unit::instantiate(description, slots)};
  auto *const constants{inside<object_ref>(data, r.constants, u->constant_count * sizeof(object_ref))};
  std::copy_n(u->constants, u->constant_count, constants);
  u->constants = constants;
  u->first_slot = r.first_slot;
  u->slot_count = count;
  u->lines = inside<std::uint8_t const>(data, r.lines, r.lines_size);
  u->lines_size = r.lines_size;
  return u;
}

region memory_of(void *handle) {
  std::uint8_t *begin{};
  std::uint32_t size{};
  jank_linker_module_memory(handle, &begin, &size);
  return {begin, size};
}

} // namespace

void check_by_engine(std::span<std::uint8_t const> module) {
  message const refusal{jank_module_refusal(module.data(), static_cast<std::uint32_t>(module.size())), std::free};
  if(refusal != nullptr) { refuse(std::string{"this file is no patch: "} + refusal.get()); }
}

void *open_side_module(std::span<std::uint8_t const> module, module_outline const &outline) {
  check_limits(outline);
  std::string const path{"/jank-patch-" + std::to_string(++opened.modules) + ".wasm"};
  std::FILE *const f{std::fopen(path.c_str(), "wb")};
  if(f == nullptr) { refuse("the image's file system takes no patch"); }
  bool const written{std::fwrite(module.data(), 1, module.size(), f) == module.size()};
  std::fclose(f);
  if(!written) {
    unlink(path.c_str());
    refuse("the image's file system is full");
  }
  for(std::string const &e : outline.exports) { jank_linker_forget(e.c_str()); }
  opened.bytes += outline.memory_size;
  opened.slots += outline.table_size;
  // Until the module's data are roots, nothing may be collected: its static constructors may have kept values.
  memory::collection_delay const delay;
  trap_scope const traps;
  void *const handle{dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)};
  unlink(path.c_str()); // the dynamic linker keeps the module, not the file
  if(handle == nullptr) {
    traps.clean_up();
    jank_linker_rethrow();
    refuse("the dynamic linker refuses this patch: " + with_hint(linker_reason()));
  }
  // For good: the dynamic linker never gives a module's memory back.
  if(region const data{memory_of(handle)}; !data.empty()) {
    memory::add_root_range(data.data(), data.data() + data.size() / sizeof(void *) * sizeof(void *));
  }
  return handle;
}

linker_counts dynamic_linker_counts() { return opened; }

void set_dynamic_linker_limits(std::uint64_t bytes, std::uint32_t slots) {
  opened.byte_limit = bytes;
  opened.slot_limit = slots;
}

void *find_symbol(void *handle, char const *name) {
  void *const found{dlsym(handle, name)};
  if(found == nullptr) { refuse(std::string{"this patch has no symbol "} + name); }
  return found;
}

bool image_has_function(std::string const &name) { return jank_image_has_function(name.c_str()) != 0; }
bool image_has_address(std::string const &name) { return jank_image_has_address(name.c_str()) != 0; }

int parameter_count_of(void *function) { return jank_table_parameter_count(slot_of(function)); }

std::string check_function(void *function, int parameters) {
  int const count{parameter_count_of(function)};
  if(count < 0) { return "is no function"; }
  if(count != parameters) { return "takes " + std::to_string(count) + (count == 1 ? " value" : " values"); }
  if(jank_table_takes_words(slot_of(function), parameters) == 0) {
    return "takes or returns something that is no jank_value, such as a double, a 64-bit integer or void";
  }
  return {};
}

unit::unit *open_jank_unit(std::span<std::uint8_t const> module, module_outline const &outline) {
  check_sum(module);
  void *const handle{open_side_module(module, outline)};
  void *const unit_of{find_symbol(handle, "jank_unit")};
  unit::unit *const u{
      make_unit(reinterpret_cast<void *>(call_guarded(unit_of, 0, "reading the patch")), memory_of(handle), outline)};
  unit::note_unit(u);
  return u;
}

namespace {

// The unit as a direct module; empty when the patch was compiled before there was such a section.
std::span<std::uint8_t const> find_direct_module(std::span<std::uint8_t const> module) {
  constexpr std::size_t header{8};
  unit::decoder in{module};
  in.skip(header);
  while(in.left() > 0) {
    std::uint8_t const id{in.byte()};
    std::uint32_t const size{in.count()};
    in.need(size);
    auto const content{module.subspan(in.position(), size)};
    in.skip(size);
    if(id != codegen::wasm::custom) { continue; }
    unit::decoder custom{content};
    if(custom.text() == codegen::direct_section) { return content.subspan(custom.position()); }
  }
  return {};
}

} // namespace

unit::unit *load_jank_unit(std::span<std::uint8_t const> module, module_outline const &outline) {
  check_sum(module);
  if(auto const direct{find_direct_module(module)}; !direct.empty()) { return load_direct(direct); }
  // The unit keeps it: the code holds its address, and runs only as long as the unit is there. Nothing is collected until then.
  std::size_t const align{std::size_t{1} << outline.memory_align};
  void *const memory{memory::allocate(outline.memory_size + align)};
  auto *const begin{
      reinterpret_cast<std::uint8_t *>((reinterpret_cast<std::uintptr_t>(memory) + align - 1) & ~(align - 1))};
  std::uint32_t slots{};
  try {
    slots = take_slots(outline.table_size);
    char *text{};
    void *record{};
    if(jank_side_module_instantiate(module.data(), static_cast<std::uint32_t>(module.size()), begin, slots, &record,
                                    &text) == 0) {
      message const failure{text, std::free};
      refuse("the engine refuses this patch: " + with_hint(failure.get()));
    }
    unit::unit *const u{make_unit(record, {begin, outline.memory_size}, outline)};
    u->data = memory;
    give_back_with(u, slots, outline.table_size);
    unit::note_patch_unit(u);
    return u;
  } catch(...) {
    if(slots != 0) { give_back_slots(slots, outline.table_size); }
    throw;
  }
}

} // namespace jank::hot_reload
