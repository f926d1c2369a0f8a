#include "session/router.hpp"

#include <algorithm>
#include <cstdio>

namespace jank::server {

namespace {

std::string milliseconds_since(std::chrono::steady_clock::time_point start) {
  char text[32];
  double const ms{std::chrono::duration<double, std::milli>{std::chrono::steady_clock::now() - start}.count()};
  std::snprintf(text, sizeof text, "%.1f ms", ms);
  return text;
}

// What a request was about, in a few words.
std::string title_of(work const &w) {
  constexpr std::size_t enough{60};
  std::string text{text_or(w.message, "op", "")};
  for(std::string_view const key : {"code", "file-name", "path"}) {
    if(auto const detail{text_at(w.message, key)}) { text += ' ' + *detail; }
  }
  for(std::string const &file : w.files) { text += ' ' + file; }
  std::ranges::replace(text, '\n', ' ');
  if(text.size() <= enough) { return text; }
  // not in the middle of a character
  std::size_t end{enough};
  while(end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) { --end; }
  return text.substr(0, end) + " ...";
}

bool worth_a_line(work const &w) {
  std::string const op{text_or(w.message, "op", "")};
  return w.kind != work::sort::request || op == "eval" || op == "load-file";
}

std::shared_ptr<work> replay_of(log_entry const &entry) {
  auto w{std::make_shared<work>()};
  w->kind = work::sort::replay;
  w->id = entry.id;
  w->n = entry.n;
  w->sent = entry.sent;
  return w;
}

} // namespace

router::router(router_settings given)
    : settings{std::move(given)}, run{random_token().substr(0, 12)}, log{mark_of_run()} {}

page *router::find_page(std::string const &name) {
  for(auto &[number, p] : pages) {
    if(p.name == name) { return &p; }
  }
  return nullptr;
}

page const *router::find_page(std::string const &name) const { return const_cast<router *>(this)->find_page(name); }

page *router::first_page() {
  for(auto &[number, p] : pages) {
    if(p.connected()) { return &p; }
  }
  return nullptr;
}

std::size_t router::page_count() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(pages, [](auto const &entry) { return entry.second.connected(); }));
}

// The page that says so, with what it has of the log; or a new one.
page &router::page_of(json::object const &hello, bool same_run, bool &is_new) {
  std::string const name{same_run ? text_or(hello, "page", "") : ""};
  page *const known{find_page(name)};
  is_new = known == nullptr;
  if(!is_new) { return *known; }
  unsigned const number{++pages_seen};
  page &made{pages[number]};
  made.name = "p" + std::to_string(number);
  // It was away for so long that its requests were given up.
  if(auto const found{gone.find(name)}; found != gone.end()) {
    made.name = name;
    made.had = std::move(found->second.had);
    made.current = std::move(found->second.current);
    gone.erase(found);
  }
  return made;
}

std::string router::connect_page(page_port &port, json::object const &hello) {
  bool const same_run{text_or(hello, "run", run) == run};
  bool is_new{};
  page &p{page_of(hello, same_run, is_new)};
  if(p.port != nullptr) { p.port->drop(); }
  p.port = &port;
  p.lost_id.clear();
  p.title = text_or(hello, "name", p.name);
  p.kind = text_or(hello, "kind", "browser");
  std::string const build{text_or(hello, "build", "")};
  p.other_build = build != settings.build;
  if(p.other_build) {
    port.send(text_frame({{"op", "other-build"}, {"build", settings.build}}));
    settings.tell("page " + p.name + " (" + p.title + ") belongs to another build; it is to be loaded anew");
    return p.name;
  }
  if(same_run) {
    unsigned const applied{
        static_cast<unsigned>(std::clamp<std::int64_t>(integer_at(hello, "applied").value_or(0), 0, log.last()))};
    p.had.acknowledged = std::max(p.had.acknowledged, applied);
  }
  std::vector<log_entry const *> const since{log.after(p.had.acknowledged)};
  auto const missing{std::ranges::count_if(since, [&](log_entry const *entry) { return !p.had.has(entry->n); })};
  json::array sources;
  for(std::string const &folder : settings.sources) { sources.emplace_back(folder); }
  json::object welcome{{"op", "welcome"},   {"page", p.name},     {"run", run},
                       {"log", log.last()}, {"missing", missing}, {"sources", std::move(sources)}};
  if(goes_on(p, text_or(hello, "received", ""))) { welcome["answered"] = p.current->answered; }
  if(!p.had.stale.empty()) { welcome["stale"] = p.had.stale; }
  port.send(text_frame(welcome));
  settings.tell("page " + p.name + (is_new ? " connected: " : " is back: ") + p.title + ", " + p.kind);
  replay(p);
  while(!waiting.empty()) {
    std::shared_ptr<work> const w{waiting.front()};
    waiting.pop_front();
    enqueue(p, w);
  }
  return p.name;
}

// Whether a page that is back works on what it was sent last. If it never got that, it is sent again, unless it was given up.
bool router::goes_on(page &p, std::string const &received) {
  if(p.current == nullptr) { return false; }
  bool const replayed{p.current->kind == work::sort::replay};
  if(received == p.current->id && !(replayed && p.had.has(p.current->n))) { return true; }
  // Of the log, whatever is missing is sent.
  if(!replayed && !p.current->given_up) { p.queue.push_front(p.current); }
  p.current.reset();
  return false;
}

// What it lacks comes before whatever waits.
void router::replay(page &p) {
  std::erase_if(p.queue, [](auto const &w) { return w->kind == work::sort::replay; });
  std::deque<std::shared_ptr<work>> missing;
  for(log_entry const *const entry : log.after(p.had.acknowledged)) {
    bool const under_way{p.current != nullptr && p.current->n == entry->n};
    if(p.had.has(entry->n) || under_way) { continue; }
    missing.push_back(replay_of(*entry));
  }
  p.queue.insert(p.queue.begin(), missing.begin(), missing.end());
  pump(p);
}

void router::enqueue(page &p, std::shared_ptr<work> w) {
  p.queue.push_back(std::move(w));
  pump(p);
}

void router::pump(page &p) {
  if(!p.connected() || p.current != nullptr || p.queue.empty()) { return; }
  p.current = p.queue.front();
  p.queue.pop_front();
  work &w{*p.current};
  w.sent_at = std::chrono::steady_clock::now();
  w.log_before = log.last();
  if(w.kind == work::sort::request) {
    json::object message{w.message};
    message["id"] = w.id;
    // Where the session is, on whatever page that was.
    if(session const *const s{sessions.find(w.session)}; s != nullptr && !s->ns.empty()) {
      message["session-ns"] = s->ns;
      if(w.in_session_ns) { w.ns = s->ns; }
    }
    w.sent = text_frame(message);
  }
  p.port->send(w.sent);
}

void router::page_said(std::string const &name, json::object message) {
  page *const p{find_page(name)};
  if(p == nullptr) { return; }
  std::optional<std::string> const op{text_at(message, "op")};
  if(!op) {
    page_answered(*p, std::move(message));
  } else if(*op == "applied") {
    page_applied(*p, message);
  } else if(*op == "report") {
    std::string const text{name + ": " + text_or(message, "kind", "error") + ": " + text_or(message, "message", "") +
                           " (" + text_or(message, "file", "?") + ":" + text_or(message, "line", "?") + ")"};
    settings.tell(text);
    tell_editors(text + "\n");
  } else if(*op == "open") {
    if(settings.open_position) { settings.open_position(message); }
  } else if(text_or(message, "id", "").starts_with('c')) {
    asker who;
    who.id = text_or(message, "id", "");
    who.session = text_or(message, "session", "");
    who.home = name;
    who.answer = [this, name](json::object answer) {
      if(page *const to{find_page(name)}; to != nullptr && to->port != nullptr) { to->port->send(text_frame(answer)); }
    };
    ask(std::move(who), std::move(message));
  }
}

void router::page_answered(page &p, json::object message) {
  std::shared_ptr<work> const w{p.current};
  // It may be late: the answer to something that was given up.
  if(w == nullptr || text_or(message, "id", "") != w->id) { return; }
  ++w->answered;
  bool const done{has_status(message, "done")};
  w->bad = w->bad || failed(message);
  note_namespace(*w, message, done);
  json::object const last{done ? message : json::object{}};
  if(w->answer) {
    message.erase("changed");
    message.erase("session-ns");
    w->answer(std::move(message));
  }
  if(!done) { return; }
  p.current.reset();
  finish(p, *w, last);
  pump(p);
}

// Where the session is after it.
void router::note_namespace(work &w, json::object const &answer, bool done) {
  std::optional<std::string> const moved{text_at(answer, "session-ns")};
  std::optional<std::string> const ns{moved || !w.in_session_ns ? moved : text_at(answer, "ns")};
  session *const s{ns ? sessions.find(w.session) : nullptr};
  if(s == nullptr) { return; }
  s->ns = *ns;
  // The page did not have the namespace, and goes on in another.
  if(moved && !done && w.in_session_ns) { w.ns = *moved; }
}

void router::page_applied(page &p, json::object const &message) {
  std::int64_t const n{integer_at(message, "n").value_or(0)};
  std::shared_ptr<work> const w{p.current};
  if(w == nullptr || w->kind != work::sort::replay || n != w->n) { return; }
  p.current.reset();
  p.had.acknowledged = std::max(p.had.acknowledged, w->n);
  if(auto const error{text_at(message, "error")}) {
    tell_all(p.name + " could not follow entry " + std::to_string(n) + " of the log: " + *error);
  }
  pump(p);
}

// The last answer has come.
void router::finish(page &p, work &w, json::object const &last) {
  // Any of its answers may have said so.
  bool const bad{w.bad};
  if(w.kind == work::sort::replay) {
    p.had.acknowledged = std::max(p.had.acknowledged, w.n);
    if(bad) {
      tell_all(p.name + " could not follow entry " + std::to_string(w.n) +
               " of the log: " + text_or(last, "err", text_or(last, "ex", "no reason given")));
    }
    return;
  }
  if(worth_a_line(w)) {
    settings.tell(p.name + ": " + title_of(w) + ": " + (bad ? "failed, " : "") + milliseconds_since(w.sent_at));
  }
  bool const changed{w.kind == work::sort::request ? truth_at(last, "changed") : !bad};
  if(changed && w.given_up && !taken_late(p, w)) { return; }
  if(changed) {
    log_entry const &entry{keep(w)};
    p.had.own.insert(entry.n);
    spread(p, entry);
  } else if(w.to_all && w.kind == work::sort::request) {
    for_each_connected([&](page &other) {
      if(&other == &p) { return; }
      auto copy{std::make_shared<work>(w)};
      copy->to_all = copy->bad = false;
      copy->answer = [this, name = other.name, who = w.answer](json::object answer) {
        if(!failed(answer) && !answer.contains("err")) { return; }
        if(auto const text{text_at(answer, "err")}) { settings.tell(name + ": " + *text); }
      };
      enqueue(other, std::move(copy));
    });
  }
}

// The page changed something by what it had been given up with. The log takes it in unless others have changed since: whoever asked was told
// that it failed, and may have asked again. Then the page is not where the log is.
bool router::taken_late(page &p, work const &w) {
  std::string const text{p.name + " has finished after all: " + title_of(w)};
  if(w.log_before == log.last()) {
    tell_all(text + "; the other pages get it");
    return true;
  }
  p.had.stale = text + ", but others had changed since; the page is to be loaded anew";
  tell_all(p.had.stale);
  if(p.port != nullptr) { p.port->send(text_frame({{"op", "stale"}, {"message", p.had.stale}})); }
  return false;
}

void router::spread(page const &from, log_entry const &given) {
  // The log may grow while others answer.
  log_entry const entry{given};
  for_each_connected([&](page &other) {
    if(&other != &from) { enqueue(other, replay_of(entry)); }
  });
}

void router::disconnect_page(std::string const &name, page_port const &port) {
  page *const p{find_page(name)};
  if(p == nullptr || p->port != &port) { return; }
  p->port = nullptr;
  p->lost_id = random_token();
  settings.tell("page " + name + " (" + p->title + ") is gone");
  release_input(name, nullptr);
  settings.after(settings.wait_for_return, [this, name, lost = p->lost_id] {
    if(page const *const still{find_page(name)}; still != nullptr && still->lost_id == lost) { forget(name); }
  });
}

void router::forget(std::string const &name) {
  auto const found{std::ranges::find_if(pages, [&](auto const &entry) { return entry.second.name == name; })};
  if(found == pages.end()) { return; }
  page lost{std::move(found->second)};
  pages.erase(found);
  std::shared_ptr<work> const begun{lost.current};
  if(begun != nullptr) { lost.queue.push_front(begun); }
  // A file or a module it gets again with the log.
  bool const may_finish{begun != nullptr && (begun->kind == work::sort::request || begun->kind == work::sort::replay)};
  if(!lost.other_build) { gone[name] = {std::move(lost.had), may_finish ? begun : nullptr}; }
  for(std::shared_ptr<work> const &w : lost.queue) {
    if(w->kind == work::sort::replay || w->given_up) { continue; }
    if(w->kind != work::sort::request) {
      // Files and modules are the same, whoever reads them.
      auto again{std::make_shared<work>(*w)};
      again->bad = false;
      again->answered = 0;
      send_change(std::move(again));
      continue;
    }
    // It had not begun with the rest: another one may.
    if(page *const other{first_page()}; other != nullptr && w != begun) {
      enqueue(*other, w);
      continue;
    }
    fail_work(*w, "page " + name + " went away before it had answered", "page-lost");
    w->given_up = true;
    w->to_all = false;
    w->answer = {};
  }
}

void router::fail_work(work &w, std::string const &text, std::string_view status) {
  if(!w.answer) { return; }
  w.answer({{"err", text + "\n"}});
  w.answer({{"status", json::array{"done", "error", status}}});
}

json::array router::describe_pages() const {
  json::array all;
  for(auto const &[number, p] : pages) {
    if(!p.connected()) { continue; }
    all.push_back(json::object{{"page", p.name},
                               {"name", p.title},
                               {"kind", p.kind},
                               {"busy", p.current != nullptr},
                               {"waiting", p.queue.size()}});
  }
  return all;
}

} // namespace jank::server
