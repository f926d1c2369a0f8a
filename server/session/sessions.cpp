#include "session/sessions.hpp"

#include <random>

namespace jank::server {

namespace {

std::string random_digits(int count) {
  static std::random_device device;
  std::string text;
  while(count > 0) {
    for(std::uint32_t bits{device()}, i{}; i < 8 && count > 0; ++i, --count, bits >>= 4) {
      text += "0123456789abcdef"[bits & 15];
    }
  }
  return text;
}

} // namespace

std::string random_token() { return random_digits(32); }

std::string random_uuid() {
  std::string const d{random_digits(31)};
  return d.substr(0, 8) + "-" + d.substr(8, 4) + "-4" + d.substr(12, 3) + "-" + "89ab"[d[30] & 3] + d.substr(15, 3) +
         "-" + d.substr(18, 12);
}

std::string session_table::clone(session const *from) {
  std::string name{random_uuid()};
  session made;
  if(from != nullptr) {
    made.page = from->page;
    made.ns = from->ns;
  }
  sessions.emplace(name, std::move(made));
  return name;
}

session *session_table::find(std::string const &name) {
  auto const found{sessions.find(name)};
  return found == sessions.end() ? nullptr : &found->second;
}

std::vector<std::string> session_table::names() const {
  std::vector<std::string> all;
  for(auto const &[name, s] : sessions) { all.push_back(name); }
  return all;
}

} // namespace jank::server
