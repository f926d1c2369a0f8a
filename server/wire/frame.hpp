#pragma once

// What goes over a WebSocket as one message: docs/reference/live-session.md, "Frames".

#include "wire/json.hpp"

#include <memory>

namespace jank::server {

// More than that in one message ends a connection.
constexpr std::size_t largest_message{std::size_t{16} << 20};

// Shared, so that a thousand clients wait for one copy.
struct frame {
  std::shared_ptr<std::string const> bytes;
  bool binary{};
};

frame text_frame(json::object const &message);
// The length of the header in four bytes, little endian; the header; the module.
frame module_frame(json::object const &header, std::string_view module);

} // namespace jank::server
