#pragma once

// A running image, as the server knows it: what it has, what it works on, what waits for it.

#include "session/ports.hpp"

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace jank::server {

// Something that a page is sent and that it answers: a request, a module, a reload, an entry of the log.
struct work {
  enum class sort { request, module, reload, replay };

  std::string id;
  sort kind{sort::request};
  frame sent;
  unsigned n{};                   // of an entry of the log
  std::string session;            // of a request
  std::string editor_id;          // the id that whoever asked gave it
  json::object message;           // what enters the log if it changed something; without id
  std::string ns;                 // of a request in the session's own namespace: which one that was
  std::string module;             // the bytes of one
  std::vector<std::string> files; // of a reload
  bool in_session_ns{};           // of a request: it begins and may end in the session's own namespace
  bool to_all{};                  // others are to do it too, even if it changed nothing
  bool interrupted{};             // is to be stopped
  bool bad{};                     // an answer said that something failed
  unsigned answered{};            // answers that have come
  unsigned log_before{};          // the last entry of the log when it was sent
  bool given_up{};                // the page did not come back in time: whoever asked was told that it failed
  std::chrono::steady_clock::time_point sent_at{};
  // Each answer of the page, or one made for it, with id and session put right. Empty when nobody waits.
  std::function<void(json::object)> answer;
};

// What an image has of the log.
struct progress {
  unsigned acknowledged{}; // the last entry that was replayed, or that was there when it began
  std::set<unsigned> own;  // entries that it did itself, as requests

  std::string stale; // why it is not what the log makes of an image, when it is not

  bool has(unsigned n) const { return n <= acknowledged || own.contains(n); }
};

// Of a page that was given up: it may come back.
struct given_up_page {
  progress had;
  std::shared_ptr<work> current; // what it may still be working on
};

struct page {
  std::string name; // "p1"
  std::string title;
  std::string kind;
  page_port *port{}; // none while the connection is gone
  bool other_build{};
  std::string lost_id; // of the connection that is gone: a timer must know whether it is still about that one

  progress had;
  std::shared_ptr<work> current;
  std::deque<std::shared_ptr<work>> queue;

  bool connected() const { return port != nullptr && !other_build; }
};

} // namespace jank::server
