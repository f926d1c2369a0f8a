#pragma once

// The two sorts of clients, as the router sees them. What lies behind is a connection, or in tests a list.

#include "wire/frame.hpp"

namespace jank::server {

struct page_port {
  virtual ~page_port() = default;
  virtual void send(frame const &f) = 0;
  // Another connection has taken its place.
  virtual void drop() = 0;
};

struct editor_port {
  virtual ~editor_port() = default;
  // In the format that the editor speaks.
  virtual void send(json::object const &message) = 0;
};

} // namespace jank::server
