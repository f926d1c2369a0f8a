#pragma once

// A router without sockets and clock: pages and editors that write down what they are sent, and time that passes by hand.

#include "session/router.hpp"

#include <catch_amalgamated.hpp>

namespace jank::server {

struct fake_page : page_port {
  std::string name;
  std::vector<json::object> got; // headers of binary frames too
  bool dropped{};

  void send(frame const &f) override {
    std::string_view text{*f.bytes};
    if(f.binary) {
      std::size_t const size{static_cast<unsigned char>(text[0]) + 256u * static_cast<unsigned char>(text[1])};
      text = text.substr(4, size);
    }
    got.push_back(*parse_object(text));
  }
  void drop() override { dropped = true; }
  json::object last() const { return got.empty() ? json::object{} : got.back(); }
  std::string last_text(std::string_view key) const { return text_or(last(), key, ""); }
  // The number of the entry of the log that came last; 0: it was none.
  std::int64_t last_entry() const { return integer_at(last(), "n").value_or(0); }
};

struct fake_editor : editor_port {
  std::vector<json::object> got;

  void send(json::object const &message) override { got.push_back(message); }
  std::string transcript() const {
    std::string text;
    for(json::object const &m : got) { text += json::serialize(m) + "\n"; }
    return text;
  }
  bool was_told(std::string_view status) const {
    return std::ranges::any_of(got, [&](json::object const &m) { return has_status(m, status); });
  }
};

// A router and an editor with a session, for TEST_CASE_METHOD. Pages come by `join`.
struct router_bench {
  std::vector<std::function<void()>> timers;
  std::vector<std::string> lines;
  router r{{.build = "b1",
            .page_address = "http://127.0.0.1:8080/",
            .sources = {"/home/a/src"},
            .after = [this](auto, auto f) { timers.push_back(std::move(f)); },
            .tell = [this](std::string const &line) { lines.push_back(line); },
            .open_position = {}}};
  fake_page p;
  fake_page other;
  fake_editor e;
  unsigned const editor{r.connect_editor(e)};
  std::string const session{clone()};

  router_bench() { e.got.clear(); }

  void let_time_pass() {
    for(auto const &t : std::exchange(timers, {})) { t(); }
  }

  void join(fake_page &who, json::object const &more = {}) {
    json::object hello{{"op", "hello"}, {"build", "b1"}, {"name", "test"}, {"kind", "node"}, {"applied", 0}};
    for(auto const &entry : more) { hello[entry.key()] = entry.value(); }
    who.name = r.connect_page(who, hello);
  }
  void leave(fake_page &who) { r.disconnect_page(who.name, who); }
  void say(fake_page const &who, json::object message) { r.page_said(who.name, std::move(message)); }
  // The page answers what it was sent last.
  void answer(fake_page const &who, json::object message) {
    message["id"] = who.last().at("id");
    say(who, std::move(message));
  }
  void done(fake_page const &who, bool changed = false) { answer(who, {{"status", {"done"}}, {"changed", changed}}); }
  // It has replayed the entry that it was sent last.
  void apply(fake_page const &who) { say(who, {{"op", "applied"}, {"n", who.last_entry()}}); }

  void ask(std::string_view op, std::string_view id, json::object more = {}) {
    more["op"] = op;
    if(!id.empty()) { more["id"] = id; }
    r.editor_said(editor, std::move(more));
  }
  // In the session when it is wanted, else in that of the connection.
  void eval(std::string_view id, std::string_view code, json::object more = {}) {
    more["code"] = code;
    ask("eval", id, std::move(more));
  }
  json::object in_session(json::object more = {}) const {
    more["session"] = session;
    return more;
  }
  json::object const &told() const { return e.got.back(); }

private:
  std::string clone() {
    ask("clone", "0");
    return text_or(e.got.back(), "new-session", "");
  }
};

} // namespace jank::server
