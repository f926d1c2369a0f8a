#include "net/asio.hpp"

#include <netinet/tcp.h>

namespace jank::server {

void acknowledge_quickly(tcp::socket &socket) {
  int const yes{1};
  setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_QUICKACK, &yes, sizeof yes);
}

void be_prompt(tcp::socket &socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay{true}, ignored);
  // Whoever is gone without a word is noticed in the end.
  socket.set_option(net::socket_base::keep_alive{true}, ignored);
  acknowledge_quickly(socket);
}

} // namespace jank::server
