#include "patch/archive.hpp"

#include "http/file_cache.hpp"

#include <charconv>
#include <cstdint>
#include <fstream>

namespace jank::server {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view magic{"!<arch>\n"};
constexpr std::size_t header_size{60};
constexpr std::size_t size_field{48};
constexpr std::size_t size_width{10};

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t n{};
  for(std::size_t i{}; i < 4; ++i) { n = n << 8 | static_cast<std::uint8_t>(bytes[i]); }
  return n;
}

std::optional<std::size_t> size_in(std::string_view header) {
  std::size_t size{};
  std::string_view const digits{header.substr(size_field, size_width)};
  if(std::from_chars(digits.data(), digits.data() + digits.size(), size).ec != std::errc{}) { return {}; }
  return size;
}

} // namespace

std::optional<archive> archive::open(fs::path const &path) {
  std::ifstream in{path, std::ios::binary};
  std::string head(magic.size() + header_size, '\0');
  if(!in.read(head.data(), static_cast<std::streamsize>(head.size())) || !head.starts_with(magic)) { return {}; }
  std::string_view const header{std::string_view{head}.substr(magic.size())};
  std::optional<std::size_t> const size{size_in(header)};
  if(!header.starts_with("/ ") || !size || *size < 4 || *size > fs::file_size(path)) { return {}; }
  std::string table(*size, '\0');
  if(!in.read(table.data(), static_cast<std::streamsize>(table.size()))) { return {}; }

  archive a;
  a.path = path;
  std::size_t const count{big_endian(table)};
  if(count > (table.size() - 4) / 4) { return {}; }
  std::string_view names{std::string_view{table}.substr(4 + 4 * count)};
  for(std::size_t i{}; i < count; ++i) {
    std::size_t const end{names.find('\0')};
    if(end == names.npos) { return {}; }
    a.index.emplace(names.substr(0, end), big_endian(std::string_view{table}.substr(4 + 4 * i)));
    names.remove_prefix(end + 1);
  }
  return a;
}

std::optional<std::size_t> archive::member_of(std::string_view symbol) const {
  auto const found{index.find(symbol)};
  if(found == index.end()) { return {}; }
  return found->second;
}

std::optional<std::string> archive::extract(std::size_t member) const {
  std::ifstream in{path, std::ios::binary};
  std::string header(header_size, '\0');
  in.seekg(static_cast<std::streamoff>(member));
  if(!in.read(header.data(), static_cast<std::streamsize>(header.size()))) { return {}; }
  std::optional<std::size_t> const size{size_in(header)};
  std::error_code error;
  if(!size || *size > fs::file_size(path, error)) { return {}; }
  std::string bytes(*size, '\0');
  if(!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) { return {}; }
  return bytes;
}

std::vector<fs::path> library_archives(fs::path const &sysroot) {
  std::vector<fs::path> found;
  for(char const *name :
      {"libc++-except.a", "libc++abi-except.a", "libc.a", "libcompiler_rt.a", "libunwind-except.a"}) {
    fs::path const path{sysroot / "lib/wasm32-emscripten/pic" / name};
    if(fs::exists(path)) { found.push_back(path); }
  }
  return found;
}

} // namespace jank::server
