#include "session/request.hpp"

#include "memory/interruption.hpp"
#include "object/changes.hpp"
#include "object/collections.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "session/answers.hpp"
#include "session/host.hpp"
#include "session/json.hpp"
#include "session/printing.hpp"
#include "session/problem.hpp"
#include "session/sessions.hpp"
#include "session/sources.hpp"
#include "unit/guard.hpp"

#include <cstdlib>

namespace jank::session {

using namespace object;

request::request(std::string_view json) {
  message = read_json(json);
  op = text("op");
  if(op.starts_with("cider/")) { op.erase(0, std::string_view{"cider/"}.size()); }
  id = text("id");
  session = text("session");
}

object_ref request::get(std::string_view key) const {
  return is_map(message) ? map_get(message, make_keyword(key)) : nil;
}

std::string request::text(std::string_view key) const {
  object_ref const v{get(key)};
  return is<string>(v) ? std::string{cast<string>(v)->view()} : std::string{};
}

std::uint32_t request::number(std::string_view key, std::uint32_t otherwise) const {
  object_ref const v{get(key)};
  std::int64_t const n{is_long(v) ? as_long(v) : std::atoll(text(key).c_str())};
  return n > 0 && n <= 0xffffff ? static_cast<std::uint32_t>(n) : otherwise;
}

void report_problem(request const &r, problem const &p, bool told) {
  if(p.interrupted) { return; }
  if(!told) { r.reply().text("err", p.text + "\n").send(true); }
  answer a{r.reply()};
  if(is_wanted(r.get("nrepl.middleware.caught/print?"))) {
    constexpr std::size_t most_bytes{100'000};
    std::string shown;
    print_within(shown, p.thrown, true, most_bytes);
    a.text("nrepl.middleware.caught/throwable", shown);
  }
  a.text("ex", p.kind).text("root-ex", p.root_kind).status({"eval-error"});
  put_place(a, p);
  a.send(true);
}

void finish(request const &r, std::uint32_t changes_before, bool interrupted, bool failed) {
  answer a{r.reply()};
  a.value("changed", make_boolean(changes != changes_before));
  a.text("session-ns", namespace_of(session_named(r.session)));
  if(interrupted) {
    a.status({"interrupted", "done"});
  } else if(failed) {
    a.status({"error", "done"});
  } else {
    a.status({"done"});
  }
  a.send(false);
}

namespace {

struct operation {
  std::string_view name;
  void (*answer)(request const &r);
};

void clone(request const &r) {
  clone_session(r.session, r.text("new-session"));
  r.reply().status({"done"}).send(false);
}

void close(request const &r) {
  end_session(r.session);
  r.reply().status({"session-closed", "done"}).send(false);
}

constexpr operation operations[]{
    {"eval", evaluate}, {"load-file", load_text}, {"reload", reload}, {"clone", clone}, {"close", close},
};

// The session may have been on another page since it was here.
void follow_session(request const &r, session &s) {
  std::string const ns{r.text("session-ns")};
  if(ns.empty() || move_session(s, ns) || r.op != "eval") { return; }
  std::string const here{namespace_of(s)};
  r.reply()
      .text("err", "there is no namespace " + ns + " in this page: the session goes on in " + here + "\n")
      .text("session-ns", here)
      .send(true);
}

void handle(request const &r) {
  session &s{session_named(r.session)};
  s.request = r.id;
  follow_session(r, s);
  for(operation const &o : operations) {
    if(o.name == r.op) {
      o.answer(r);
      return;
    }
  }
  if(answer_in_jank(r)) { return; }
  r.reply().text("op", r.op).status({"error", "unknown-op", "done"}).send(false);
}

// What got past the operation itself: an interruption while it answered, memory exhausted.
void answer_failure(request const &r) {
  problem p;
  examine(p, std::current_exception(), {});
  report_problem(r, p);
  finish(r, changes - 1, p.interrupted, true);
}

void poll() {
  flush_waiting_output();
  if(jank_session_interrupted() != 0) { throw memory::interruption{}; }
}

} // namespace

} // namespace jank::session

#define JANK_EXPORT extern "C" __attribute__((used, visibility("default")))

JANK_EXPORT void jank_session_receive(char const *json) {
  using namespace jank;
  std::size_t const depth{ns::binding_depth()};
  try {
    session::request const r{json};
    try {
      unit::guarded([&r] { session::handle(r); });
    } catch(...) {
      ns::pop_bindings_to(depth);
      session::answer_failure(r);
    }
  } catch(...) {
    // It was no JSON, or answering failed twice: there is nobody to tell.
    ns::pop_bindings_to(depth);
  }
  memory::clear_dead_stack();
}

JANK_EXPORT void jank_session_begin() {
  using namespace jank;
  memory::set_poll(session::poll);
  // Before the server's files are there, so that it is not asked for files of the library's names.
  try {
    unit::guarded([] { session::load_answers(); });
  } catch(...) {
    // Whoever asks first will be told.
  }
}

JANK_EXPORT void jank_session_add_source_folder(char const *path) { jank::session::add_source_folder(path); }
