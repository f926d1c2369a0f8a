#pragma once

// What changed a page, numbered from 1, in the form in which it is sent to others.

#include "wire/frame.hpp"

#include <string>
#include <vector>

namespace jank::server {

struct log_entry {
  unsigned n;
  std::string id; // of the message: "e", n, the log's mark
  frame sent;
  std::vector<std::string> files; // of a reload
  // A later reload has all its files, which pages read when they are told to: only the later one need be replayed.
  bool superseded{};
};

class change_log {
public:
  // What is added to ids, so that they are those of this run alone.
  explicit change_log(std::string mark = {}) : mark{std::move(mark)} {}

  unsigned last() const { return static_cast<unsigned>(entries.size()); }

  // Each takes the message without `id` and `n`, which the log gives it. The reference is valid until the next entry.
  log_entry const &add_request(json::object message);
  log_entry const &add_reload(json::object message, std::vector<std::string> files);
  log_entry const &add_module(json::object header, std::string_view module);

  // What a page that has everything up to n wants, in order.
  std::vector<log_entry const *> after(unsigned n) const;

private:
  log_entry begin_entry() const;
  log_entry const &keep(log_entry entry);

  std::string mark;
  std::vector<log_entry> entries;
};

} // namespace jank::server
