#pragma once

// Who may ask. A server on a developer's machine is reached by every page of every site that the developer's browser shows: by its address
// (Origin tells), and by a name of the attacker's that resolves to it (Host tells).

#include <string>
#include <string_view>
#include <vector>

namespace jank::server {

// What of a request decides.
struct visitor {
  std::string_view host;       // the header Host
  std::string_view origin;     // the header Origin; empty: none was sent
  std::string_view fetch_site; // Sec-Fetch-Site
  std::string_view fetch_mode; // Sec-Fetch-Mode
};

struct gate {
  std::vector<std::string> hosts; // names and addresses, without port, in small letters
  unsigned short port{};          // that of the server, and of every origin
  std::string token;              // empty where none is needed

  // Empty, or why the request is refused.
  std::string refusal(visitor const &v) const;
  bool knows(std::string_view given_token) const;
};

// The names under which a server that listens on `address` is asked for: loopback always, the address itself, and those that were allowed.
std::vector<std::string> known_hosts(std::string_view address, std::vector<std::string> const &allowed);
// Whether nobody beyond this machine reaches it: a number, or localhost.
bool is_loopback(std::string_view address);

} // namespace jank::server
