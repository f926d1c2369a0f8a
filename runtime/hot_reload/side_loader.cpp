#include "hot_reload/side_loader.hpp"

#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "object/error.hpp"

#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <memory>
#include <unistd.h>

// library_loader.js
extern "C" {
std::int32_t jank_image_has_function(char const *name);
std::int32_t jank_table_parameter_count(std::uint32_t slot);
// Instantiates a side module at a memory and table base and returns what its jank_unit returns; on failure null, with a
// malloc'ed message in `failure`.
void *jank_side_module_instantiate(std::uint8_t const *bytes, std::uint32_t size, void *memory_base,
                                   std::uint32_t table_base, char **failure);
std::uint32_t jank_table_grow(std::uint32_t count);
}

namespace jank::hot_reload {

using namespace object;

namespace {

std::uint32_t opened{};

[[noreturn]] void refuse(std::string const &why) { throw_error(error_kind::loader, why); }

} // namespace

void *open_side_module(std::span<std::uint8_t const> module) {
  std::string const path{"/jank-patch-" + std::to_string(++opened) + ".wasm"};
  std::FILE *const f{std::fopen(path.c_str(), "wb")};
  if(f == nullptr) { refuse("the image's file system takes no patch"); }
  bool const written{std::fwrite(module.data(), 1, module.size(), f) == module.size()};
  std::fclose(f);
  void *const handle{written ? dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL) : nullptr};
  // The dynamic linker keeps the module, not the file.
  unlink(path.c_str());
  if(!written) { refuse("the image's file system is full"); }
  if(handle == nullptr) {
    char const *const why{dlerror()};
    refuse(std::string{"the dynamic linker refuses this patch: "} + (why != nullptr ? why : "no reason given"));
  }
  return handle;
}

void *find_symbol(void *handle, char const *name) {
  void *const found{dlsym(handle, name)};
  if(found == nullptr) { refuse(std::string{"this patch has no symbol "} + name); }
  return found;
}

bool image_has_function(std::string const &name) { return jank_image_has_function(name.c_str()) != 0; }

int parameter_count_of(void *function) {
  return jank_table_parameter_count(static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(function)));
}

unit::unit *open_jank_unit(std::span<std::uint8_t const> module) {
  void *const handle{open_side_module(module)};
  auto const *const r{reinterpret_cast<unit::record const *(*)()>(find_symbol(handle, "jank_unit"))()};
  std::uint32_t const bytes_of_constants{
      static_cast<std::uint32_t>(r->description - reinterpret_cast<std::uint8_t const *>(r->constants))};
  // The dynamic linker never gives the module's memory back, so neither does the root.
  memory::add_root_range(r->constants, reinterpret_cast<std::uint8_t *>(r->constants) + bytes_of_constants);
  return unit::instantiate(*r);
}

unit::unit *load_jank_unit(std::span<std::uint8_t const> module, module_outline const &outline) {
  if(outline.memory_size > 64u << 20 || outline.table_size > 1u << 20) { refuse("this patch wants too much memory"); }
  // Scanned and never freed: the code holds its address.
  void *const data{memory::allocate_root(outline.memory_size + 16)};
  std::uint32_t const slots{jank_table_grow(outline.table_size)};
  if(slots == 0) { refuse("the function table cannot grow"); }
  char *message{};
  auto const *const r{static_cast<unit::record const *>(jank_side_module_instantiate(
      module.data(), static_cast<std::uint32_t>(module.size()), data, slots, &message))};
  std::unique_ptr<char, void (*)(void *)> const failure{message, std::free};
  if(r == nullptr) {
    memory::release_root(data);
    refuse(std::string{"the engine refuses this patch: "} + (message != nullptr ? message : "no reason given"));
  }
  return unit::instantiate(*r);
}

std::vector<std::string> run_unit_noting_vars(unit::unit *u) {
  memory::rooted<unit::unit *> const kept{u};
  std::vector<std::pair<ns::var *, std::uint32_t>> before;
  for(std::uint32_t i{}; i < u->constant_count; ++i) {
    if(is<ns::var>(u->constants[i])) {
      auto *const v{cast<ns::var>(u->constants[i])};
      before.emplace_back(v, v->version);
    }
  }
  unit::run_init_rooted(u);
  std::vector<std::string> bound;
  for(auto const &[v, version] : before) {
    if(v->version != version) {
      v->origin = make_keyword("patch");
      bound.push_back(qualified_name(v));
    }
  }
  return bound;
}

} // namespace jank::hot_reload
