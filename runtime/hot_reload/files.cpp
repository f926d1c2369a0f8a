#include "hot_reload/files.hpp"

#include "host/host.hpp"
#include "object/error.hpp"

#include <cstdlib>
#include <memory>

namespace jank::hot_reload {

namespace {

[[noreturn]] void throw_host_error(std::string const &what) {
  std::unique_ptr<char, void (*)(void *)> const why{jank_host_error(), std::free};
  object::throw_error(object::error_kind::loader, what + ": " + (why != nullptr ? why.get() : "unknown reason"));
}

template <typename T> T read(std::string const &path) {
  std::uint32_t size{};
  std::unique_ptr<std::uint8_t, void (*)(void *)> const bytes{jank_host_read_file(path.c_str(), &size), std::free};
  if(bytes == nullptr) { throw_host_error("cannot read " + path); }
  return {bytes.get(), bytes.get() + size};
}

} // namespace

std::string read_text(std::string const &path) { return read<std::string>(path); }
std::vector<std::uint8_t> read_bytes(std::string const &path) { return read<std::vector<std::uint8_t>>(path); }

std::vector<std::uint8_t> read_patch(std::string const &path) {
  bool const is_source{path.ends_with(".cpp") || path.ends_with(".cc") || path.ends_with(".c")};
  if(!is_source) { return read_bytes(path); }
  if(jank_host_file_exists(path.c_str()) == 0) { return read_bytes(path); } // which says that it is missing
  std::uint32_t size{};
  std::unique_ptr<std::uint8_t, void (*)(void *)> const bytes{jank_host_compile_patch(path.c_str(), &size), std::free};
  if(bytes == nullptr) { throw_host_error("cannot compile " + path); }
  return {bytes.get(), bytes.get() + size};
}

void write_bytes(std::string const &path, std::vector<std::uint8_t> const &content) {
  if(jank_host_write_file(path.c_str(), content.data(), static_cast<std::uint32_t>(content.size())) != 0) {
    throw_host_error("cannot write " + path);
  }
}

} // namespace jank::hot_reload
