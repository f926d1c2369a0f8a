// Natively there is no JavaScript that reads files (host/host.hpp): the C++ library does.

#include "host/host.hpp"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" std::int32_t jank_host_file_exists(char const *path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored) ? 1 : 0;
}

extern "C" std::uint8_t *jank_host_read_file(char const *path, std::uint32_t *size) {
  std::ifstream in{path, std::ios::binary};
  if(!in) { return nullptr; }
  std::string const content{std::istreambuf_iterator<char>{in}, {}};
  auto *const bytes{static_cast<std::uint8_t *>(std::malloc(content.size() + 1))};
  std::memcpy(bytes, content.data(), content.size());
  *size = static_cast<std::uint32_t>(content.size());
  return bytes;
}
