#pragma once

#include "net/asio.hpp"

namespace jank::server {

// Listens on the address, on one of the ports that are wanted: the first that is free. 0 stands for any. Nothing when none is free or
// the address is none of this machine's; `failure` then says why.
std::optional<tcp::acceptor> listen_on(net::io_context &context, std::string const &host,
                                       std::vector<unsigned short> const &ports, std::string &failure);

// Takes connections as long as the acceptor is open, and survives times in which there are no file descriptors left.
net::awaitable<void> accept_all(tcp::acceptor &acceptor, std::function<void(tcp::socket)> take);

// As many file descriptors as the system lets this process have.
void raise_descriptor_limit();

} // namespace jank::server
