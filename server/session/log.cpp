#include "session/log.hpp"

#include <algorithm>

namespace jank::server {

namespace {

json::object numbered(json::object message, log_entry const &entry) {
  message["id"] = entry.id;
  message["n"] = entry.n;
  return message;
}

} // namespace

log_entry change_log::begin_entry() const {
  unsigned const n{last() + 1};
  return {n, "e" + std::to_string(n) + mark, {}, {}};
}

log_entry const &change_log::keep(log_entry entry) {
  entries.push_back(std::move(entry));
  return entries.back();
}

log_entry const &change_log::add_request(json::object message) {
  log_entry entry{begin_entry()};
  entry.sent = text_frame(numbered(std::move(message), entry));
  return keep(std::move(entry));
}

log_entry const &change_log::add_reload(json::object message, std::vector<std::string> files) {
  for(log_entry &earlier : entries) {
    bool const covered{!earlier.files.empty() && std::ranges::all_of(earlier.files, [&](std::string const &file) {
      return std::ranges::find(files, file) != files.end();
    })};
    if(covered) { earlier.superseded = true; }
  }
  log_entry entry{begin_entry()};
  entry.sent = text_frame(numbered(std::move(message), entry));
  entry.files = std::move(files);
  return keep(std::move(entry));
}

log_entry const &change_log::add_module(json::object header, std::string_view module) {
  log_entry entry{begin_entry()};
  entry.sent = module_frame(numbered(std::move(header), entry), module);
  return keep(std::move(entry));
}

std::vector<log_entry const *> change_log::after(unsigned n) const {
  std::vector<log_entry const *> wanted;
  for(std::size_t i{n}; i < entries.size(); ++i) {
    if(!entries[i].superseded) { wanted.push_back(&entries[i]); }
  }
  return wanted;
}

} // namespace jank::server
