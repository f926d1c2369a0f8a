#include "router_bench.hpp"

using namespace jank::server;

TEST_CASE_METHOD(router_bench,
                 "router: an eval goes to the page, its answers come back with the editor's id and session") {
  join(p);
  CHECK(session.size() == 36);
  eval("7", "(+ 1 2)", in_session());
  CHECK(p.last_text("op") == "eval");
  CHECK(p.last_text("id").starts_with('s'));
  answer(p, {{"out", "hi\n"}});
  answer(p, {{"value", "3"}, {"ns", "user"}});
  done(p);
  std::string const end{R"(,"id":"7","session":")" + session + "\"}\n"};
  CHECK(e.transcript() ==
        R"({"out":"hi\n")" + end + R"({"value":"3","ns":"user")" + end + R"({"status":["done"])" + end);
  CHECK(r.changes().last() == 0);
}

TEST_CASE_METHOD(router_bench, "router: a session has one namespace, whatever page it is on") {
  join(p);
  join(other);
  eval("1", "(in-ns 'app)", in_session());
  CHECK_FALSE(p.last().contains("session-ns"));
  answer(p, {{"value", "app"}, {"ns", "app"}});
  done(p, true);
  apply(other);
  ask("jank/page", "2", in_session({{"page", other.name}}));
  SECTION("the page is told where the session is") {
    eval("3", "x", in_session());
    CHECK(other.last_text("session-ns") == "app");
    ask("completions", "4", in_session({{"prefix", "x"}}));
    done(other);
    CHECK(other.last_text("session-ns") == "app");
    CHECK_FALSE(other.last().contains("ns"));
  }
  SECTION("what a form did to it before it failed counts") {
    eval("3", "(do (in-ns 'b) (fails))", in_session());
    answer(other, {{"status", {"done"}}, {"session-ns", "b"}});
    CHECK_FALSE(told().contains("session-ns"));
    eval("4", "x", in_session());
    CHECK(other.last_text("session-ns") == "b");
  }
  SECTION("a page that has no such namespace says where it goes on, and what it changes enters the log as there") {
    eval("3", "(def a 1)", in_session());
    answer(other, {{"err", "there is no namespace app\n"}, {"session-ns", "user"}});
    done(other, true);
    CHECK(p.last_text("code") == "(def a 1)");
    CHECK(p.last_text("ns") == "user");
    CHECK_FALSE(p.last().contains("session-ns"));
  }
  SECTION("a new session begins where the one is that it is cloned from") {
    ask("clone", "3", in_session());
    std::string const made{text_or(told(), "new-session", "")};
    done(other);
    eval("4", "x", {{"session", made}});
    CHECK(other.last_text("session-ns") == "app");
  }
  SECTION("a request that names a namespace for itself does not move the session") {
    eval("3", "x", in_session({{"ns", "elsewhere"}}));
    CHECK(other.last_text("ns") == "elsewhere");
    CHECK(other.last_text("session-ns") == "app");
    answer(other, {{"value", "1"}, {"ns", "elsewhere"}});
    answer(other, {{"status", {"done"}}, {"session-ns", "app"}});
    eval("4", "x", in_session());
    CHECK(other.last_text("session-ns") == "app");
  }
}

TEST_CASE_METHOD(router_bench, "router: pages copy what a session that is cloned has, and forget one that is closed") {
  join(p);
  join(other);
  ask("clone", "1");
  CHECK(p.got.size() == 1);
  ask("clone", "2", in_session());
  for(fake_page const *const page : {&p, &other}) {
    CHECK(page->last_text("op") == "clone");
    CHECK(page->last_text("session") == session);
    CHECK(page->last_text("new-session") == text_or(told(), "new-session", ""));
    done(*page);
  }
  eval("3", "x", in_session());
  ask("close", "4", in_session());
  CHECK(has_status(told(), "session-closed"));
  // The last answer makes no session of that name again.
  answer(p, {{"value", "1"}, {"ns", "user"}});
  done(p);
  CHECK(p.last_text("op") == "close");
  ask("ls-sessions", "5");
  CHECK(std::ranges::find(told().at("sessions").as_array(), json::value(session)) ==
        told().at("sessions").as_array().end());
}

TEST_CASE_METHOD(router_bench, "router: requests come one at a time, in order") {
  join(p);
  eval("1", "a");
  eval("2", "b");
  CHECK(p.got.size() == 2); // welcome, a
  done(p);
  CHECK(p.last_text("code") == "b");
}

TEST_CASE_METHOD(router_bench, "router: a request chooses its page; a session may be bound to one") {
  join(p);
  join(other, {{"name", "phone"}});
  ask("jank/page", "1", in_session({{"page", other.name}}));
  CHECK(e.was_told("done"));
  eval("2", "here", in_session());
  CHECK(other.last_text("code") == "here");
  eval("3", "named", {{"page", "phone"}});
  done(other);
  CHECK(other.last_text("code") == "named");
  eval("4", "x", {{"page", "p9"}});
  CHECK(e.was_told("no-page"));
  ask("jank/pages", "5");
  CHECK(told().at("pages").as_array().size() == 2);

  eval("6", "everywhere", {{"page", "all"}});
  CHECK(p.last_text("code") == "everywhere");
  done(other);
  done(p);
  CHECK(other.last_text("code") == "everywhere");
}

TEST_CASE_METHOD(router_bench, "router: what nREPL says of sessions and ops") {
  ask("nonsense", "1");
  CHECK(e.transcript() == R"({"op":"nonsense","id":"1","status":["error","unknown-op","done"]})"
                          "\n");
  r.editor_said(editor, {{"id", "1"}});
  CHECK(e.was_told("unknown-op"));
  eval("2", "x", {{"session", "no-such-session"}});
  CHECK(e.was_told("unknown-session"));
  ask("ls-sessions", "3");
  CHECK(told().at("sessions") == json::array{session});
  ask("describe", "4");
  json::object const ops{told().at("ops").as_object()};
  for(char const *op : {"clone", "close", "describe", "interrupt", "stdin", "ls-sessions", "jank/pages", "jank/page"}) {
    CHECK(ops.contains(op));
  }
  for(char const *op : {"eval", "load-file", "completions", "complete", "lookup", "info", "eldoc", "ns-list", "ns-vars",
                        "apropos", "macroexpand", "stacktrace", "analyze-last-stacktrace", "reload"}) {
    CHECK(ops.contains(op));
    CHECK(ops.contains(std::string{"cider/"} + op));
  }
  ask("close", "5", in_session());
  CHECK(e.was_told("session-closed"));
  eval("6", "x", in_session());
  CHECK(has_status(told(), "unknown-session"));
}

TEST_CASE_METHOD(router_bench, "router: every op of a page gets to it, under either name") {
  join(p);
  for(char const *op : {"apropos", "cider/apropos", "cider/complete", "lookup"}) {
    ask(op, "1");
    CHECK(p.last_text("op") == op);
    done(p);
  }
}

TEST_CASE_METHOD(router_bench, "router: interrupting") {
  join(p);
  auto const interrupt{[&](std::string_view id) {
    ask("interrupt", "i", id.empty() ? in_session() : in_session({{"interrupt-id", id}}));
  }};
  interrupt("");
  CHECK(has_status(told(), "session-idle"));
  eval("1", "running", in_session());
  eval("2", "behind", in_session());
  CHECK_FALSE(r.interrupt_wanted(p.name));
  interrupt("9");
  CHECK(has_status(told(), "interrupt-id-mismatch"));

  // it has not begun: it never will
  interrupt("2");
  CHECK(has_status(told(), "interrupted"));
  CHECK(text_or(told(), "id", "") == "2");
  interrupt("1");
  CHECK(r.interrupt_wanted(p.name));
  CHECK(p.last_text("op") == "interrupt");
  answer(p, {{"status", {"interrupted", "done"}}});
  CHECK_FALSE(r.interrupt_wanted(p.name));
  CHECK(text_or(told(), "id", "") == "1");
}

TEST_CASE_METHOD(router_bench, "router: without a session, interrupting and input are for the connection's own") {
  join(p);
  eval("1", "(read-line)");
  std::string const own{p.last_text("session")};
  std::vector<std::optional<std::string>> read;
  r.wait_for_input(p.name, own, [&read](auto const &text) { read.push_back(text); });
  ask("stdin", "2", {{"stdin", "typed\n"}});
  CHECK(read.at(0) == "typed\n");
  ask("interrupt", "3");
  CHECK(has_status(told(), "done"));
  CHECK_FALSE(has_status(told(), "session-idle"));
  CHECK(r.interrupt_wanted(p.name));
}

TEST_CASE_METHOD(router_bench, "router: ops are described when more is wanted") {
  ask("describe", "1", {{"verbose?", 1}});
  for(auto const &op : told().at("ops").as_object()) {
    json::object const about{op.value().as_object()};
    INFO(op.key());
    CHECK_FALSE(text_or(about, "doc", "").empty());
    for(char const *key : {"requires", "optional"}) { CHECK(about.at(key).is_object()); }
  }
  json::object const eval_op{told().at("ops").at("eval").as_object()};
  CHECK(eval_op.at("requires").as_object().contains("code"));
  CHECK(eval_op.at("optional").as_object().contains("nrepl.middleware.print/quota"));
  ask("describe", "2");
  CHECK(told().at("ops").at("eval").as_object().empty());
}

namespace {

struct input_bench : router_bench {
  std::vector<std::optional<std::string>> read;

  input_bench() { join(p); }
  void wait() {
    r.wait_for_input(p.name, session, [this](auto const &text) { read.push_back(text); });
  }
  void type(std::string_view text) { ask("stdin", "1", in_session({{"stdin", text}})); }
};

} // namespace

TEST_CASE_METHOD(input_bench, "router: input for a session") {
  SECTION("comes to who waits") {
    wait();
    CHECK(read.empty());
    type("hello\n");
    CHECK(read.at(0) == "hello\n");
  }
  SECTION("is kept until somebody reads") {
    type("a\n");
    type("b\n");
    wait();
    CHECK(read.at(0) == "a\nb\n");
    wait();
    CHECK(read.size() == 1);
  }
  SECTION("ends with an empty one") {
    type("");
    wait();
    CHECK(read.at(0) == "");
  }
  SECTION("does not come when the page goes") {
    wait();
    leave(p);
    REQUIRE(read.size() == 1);
    CHECK_FALSE(read[0]);
  }
  SECTION("does not come when the request is interrupted") {
    eval("1", "(read-line)", in_session());
    wait();
    ask("interrupt", "2", in_session());
    REQUIRE(read.size() == 1);
    CHECK_FALSE(read[0]);
  }
}

TEST_CASE_METHOD(router_bench, "router: a page asks too") {
  join(p);
  join(other);
  say(other, {{"op", "eval"}, {"id", "c1"}, {"session", "panel"}, {"code", "(def a 1)"}});
  CHECK(other.last_text("code") == "(def a 1)");
  done(other, true);
  CHECK(other.last_text("id") == "c1");
  CHECK(p.last_entry() == 1);
}
