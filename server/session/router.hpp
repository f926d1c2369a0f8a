#pragma once

// The way between editors and pages: docs/reference/live-session.md says what goes over it. It knows no sockets and no clock, and is used
// from one thread.

#include "session/log.hpp"
#include "session/page.hpp"
#include "session/sessions.hpp"

#include <list>
#include <map>

namespace jank::server {

struct router_settings {
  std::string build;                               // what the served build is known by
  std::string page_address;                        // where a page is to be opened, for messages
  std::vector<std::string> sources;                // the folders of /source/, by number
  bool eval_on_all{};                              // requests that name no page go to all
  std::chrono::milliseconds wait_for_page{5000};   // how long a request waits when there is none
  std::chrono::milliseconds wait_for_return{3000}; // how long a page whose connection broke may take to come back
  std::function<void(std::chrono::milliseconds, std::function<void()>)> after;
  std::function<void(std::string const &)> tell;           // a line for the terminal
  std::function<void(json::object const &)> open_position; // somebody clicked at one
};

class router {
public:
  explicit router(router_settings settings);

  // The page that says `hello`: it is welcomed, or told that it belongs to another build. Its name.
  std::string connect_page(page_port &port, json::object const &hello);
  void page_said(std::string const &name, json::object message);
  // Nothing when the page has got another connection in the meantime.
  void disconnect_page(std::string const &name, page_port const &port);

  unsigned connect_editor(editor_port &port);
  void editor_said(unsigned editor, json::object message);
  void disconnect_editor(unsigned editor);

  // Whether the request that the page is working on is to be stopped.
  bool interrupt_wanted(std::string const &page) const;
  using input_taker = std::function<void(std::optional<std::string> const &)>;
  // Gives the session's input once there is some; nothing when the request is to be stopped or the page goes.
  void wait_for_input(std::string const &page, std::string const &session, input_taker taker);

  using answer_taker = std::function<void(json::object)>;
  // Files as paths below /source/. The answers of the page that reads them first go to `taker`, the last one with `done`; when there is
  // no page, one that says `kept` comes at once.
  void reload(std::vector<std::string> files, std::string_view dependents, answer_taker taker);
  void load_module(std::string const &path, std::string_view kind, std::string module, answer_taker taker);

  void asset_changed(std::string const &path);
  void show_state(std::string_view state, std::string const &what);
  void show_diagnostics(json::array diagnostics);
  // Another build is served now: pages are told to be loaded anew, and the log begins anew.
  void build_changed(std::string build);
  // Something went wrong that editors should see too.
  void tell_editors(std::string const &text);
  void tell_all(std::string const &text);

  void set_page_address(std::string address) { settings.page_address = std::move(address); }
  std::size_t page_count() const;
  change_log const &changes() const { return log; }

private:
  struct editor {
    editor_port *port;
    std::string session; // of its requests that name none
    std::string last_id; // of its last request: for what no request has asked for
    std::string last_session;
  };
  // Who asked, and how to answer: messages get the id and the session of the request.
  struct asker {
    answer_taker answer;
    std::string id;
    std::string session;
    std::string home; // the page that asks
    editor *from{};
  };
  struct waiting_request {
    std::shared_ptr<work> what;
  };
  struct input_waiter {
    std::string page;
    std::string session;
    input_taker taker;
  };

  // pages: router_pages.cpp
  page *find_page(std::string const &name);
  page const *find_page(std::string const &name) const;
  page *first_page();
  page &page_of(json::object const &hello, bool same_run, bool &is_new);
  bool goes_on(page &p, std::string const &received);
  void replay(page &p);
  void enqueue(page &p, std::shared_ptr<work> w);
  void pump(page &p);
  void page_answered(page &p, json::object message);
  void note_namespace(work &w, json::object const &answer, bool done);
  void page_applied(page &p, json::object const &message);
  void finish(page &p, work &w, json::object const &last);
  bool taken_late(page &p, work const &w);
  void spread(page const &from, log_entry const &entry);
  void forget(std::string const &name);
  void fail_work(work &w, std::string const &text, std::string_view status);
  json::array describe_pages() const;
  template <typename F> void for_each_connected(F const &f) {
    for(auto &[number, p] : pages) {
      if(p.connected()) { f(p); }
    }
  }

  // requests: router_requests.cpp
  using handler = void (router::*)(asker const &, json::object const &);
  static std::map<std::string_view, handler> const &handlers();
  void ask(asker who, json::object message);
  void forward(asker const &who, json::object message);
  std::shared_ptr<work> make_request(asker const &who, json::object message);
  void respond(asker const &who, json::object message, std::initializer_list<std::string_view> statuses);
  void clone_session(asker const &who, json::object const &message);
  void tell_pages(std::string_view op, std::string_view session, json::object message);
  void close_session(asker const &who, json::object const &message);
  void describe(asker const &who, json::object const &message);
  void list_sessions(asker const &who, json::object const &message);
  void interrupt(asker const &who, json::object const &message);
  void take_input(asker const &who, json::object const &message);
  void list_pages(asker const &who, json::object const &message);
  void bind_page(asker const &who, json::object const &message);
  void release_input(std::string const &page, std::string const *session);

  // changes: router_changes.cpp
  void send_change(std::shared_ptr<work> w);
  log_entry const &keep(work &w);

  // Pages may still be busy with what another run sent them.
  std::string mark_of_run() const { return "-" + run.substr(0, 6); }
  std::string next_id() { return "s" + std::to_string(++asked) + mark_of_run(); }

  router_settings settings;
  std::string run; // names this run
  change_log log;
  session_table sessions;
  std::map<unsigned, page> pages; // in the order in which they came
  std::map<std::string, given_up_page> gone;
  std::map<unsigned, editor> editors;
  std::list<std::shared_ptr<work>> waiting; // for a page
  std::list<input_waiter> readers;
  unsigned pages_seen{};
  unsigned editors_seen{};
  unsigned asked{};
};

} // namespace jank::server
