#include "session/router.hpp"

namespace jank::server {

void router::reload(std::vector<std::string> files, std::string_view dependents, answer_taker taker) {
  auto w{std::make_shared<work>()};
  w->kind = work::sort::reload;
  w->id = next_id();
  json::array names;
  for(std::string const &f : files) { names.emplace_back(f); }
  w->message = {{"op", "reload"}, {"files", std::move(names)}, {"dependents", dependents}};
  json::object message{w->message};
  message["id"] = w->id;
  w->sent = text_frame(message);
  w->files = std::move(files);
  w->answer = std::move(taker);
  send_change(std::move(w));
}

void router::load_module(std::string const &path, std::string_view kind, std::string module, answer_taker taker) {
  auto w{std::make_shared<work>()};
  w->kind = work::sort::module;
  w->id = next_id();
  w->message = {{"op", "load-module"}, {"path", path}, {"kind", kind}};
  json::object header{w->message};
  header["id"] = w->id;
  w->sent = module_frame(header, module);
  w->module = std::move(module);
  w->answer = std::move(taker);
  send_change(std::move(w));
}

// One page tries it first; the others get what it took.
void router::send_change(std::shared_ptr<work> w) {
  if(page *const p{first_page()}) {
    enqueue(*p, std::move(w));
    return;
  }
  keep(*w);
  w->answer({{"status", json::array{"done", "kept"}}});
}

log_entry const &router::keep(work &w) {
  switch(w.kind) {
  case work::sort::module: return log.add_module(w.message, w.module);
  case work::sort::reload: return log.add_reload(w.message, w.files);
  default: break;
  }
  json::object message{w.message};
  // Elsewhere it is to be evaluated where it was here.
  if(!w.ns.empty()) { message["ns"] = w.ns; }
  return log.add_request(std::move(message));
}

void router::asset_changed(std::string const &path) {
  frame const f{text_frame({{"op", "asset"}, {"path", path}})};
  for_each_connected([&f](page &p) { p.port->send(f); });
}

void router::show_state(std::string_view state, std::string const &what) {
  frame const f{text_frame({{"op", "state"}, {"state", state}, {"what", what}})};
  for_each_connected([&f](page &p) { p.port->send(f); });
}

void router::show_diagnostics(json::array diagnostics) {
  frame const f{text_frame({{"op", "diagnostics"}, {"diagnostics", std::move(diagnostics)}})};
  for_each_connected([&f](page &p) { p.port->send(f); });
}

void router::build_changed(std::string build) {
  if(build == settings.build) { return; }
  settings.build = std::move(build);
  log = change_log{mark_of_run()};
  gone.clear();
  frame const f{text_frame({{"op", "other-build"}, {"build", settings.build}})};
  for(auto &[number, p] : pages) {
    p.other_build = true;
    p.had = {};
    if(p.current != nullptr) { p.queue.push_front(std::move(p.current)); }
    p.current.reset();
    for(std::shared_ptr<work> const &w : p.queue) {
      if(w->kind != work::sort::replay) {
        fail_work(*w, "another build is served now; load the page anew", "page-lost");
      }
    }
    p.queue.clear();
    if(p.port != nullptr) { p.port->send(f); }
  }
}

} // namespace jank::server
