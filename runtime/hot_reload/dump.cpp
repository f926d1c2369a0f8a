#include "hot_reload/dump.hpp"

#include "host/host.hpp"
#include "hot_reload/files.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace jank::hot_reload {

namespace {

std::string read_folder() {
  std::unique_ptr<char, void (*)(void *)> const value{jank_host_env("JANK_DUMP_MODULES"), std::free};
  return value != nullptr ? value.get() : "";
}

} // namespace

void dump_module(std::string_view unit_name, std::span<std::uint8_t const> module) {
  static std::string const folder{read_folder()};
  if(folder.empty()) { return; }
  std::string name{unit_name};
  std::replace_if(name.begin(), name.end(), [](char c) { return c == ':' || c == '/'; }, '-');
  write_bytes(folder + "/" + name + ".wasm", {module.begin(), module.end()});
}

} // namespace jank::hot_reload
