#pragma once

#include <string_view>

namespace jank::server {

struct media_type {
  std::string_view name; // for Content-Type
  bool text;             // worth compressing
};

// By the name's extension; application/octet-stream for what is unknown.
media_type type_of(std::string_view file_name);

} // namespace jank::server
