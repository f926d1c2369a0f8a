#include "http/gate.hpp"

#include <algorithm>

namespace jank::server {

namespace {

std::string small_letters(std::string_view text) {
  std::string small{text};
  for(char &c : small) {
    if(c >= 'A' && c <= 'Z') { c = static_cast<char>(c - 'A' + 'a'); }
  }
  return small;
}

struct authority {
  std::string host;
  std::string port; // empty: none
  bool valid{true};
};

// "name:port", "[::1]:port"; a name may end in a dot.
authority split_authority(std::string_view text) {
  authority a;
  std::size_t end{text.starts_with('[') ? text.find(']') : text.find(':')};
  if(text.starts_with('[')) {
    if(end == text.npos) { return {{}, {}, false}; }
    ++end;
  }
  end = std::min(end, text.size());
  a.host = small_letters(text.substr(0, end));
  if(a.host.ends_with('.')) { a.host.pop_back(); }
  std::string_view const rest{text.substr(end)};
  if(rest.empty()) { return a; }
  a.port = std::string{rest.substr(1)};
  a.valid = rest.front() == ':' && !a.port.empty() && a.port.size() <= 5 &&
            std::ranges::all_of(a.port, [](char c) { return c >= '0' && c <= '9'; });
  return a;
}

} // namespace

std::string gate::refusal(visitor const &v) const {
  auto const known{[&](std::string const &name) { return std::ranges::find(hosts, name) != hosts.end(); }};
  authority const host{split_authority(v.host)};
  if(v.host.empty() || !host.valid || !known(host.host)) {
    return "the host '" + std::string{v.host.substr(0, 100)} + "' is none of this server's; --allow-host adds one";
  }
  if(!v.origin.empty()) {
    std::string_view rest{v.origin};
    bool const http{rest.starts_with("http://")};
    rest.remove_prefix(http ? 7 : 0);
    authority const origin{split_authority(rest)};
    // A page of another port on this machine is another site. The port is the one that the browser itself asks, which a tunnel may change.
    bool const same_port{origin.port == std::to_string(port) || origin.port == host.port};
    if(!http || !origin.valid || !known(origin.host) || !same_port) {
      return "the origin '" + std::string{v.origin.substr(0, 100)} + "' is another site";
    }
  }
  if(v.fetch_site == "cross-site" && v.fetch_mode != "navigate") { return "the request comes from another site"; }
  return {};
}

bool gate::knows(std::string_view given) const {
  if(token.empty()) { return true; }
  // In the same time whatever is wrong with it.
  unsigned difference{given.size() != token.size()};
  for(std::size_t i{}; i < token.size(); ++i) {
    difference |= static_cast<unsigned char>(token[i]) ^ static_cast<unsigned char>(i < given.size() ? given[i] : 0);
  }
  return difference == 0;
}

bool is_loopback(std::string_view address) {
  if(address == "localhost" || address == "::1") { return true; }
  // 127.evil.example is a name of somebody's.
  return address.starts_with("127.") &&
         std::ranges::all_of(address, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

std::vector<std::string> known_hosts(std::string_view address, std::vector<std::string> const &allowed) {
  std::vector<std::string> names{"localhost", "127.0.0.1", "[::1]"};
  if(!address.empty() && address != "0.0.0.0" && address != "::") {
    names.push_back(address.find(':') != address.npos ? "[" + std::string{address} + "]" : small_letters(address));
  }
  for(std::string const &name : allowed) { names.push_back(small_letters(name)); }
  return names;
}

} // namespace jank::server
