#pragma once

#include <filesystem>

namespace jank::server {

// A file that is gone at the end, whichever way that comes.
struct temporary {
  std::filesystem::path path;
  explicit temporary(std::filesystem::path path) : path{std::move(path)} {}
  temporary(temporary const &) = delete;
  temporary &operator=(temporary const &) = delete;
  ~temporary() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

} // namespace jank::server
