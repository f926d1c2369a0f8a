#pragma once

// The three sorts of connections. Each lives until its client goes, is too slow, or breaks the rules.

#include "http/site.hpp"
#include "net/asio.hpp"
#include "session/router.hpp"

namespace jank::server {

// What all connections use. It outlives them.
struct service {
  site &served;
  router &way;
  net::io_context &context;
  net::thread_pool &workers;
  std::size_t open_connections{};
};

// More than that at once are turned away.
constexpr std::size_t most_connections{4000};

net::awaitable<void> serve_http(tcp::socket socket, service &s);
void serve_web_socket(beast::tcp_stream stream, beast::http::request<beast::http::string_body> const &upgrade,
                      service &s);
void serve_nrepl(tcp::socket socket, service &s);

} // namespace jank::server
