#include "session/ops.hpp"
#include "session/router.hpp"

#include <algorithm>

namespace jank::server {

std::map<std::string_view, router::handler> const &router::handlers() {
  static std::map<std::string_view, handler> const table{
      {"clone", &router::clone_session},       {"close", &router::close_session}, {"describe", &router::describe},
      {"ls-sessions", &router::list_sessions}, {"interrupt", &router::interrupt}, {"stdin", &router::take_input},
      {"jank/pages", &router::list_pages},     {"jank/page", &router::bind_page},
  };
  return table;
}

unsigned router::connect_editor(editor_port &port) {
  unsigned const number{++editors_seen};
  editors[number] = {&port, {}, {}, {}};
  settings.tell("editor e" + std::to_string(number) + " connected");
  return number;
}

void router::disconnect_editor(unsigned number) {
  // What it asked for goes on.
  if(editors.erase(number) > 0) { settings.tell("editor e" + std::to_string(number) + " is gone"); }
}

void router::editor_said(unsigned number, json::object message) {
  auto const found{editors.find(number)};
  if(found == editors.end()) { return; }
  asker who;
  who.from = &found->second;
  who.id = text_or(message, "id", "");
  who.session = text_or(message, "session", "");
  who.answer = [this, number](json::object answer) {
    if(auto const to{editors.find(number)}; to != editors.end()) { to->second.port->send(answer); }
  };
  who.from->last_id = who.id;
  ask(std::move(who), std::move(message));
}

void router::ask(asker who, json::object message) {
  // Sessions of pages are made by being named; those of editors by `clone`.
  if(!who.home.empty()) { sessions.get(who.session); }
  std::string const op{text_or(message, "op", "")};
  // What is said without a session is about the connection's own.
  if(who.session.empty() && who.from != nullptr && (op == "interrupt" || op == "stdin")) {
    who.session = who.from->session;
  }
  if(!who.session.empty() && sessions.find(who.session) == nullptr) {
    respond(who, {}, {"error", "unknown-session", "done"});
    return;
  }
  if(who.from != nullptr) { who.from->last_session = who.session; }
  if(auto const own{handlers().find(op)}; own != handlers().end()) {
    (this->*own->second)(who, message);
  } else if(is_page_op(op)) {
    forward(who, std::move(message));
  } else {
    respond(who, {{"op", op}}, {"error", "unknown-op", "done"});
  }
}

void router::respond(asker const &who, json::object message, std::initializer_list<std::string_view> statuses) {
  if(!who.id.empty()) { message["id"] = who.id; }
  if(!who.session.empty()) { message["session"] = who.session; }
  if(statuses.size() > 0) {
    json::array list;
    for(std::string_view const s : statuses) { list.emplace_back(s); }
    message["status"] = std::move(list);
  }
  who.answer(std::move(message));
}

std::shared_ptr<work> router::make_request(asker const &who, json::object message) {
  auto w{std::make_shared<work>()};
  w->id = next_id();
  w->session = who.session;
  w->editor_id = who.id;
  w->in_session_ns = text_or(message, "op", "").ends_with("eval") && text_or(message, "ns", "").empty();
  message.erase("page");
  message.erase("id");
  message["session"] = who.session;
  w->message = std::move(message);
  w->answer = [id = who.id, session = who.session, answer = who.answer](json::object m) {
    if(id.empty()) {
      m.erase("id");
    } else {
      m["id"] = id;
    }
    m["session"] = session;
    answer(std::move(m));
  };
  return w;
}

void router::forward(asker const &asking, json::object message) {
  asker who{asking};
  if(who.session.empty()) {
    if(who.from != nullptr && sessions.find(who.from->session) == nullptr) {
      who.from->session = sessions.clone(nullptr);
    }
    if(who.from != nullptr) { who.from->last_session = who.from->session; }
    who.session = who.from != nullptr ? who.from->session : "";
  }
  session const *const s{sessions.find(who.session)};
  std::string chosen{text_or(message, "page", s != nullptr ? s->page : "")};
  bool const to_all{chosen == "all" || (chosen.empty() && who.home.empty() && settings.eval_on_all)};
  if(chosen == "all") { chosen.clear(); }
  if(chosen.empty()) { chosen = who.home; }

  std::shared_ptr<work> const w{make_request(who, std::move(message))};
  w->to_all = to_all;
  page *p{first_page()};
  if(!chosen.empty()) {
    p = find_page(chosen);
    for(auto &[number, other] : pages) {
      if(p == nullptr && other.connected() && other.title == chosen) { p = &other; }
    }
    if(p == nullptr || p->other_build) {
      fail_work(*w, "there is no page '" + chosen + "'; the op jank/pages lists them", "no-page");
      return;
    }
  }
  if(p != nullptr) {
    enqueue(*p, w);
    return;
  }
  waiting.push_back(w);
  settings.after(settings.wait_for_page, [this, w] {
    if(std::erase(waiting, w) > 0) {
      fail_work(*w, "no page is connected; open " + settings.page_address + " in a browser", "no-page");
    }
  });
}

void router::clone_session(asker const &who, json::object const &) {
  std::string const made{sessions.clone(sessions.find(who.session))};
  // Its bindings are the pages'.
  if(!who.session.empty()) { tell_pages("clone", who.session, {{"new-session", made}}); }
  respond(who, {{"new-session", made}}, {"done"});
}

// What is to be done by every page, and is nobody's business but theirs.
void router::tell_pages(std::string_view op, std::string_view session, json::object message) {
  message["op"] = op;
  message["session"] = session;
  for_each_connected([&](page &p) {
    auto w{std::make_shared<work>()};
    w->id = next_id();
    w->message = message;
    enqueue(p, std::move(w));
  });
}

void router::close_session(asker const &who, json::object const &) {
  if(who.session.empty()) {
    respond(who, {}, {"error", "no-session", "done"});
    return;
  }
  sessions.close(who.session);
  // Pages may forget its bindings.
  tell_pages("close", who.session, {});
  respond(who, {}, {"session-closed", "done"});
}

void router::describe(asker const &who, json::object const &message) {
  auto const version{[](int major, int minor) {
    return json::object{{"major", major},
                        {"minor", minor},
                        {"incremental", 0},
                        {"version-string", std::to_string(major) + "." + std::to_string(minor) + ".0"}};
  }};
  json::object aux;
  if(page const *const p{first_page()}) {
    aux["page"] = p->name;
    if(session const *const s{sessions.find(who.session)}; s != nullptr && !s->ns.empty()) {
      aux["current-ns"] = s->ns;
    }
  }
  // Editors ask for the protocol's version, and which Clojure it is that answers.
  respond(who,
          {{"ops", describe_ops(truth_at(message, "verbose?"))},
           {"versions", json::object{{"nrepl", version(1, 0)}, {"clojure", version(1, 12)}, {"jank", version(0, 1)}}},
           {"aux", std::move(aux)}},
          {"done"});
}

void router::list_sessions(asker const &who, json::object const &) {
  json::array names;
  for(std::string const &name : sessions.names()) { names.emplace_back(name); }
  respond(who, {{"sessions", std::move(names)}}, {"done"});
}

void router::interrupt(asker const &who, json::object const &message) {
  std::string const wanted{text_or(message, "interrupt-id", "")};
  std::shared_ptr<work> found;
  bool mismatch{};
  auto const matches{[&](std::shared_ptr<work> const &w) {
    if(w == nullptr || w->kind != work::sort::request || w->session != who.session) { return false; }
    bool const same{wanted.empty() || w->editor_id == wanted};
    mismatch = mismatch || !same;
    return same;
  }};
  auto const stop_waiting{[&](auto &queue) {
    auto const it{std::ranges::find_if(queue, matches)};
    if(it == queue.end()) { return false; }
    std::shared_ptr<work> const w{*it};
    queue.erase(it);
    respond(who, {}, {"done"});
    w->answer({{"status", json::array{"interrupted", "done"}}});
    return true;
  }};
  for(auto &[number, p] : pages) {
    if(matches(p.current)) {
      p.current->interrupted = true;
      respond(who, {}, {"done"});
      if(p.port != nullptr) { p.port->send(text_frame({{"op", "interrupt"}, {"id", p.current->id}})); }
      release_input(p.name, &who.session);
      return;
    }
  }
  for(auto &[number, p] : pages) {
    if(stop_waiting(p.queue)) { return; }
  }
  if(stop_waiting(waiting)) { return; }
  if(mismatch) {
    respond(who, {}, {"error", "interrupt-id-mismatch", "done"});
  } else {
    respond(who, {}, {"session-idle", "done"});
  }
}

void router::take_input(asker const &who, json::object const &message) {
  if(session *const s{sessions.find(who.session)}) {
    std::string const text{text_or(message, "stdin", "")};
    s->input += text;
    // No text means that there will be no more.
    s->input_ended = text.empty();
    auto const reader{std::ranges::find(readers, who.session, &input_waiter::session)};
    if(reader != readers.end()) {
      input_taker const taker{std::move(reader->taker)};
      readers.erase(reader);
      s->input_ended = false;
      taker(std::exchange(s->input, {}));
    }
  }
  respond(who, {}, {"done"});
}

void router::wait_for_input(std::string const &page, std::string const &name, input_taker taker) {
  session &s{sessions.get(name)};
  if(!s.input.empty() || s.input_ended) {
    s.input_ended = false;
    taker(std::exchange(s.input, {}));
  } else if(interrupt_wanted(page) || find_page(page) == nullptr || find_page(page)->port == nullptr) {
    taker({});
  } else {
    readers.push_back({page, name, std::move(taker)});
  }
}

bool router::interrupt_wanted(std::string const &name) const {
  page const *const p{find_page(name)};
  return p != nullptr && p->current != nullptr && p->current->interrupted;
}

void router::release_input(std::string const &page, std::string const *session) {
  std::list<input_waiter> released;
  for(auto it{readers.begin()}; it != readers.end();) {
    auto const next{std::next(it)};
    if(it->page == page && (session == nullptr || it->session == *session)) {
      released.splice(released.end(), readers, it);
    }
    it = next;
  }
  for(input_waiter const &r : released) { r.taker({}); }
}

void router::list_pages(asker const &who, json::object const &) {
  respond(who, {{"pages", describe_pages()}}, {"done"});
}

void router::bind_page(asker const &who, json::object const &message) {
  session *const s{sessions.find(who.session)};
  std::string const name{text_or(message, "page", "")};
  if(s == nullptr) {
    respond(who, {}, {"error", "no-session", "done"});
  } else if(!name.empty() && name != "all" && find_page(name) == nullptr) {
    respond(who, {{"err", "there is no page '" + name + "'\n"}}, {"error", "no-page", "done"});
  } else {
    s->page = name;
    respond(who, {{"page", name}}, {"done"});
  }
}

void router::tell_all(std::string const &text) {
  settings.tell(text);
  tell_editors(text + "\n");
}

void router::tell_editors(std::string const &text) {
  for(auto const &[number, e] : editors) {
    if(e.last_id.empty()) { continue; }
    json::object message{{"id", e.last_id}, {"err", text}};
    if(!e.last_session.empty()) { message["session"] = e.last_session; }
    e.port->send(message);
  }
}

} // namespace jank::server
