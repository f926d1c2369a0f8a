#include "watch/watcher.hpp"

#include "http/file_cache.hpp"
#include "wire/hash.hpp"

#include <algorithm>
#include <cstring>
#include <sys/inotify.h>

namespace jank::server {

namespace fs = std::filesystem;

namespace {

// How long nothing may happen before a save counts as done; how long it may take at most.
constexpr std::chrono::milliseconds pause{2};
constexpr std::chrono::milliseconds longest_save{100};
constexpr std::size_t most_folders{8192};
// A larger file is news whenever it is written.
constexpr std::uintmax_t largest_compared{std::uintmax_t{8} << 20};

constexpr std::uint32_t interesting{IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_ONLYDIR};

} // namespace

bool is_ignored(std::string_view name) {
  if(name.empty() || name.front() == '.' || name.front() == '#' || name.back() == '~') { return true; }
  if(name == "node_modules" || name == "4913") { return true; }
  for(std::string_view const end : {".swp", ".swx", ".swo", ".tmp", ".part", ".orig", ".bak"}) {
    if(name.ends_with(end)) { return true; }
  }
  return false;
}

watcher::watcher(net::io_context &context, taker saved)
    : events{context, inotify_init1(IN_NONBLOCK | IN_CLOEXEC)}, quiet{context}, saved{std::move(saved)} {
  net::co_spawn(context, listen(), net::detached);
}

bool watcher::add(fs::path const &folder) {
  std::error_code error;
  fs::path const real{fs::canonical(folder, error)};
  if(error) { return false; }
  add_tree(real, false);
  // It may be one of those that are watched already.
  return std::ranges::any_of(folders, [&real](auto const &watched) { return watched.second == real; });
}

void watcher::add_tree(fs::path const &folder, bool report) {
  if(folders.size() >= most_folders) { return; }
  int const id{inotify_add_watch(events.native_handle(), folder.c_str(), interesting)};
  if(id < 0) { return; }
  folders[id] = folder;
  // Files that came before the watch did.
  std::error_code error;
  for(fs::directory_iterator it{folder, error}, end; !error && it != end; it.increment(error)) {
    if(is_ignored(it->path().filename().native())) { continue; }
    if(it->is_directory(error) && !it->is_symlink(error)) {
      add_tree(it->path(), report);
    } else if(report) {
      note(it->path());
    }
  }
}

net::awaitable<void> watcher::listen() {
  alignas(inotify_event) char bytes[16384];
  while(true) {
    auto const [error, count]{co_await events.async_read_some(net::buffer(bytes), awaited)};
    if(error) { co_return; }
    take_events({bytes, count});
  }
}

void watcher::take_events(std::string_view bytes) {
  while(bytes.size() >= sizeof(inotify_event)) {
    inotify_event e;
    std::memcpy(&e, bytes.data(), sizeof e);
    std::string_view name{bytes.substr(sizeof e, e.len)};
    name = name.substr(0, name.find('\0'));
    bytes.remove_prefix(sizeof e + e.len);
    if((e.mask & IN_Q_OVERFLOW) != 0) {
      // Something was missed: what is known to have been read may be news.
      for(auto const &[file, hash] : contents) { note(file); }
      continue;
    }
    auto const found{folders.find(e.wd)};
    if(found == folders.end()) { continue; }
    if((e.mask & IN_IGNORED) != 0) {
      folders.erase(found);
      continue;
    }
    if(is_ignored(name)) { continue; }
    fs::path const path{found->second / name};
    if((e.mask & IN_ISDIR) != 0) {
      if((e.mask & (IN_CREATE | IN_MOVED_TO)) != 0) { add_tree(path, true); }
    } else if((e.mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0) {
      note(path);
    } else if((e.mask & IN_CREATE) != 0) {
      // A link is never written to. A file that was made will be, and closed.
      std::error_code error;
      if(fs::is_symlink(path, error) || fs::hard_link_count(path, error) > 1) { note(path); }
    }
  }
}

void watcher::note(fs::path const &file) {
  pending.insert(file);
  quiet.expires_after(pause);
  if(!settling) {
    settling = true;
    net::co_spawn(quiet.get_executor(), settle(), net::detached);
  }
}

net::awaitable<void> watcher::settle() {
  auto const deadline{std::chrono::steady_clock::now() + longest_save};
  while(std::chrono::steady_clock::now() < deadline) {
    // Each further event sets the timer anew, which ends the wait early.
    auto const [error]{co_await quiet.async_wait(awaited)};
    if(!error) { break; }
  }
  settling = false;
  std::vector<fs::path> news;
  for(fs::path const &file : std::exchange(pending, {})) {
    if(is_news(file)) { news.push_back(file); }
  }
  if(!news.empty()) { saved(std::move(news)); }
}

bool watcher::is_news(fs::path const &file) {
  std::error_code error;
  if(!fs::is_regular_file(file, error)) { return false; }
  if(fs::file_size(file, error) > largest_compared || error) { return true; }
  std::optional<std::string> const bytes{read_file(file)};
  if(!bytes) { return false; }
  std::string hash{content_hash(*bytes)};
  std::string &known{contents[file]};
  if(known == hash) { return false; }
  known = std::move(hash);
  return true;
}

} // namespace jank::server
