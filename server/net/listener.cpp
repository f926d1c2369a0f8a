#include "net/listener.hpp"

#include <sys/resource.h>

namespace jank::server {

namespace {

std::optional<net::ip::address> address_of(net::io_context &context, std::string const &host, std::string &failure) {
  error_code error;
  net::ip::address const literal{net::ip::make_address(host, error)};
  if(!error) { return literal; }
  tcp::resolver resolver{context};
  auto const found{resolver.resolve(host, "", error)};
  if(error || found.empty()) {
    failure = "the host '" + host + "' is unknown";
    return {};
  }
  return found.begin()->endpoint().address();
}

} // namespace

std::optional<tcp::acceptor> listen_on(net::io_context &context, std::string const &host,
                                       std::vector<unsigned short> const &ports, std::string &failure) {
  auto const address{address_of(context, host, failure)};
  if(!address) { return {}; }
  for(unsigned short const port : ports) {
    tcp::acceptor acceptor{context};
    tcp::endpoint const endpoint{*address, port};
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    // A server that has just ended leaves connections behind that hold the port for a minute.
    if(!error) { acceptor.set_option(net::socket_base::reuse_address{true}, error); }
    if(!error) { acceptor.bind(endpoint, error); }
    if(!error) { acceptor.listen(net::socket_base::max_listen_connections, error); }
    if(!error) { return acceptor; }
    failure = "port " + std::to_string(port) + " of " + host + ": " + error.message();
  }
  return {};
}

net::awaitable<void> accept_all(tcp::acceptor &acceptor, std::function<void(tcp::socket)> take) {
  constexpr std::chrono::milliseconds breath{100};
  while(acceptor.is_open()) {
    auto [error, socket]{co_await acceptor.async_accept(awaited)};
    if(!error) {
      take(std::move(socket));
    } else if(error == net::error::operation_aborted || error == net::error::bad_descriptor) {
      co_return;
    } else {
      net::steady_timer pause{acceptor.get_executor(), breath};
      co_await pause.async_wait(awaited);
    }
  }
}

void raise_descriptor_limit() {
  rlimit limit{};
  if(getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

} // namespace jank::server
