#pragma once

// Files and their compressed forms, kept in memory while they are the same on disk.

#include "http/encoding.hpp"

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace jank::server {

using shared_bytes = std::shared_ptr<std::string const>;

struct stored_file {
  shared_bytes bytes;
  std::string tag; // for ETag: changes with the file
};

// The bytes of a file; nothing when it cannot be read.
std::optional<std::string> read_file(std::filesystem::path const &path);

// May be used from several threads: compressing takes long.
class file_cache {
public:
  // Nothing when it cannot be read. What is no smaller compressed, and what is small anyway, is given as it is; `e` then says so.
  std::optional<stored_file> get(std::filesystem::path const &path, encoding &e);
  // Whether `get` would give it at once.
  bool holds(std::filesystem::path const &path, encoding e);

private:
  struct entry {
    std::string tag;
    std::array<shared_bytes, 3> forms; // by encoding
  };

  static std::string tag_of(std::filesystem::path const &path);

  std::mutex mutex;
  std::map<std::filesystem::path, entry> entries;
};

} // namespace jank::server
