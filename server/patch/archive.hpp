#pragma once

// Archives of objects: which member defines a symbol.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jank::server {

class archive {
public:
  // Nothing when the file is no archive with an index.
  static std::optional<archive> open(std::filesystem::path const &path);

  // Where the member begins that defines the symbol.
  std::optional<std::size_t> member_of(std::string_view symbol) const;
  // The object itself; nothing when the archive is damaged.
  std::optional<std::string> extract(std::size_t member) const;

private:
  std::filesystem::path path;
  std::map<std::string, std::size_t, std::less<>> index;
};

// Of emscripten's sysroot: the libraries that a patch may take members from, in the order in which they are asked.
std::vector<std::filesystem::path> library_archives(std::filesystem::path const &sysroot);

} // namespace jank::server
