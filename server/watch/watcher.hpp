#pragma once

// Tells what was saved, by inotify.

#include "net/asio.hpp"

#include <set>

namespace jank::server {

// Names that editors make for themselves, hidden files and folders, and what is no source: node_modules.
bool is_ignored(std::string_view name);

class watcher {
public:
  using taker = std::function<void(std::vector<std::filesystem::path>)>;

  // `saved` gets files whose contents are others than before, all those of one save together: editors write, rename and touch in several
  // steps, and formatters save a second time. They need not exist any more when it comes.
  watcher(net::io_context &context, taker saved);

  // A folder, with those in it, also those that are made later. False when it cannot be watched.
  bool add(std::filesystem::path const &folder);

private:
  net::awaitable<void> listen();
  net::awaitable<void> settle();
  void take_events(std::string_view bytes);
  void add_tree(std::filesystem::path const &folder, bool report);
  void note(std::filesystem::path const &file);
  bool is_news(std::filesystem::path const &file);

  net::posix::stream_descriptor events;
  net::steady_timer quiet;
  taker saved;
  std::map<int, std::filesystem::path> folders;
  std::set<std::filesystem::path> pending;
  bool settling{};
  std::map<std::filesystem::path, std::string> contents; // hashes
};

} // namespace jank::server
