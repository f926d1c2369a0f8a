#include "session/router.hpp"

#include <catch_amalgamated.hpp>

using namespace jank::server;

namespace {

struct fake_page : page_port {
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

// A router whose time passes by hand.
struct bench {
  std::vector<std::function<void()>> timers;
  std::vector<std::string> lines;
  router r{{.build = "b1",
            .token = {},
            .page_address = "http://127.0.0.1:8080/",
            .after = [this](auto, auto f) { timers.push_back(std::move(f)); },
            .tell = [this](std::string const &line) { lines.push_back(line); },
            .open_position = {}}};

  void let_time_pass() {
    for(auto const &t : std::exchange(timers, {})) { t(); }
  }
  std::string join(fake_page &p, json::object more = {}) {
    json::object hello{{"op", "hello"}, {"build", "b1"}, {"name", "test"}, {"kind", "node"}, {"applied", 0}};
    for(auto const &entry : more) { hello[entry.key()] = entry.value(); }
    return r.connect_page(p, hello);
  }
  // The page answers what it was sent last.
  void answer(std::string const &name, fake_page const &p, json::object message) {
    message["id"] = p.last().at("id");
    r.page_said(name, std::move(message));
  }
  void done(std::string const &name, fake_page const &p, bool changed = false) {
    answer(name, p, {{"status", {"done"}}, {"changed", changed}});
  }
  std::string clone(unsigned editor, fake_editor &e) {
    r.editor_said(editor, {{"op", "clone"}, {"id", "0"}});
    return text_or(e.got.back(), "new-session", "");
  }
};

json::object eval(std::string_view id, std::string_view code, std::string_view session = "") {
  json::object m{{"op", "eval"}, {"id", id}, {"code", code}};
  if(!session.empty()) { m["session"] = session; }
  return m;
}

} // namespace

TEST_CASE("router: an eval goes to the page, its answers come back with the editor's id and session") {
  bench b;
  fake_page p;
  fake_editor e;
  std::string const page{b.join(p)};
  CHECK(text_or(p.got[0], "op", "") == "welcome");
  unsigned const editor{b.r.connect_editor(e)};
  std::string const session{b.clone(editor, e)};
  CHECK(session.size() == 36);

  b.r.editor_said(editor, eval("7", "(+ 1 2)", session));
  CHECK(text_or(p.last(), "op", "") == "eval");
  CHECK(text_or(p.last(), "id", "").starts_with('s'));
  e.got.clear();
  b.answer(page, p, {{"out", "hi\n"}});
  b.answer(page, p, {{"value", "3"}, {"ns", "user"}});
  b.done(page, p);
  std::string const end{R"(,"id":"7","session":")" + session + "\"}\n"};
  CHECK(e.transcript() ==
        R"({"out":"hi\n")" + end + R"({"value":"3","ns":"user")" + end + R"({"status":["done"])" + end);
  CHECK(b.r.changes().last() == 0);
}

TEST_CASE("router: requests come one at a time, in order") {
  bench b;
  fake_page p;
  fake_editor e;
  std::string const page{b.join(p)};
  unsigned const editor{b.r.connect_editor(e)};
  b.r.editor_said(editor, eval("1", "a"));
  b.r.editor_said(editor, eval("2", "b"));
  CHECK(p.got.size() == 2); // welcome, a
  b.done(page, p);
  CHECK(text_or(p.last(), "code", "") == "b");
}

TEST_CASE("router: what changed a page goes to the others, and to those that come later, in order") {
  bench b;
  fake_page first;
  fake_page second;
  fake_editor e;
  std::string const p1{b.join(first)};
  std::string const p2{b.join(second)};
  unsigned const editor{b.r.connect_editor(e)};
  b.r.editor_said(editor, eval("1", "(def a 1)"));
  CHECK(second.got.size() == 1);
  b.answer(p1, first, {{"value", "#'user/a"}, {"ns", "user"}});
  b.done(p1, first, true);
  CHECK(integer_at(second.last(), "n") == 1);
  CHECK(text_or(second.last(), "code", "") == "(def a 1)");
  b.r.editor_said(editor, eval("2", "(def b 1)"));
  b.done(p1, first, true);
  // not before it has acknowledged the one before
  CHECK(integer_at(second.last(), "n") == 1);
  b.r.page_said(p2, {{"op", "applied"}, {"n", 1}});
  CHECK(integer_at(second.last(), "n") == 2);
  // evaluated where it was: the session's namespace
  CHECK(text_or(second.last(), "ns", "") == "user");
  b.r.page_said(p2, {{"op", "applied"}, {"n", 2}});

  fake_page third;
  std::string const p3{b.join(third)};
  CHECK(integer_at(third.last(), "n") == 1);
  b.r.editor_said(editor, {{"op", "eval"}, {"id", "3"}, {"code", "c"}, {"page", p3}});
  b.r.page_said(p3, {{"op", "applied"}, {"n", 1}});
  CHECK(integer_at(third.last(), "n") == 2);
  b.r.page_said(p3, {{"op", "applied"}, {"n", 2}});
  CHECK(text_or(third.last(), "code", "") == "c");
}

TEST_CASE("router: a page that failed to follow is reported") {
  bench b;
  fake_page first;
  fake_page second;
  fake_editor e;
  std::string const p1{b.join(first)};
  std::string const p2{b.join(second)};
  unsigned const editor{b.r.connect_editor(e)};
  b.r.editor_said(editor, eval("1", "(def a 1)"));
  b.done(p1, first, true);
  b.r.page_said(p2, {{"op", "applied"}, {"n", 1}, {"error", "no such namespace"}});
  CHECK(b.lines.back() == "p2 could not follow entry 1 of the log: no such namespace");
  CHECK(text_or(e.got.back(), "err", "") == b.lines.back() + "\n");
}

TEST_CASE("router: a page comes back with what it had") {
  bench b;
  fake_page p;
  fake_page other;
  fake_editor e;
  std::string const page{b.join(p)};
  std::string const run{text_or(p.got[0], "run", "")};
  std::string const second{b.join(other)};
  unsigned const editor{b.r.connect_editor(e)};
  b.r.editor_said(editor, eval("1", "(def a 1)"));
  b.done(page, p, true);
  b.r.page_said(second, {{"op", "applied"}, {"n", 1}});

  SECTION("the connection was a new one: its own requests are not replayed") {
    b.r.disconnect_page(page, p);
    b.r.editor_said(editor, {{"op", "eval"}, {"id", "2"}, {"code", "(def b 2)"}, {"page", second}});
    b.done(second, other, true);
    fake_page again;
    CHECK(b.join(again, {{"page", page}, {"run", run}}) == page);
    CHECK(integer_at(again.last(), "n") == 2);
    b.let_time_pass();
    CHECK(b.r.page_count() == 2);
  }
  SECTION("the old connection is not yet known to be gone") {
    fake_page again;
    CHECK(b.join(again, {{"page", page}, {"run", run}}) == page);
    CHECK(p.dropped);
    b.r.disconnect_page(page, p);
    CHECK(b.r.page_count() == 2);
  }
  SECTION("the page was reloaded: everything is replayed") {
    b.r.disconnect_page(page, p);
    fake_page again;
    CHECK(b.join(again) == "p3");
    CHECK(integer_at(again.last(), "n") == 1);
  }
  SECTION("it comes from another run of the server, where numbers meant something else") {
    fake_page again;
    b.join(again, {{"page", page}, {"run", "x"}, {"applied", 1}});
    CHECK(integer_at(again.last(), "n") == 1);
  }
  SECTION("it was given a request that it says it never got") {
    b.r.editor_said(editor, eval("2", "lost"));
    CHECK(text_or(p.last(), "code", "") == "lost");
    b.r.disconnect_page(page, p);
    fake_page again;
    b.join(again, {{"page", page}, {"run", run}, {"received", "s0"}});
    CHECK(text_or(again.last(), "code", "") == "lost");
  }
  SECTION("it goes on with the request that it has") {
    b.r.editor_said(editor, eval("2", "long"));
    std::string const id{text_or(p.last(), "id", "")};
    b.r.disconnect_page(page, p);
    fake_page again;
    b.join(again, {{"page", page}, {"run", run}, {"received", id}});
    CHECK(text_or(again.last(), "op", "") == "welcome");
    b.r.page_said(page, {{"id", id}, {"status", {"done"}}});
    CHECK(e.was_told("done"));
  }
}

TEST_CASE("router: requests wait for a page, but not for ever") {
  bench b;
  fake_editor e;
  unsigned const editor{b.r.connect_editor(e)};
  b.r.editor_said(editor, eval("1", "(early)"));
  SECTION("one comes") {
    fake_page p;
    b.join(p);
    CHECK(text_or(p.last(), "code", "") == "(early)");
    b.let_time_pass();
    CHECK(e.got.empty());
  }
  SECTION("none comes") {
    b.let_time_pass();
    CHECK(text_or(e.got[0], "err", "") == "no page is connected; open http://127.0.0.1:8080/ in a browser\n");
    CHECK(e.was_told("no-page"));
    CHECK(e.was_told("done"));
  }
}

TEST_CASE("router: a page that does not come back fails its request; what waits behind it goes to another") {
  bench b;
  fake_page p;
  fake_page other;
  fake_editor e;
  std::string const page{b.join(p)};
  b.join(other);
  unsigned const editor{b.r.connect_editor(e)};
  b.r.editor_said(editor, eval("1", "stuck"));
  b.r.editor_said(editor, eval("2", "behind"));
  b.r.disconnect_page(page, p);
  CHECK(e.got.empty());
  b.let_time_pass();
  CHECK(e.was_told("page-lost"));
  CHECK(text_or(other.last(), "code", "") == "behind");
}

TEST_CASE("router: a page of another build is told so and gets nothing") {
  bench b;
  fake_page p;
  b.join(p, {{"build", "old"}});
  CHECK(text_or(p.last(), "op", "") == "other-build");
  CHECK(b.r.page_count() == 0);

  fake_page q;
  std::string const page{b.join(q)};
  fake_editor e;
  unsigned const editor{b.r.connect_editor(e)};
  b.r.editor_said(editor, eval("1", "(def a 1)"));
  b.done(page, q, true);
  b.r.editor_said(editor, eval("2", "x"));
  b.r.build_changed("b2");
  CHECK(text_or(q.last(), "op", "") == "other-build");
  CHECK(e.was_told("page-lost"));
  CHECK(b.r.changes().last() == 0);
}

TEST_CASE("router: a request chooses its page; a session may be bound to one") {
  bench b;
  fake_page first;
  fake_page second;
  fake_editor e;
  b.join(first);
  std::string const p2{b.join(second, {{"name", "phone"}})};
  unsigned const editor{b.r.connect_editor(e)};
  std::string const session{b.clone(editor, e)};
  b.r.editor_said(editor, {{"op", "jank/page"}, {"id", "1"}, {"session", session}, {"page", p2}});
  CHECK(e.was_told("done"));
  b.r.editor_said(editor, eval("2", "here", session));
  CHECK(text_or(second.last(), "code", "") == "here");
  b.r.editor_said(editor, {{"op", "eval"}, {"id", "3"}, {"code", "named"}, {"page", "phone"}});
  b.done(p2, second);
  CHECK(text_or(second.last(), "code", "") == "named");
  b.r.editor_said(editor, {{"op", "eval"}, {"id", "4"}, {"code", "x"}, {"page", "p9"}});
  CHECK(e.was_told("no-page"));
  b.r.editor_said(editor, {{"op", "jank/pages"}, {"id", "5"}});
  CHECK(e.got.back().at("pages").as_array().size() == 2);

  b.r.editor_said(editor, {{"op", "eval"}, {"id", "6"}, {"code", "everywhere"}, {"page", "all"}});
  CHECK(text_or(first.last(), "code", "") == "everywhere");
  b.done(p2, second);
  b.done("p1", first);
  CHECK(text_or(second.last(), "code", "") == "everywhere");
}

TEST_CASE("router: what nREPL says of sessions and ops") {
  bench b;
  fake_editor e;
  unsigned const editor{b.r.connect_editor(e)};
  b.r.editor_said(editor, {{"op", "nonsense"}, {"id", "1"}});
  CHECK(e.transcript() == R"({"op":"nonsense","id":"1","status":["error","unknown-op","done"]})"
                          "\n");
  b.r.editor_said(editor, {{"id", "1"}});
  CHECK(e.was_told("unknown-op"));
  b.r.editor_said(editor, eval("2", "x", "no-such-session"));
  CHECK(e.was_told("unknown-session"));
  std::string const session{b.clone(editor, e)};
  b.r.editor_said(editor, {{"op", "ls-sessions"}, {"id", "3"}});
  CHECK(e.got.back().at("sessions") == json::value{session});
  b.r.editor_said(editor, {{"op", "describe"}, {"id", "4"}});
  for(char const *op :
      {"clone", "close", "describe", "eval", "load-file", "interrupt", "stdin", "ls-sessions", "completions",
       "complete", "lookup", "info", "eldoc", "ns-list", "macroexpand", "stacktrace", "cider/info"}) {
    CHECK(e.got.back().at("ops").as_object().contains(op));
  }
  b.r.editor_said(editor, {{"op", "close"}, {"id", "5"}, {"session", session}});
  CHECK(e.was_told("session-closed"));
  b.r.editor_said(editor, eval("6", "x", session));
  CHECK(has_status(e.got.back(), "unknown-session"));
}

TEST_CASE("router: interrupting") {
  bench b;
  fake_page p;
  fake_editor e;
  std::string const page{b.join(p)};
  unsigned const editor{b.r.connect_editor(e)};
  std::string const session{b.clone(editor, e)};
  auto const interrupt{[&](std::string_view id) {
    json::object m{{"op", "interrupt"}, {"id", "i"}, {"session", session}};
    if(!id.empty()) { m["interrupt-id"] = id; }
    b.r.editor_said(editor, m);
  }};
  interrupt("");
  CHECK(has_status(e.got.back(), "session-idle"));
  b.r.editor_said(editor, eval("1", "running", session));
  b.r.editor_said(editor, eval("2", "behind", session));
  CHECK_FALSE(b.r.interrupt_wanted(page));
  interrupt("9");
  CHECK(has_status(e.got.back(), "interrupt-id-mismatch"));

  // it has not begun: it never will
  interrupt("2");
  CHECK(has_status(e.got.back(), "interrupted"));
  CHECK(text_or(e.got.back(), "id", "") == "2");
  interrupt("1");
  CHECK(b.r.interrupt_wanted(page));
  CHECK(text_or(p.last(), "op", "") == "interrupt");
  b.r.page_said(page, {{"id", p.last().at("id")}, {"status", {"interrupted", "done"}}});
  CHECK_FALSE(b.r.interrupt_wanted(page));
  CHECK(text_or(e.got.back(), "id", "") == "1");
}

TEST_CASE("router: input for a session") {
  bench b;
  fake_page p;
  fake_editor e;
  std::string const page{b.join(p)};
  unsigned const editor{b.r.connect_editor(e)};
  std::string const session{b.clone(editor, e)};
  std::vector<std::optional<std::string>> read;
  auto const wait{[&] { b.r.wait_for_input(page, session, [&](auto const &text) { read.push_back(text); }); }};
  auto const type{[&](std::string_view text) {
    b.r.editor_said(editor, {{"op", "stdin"}, {"id", "1"}, {"session", session}, {"stdin", text}});
  }};
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
    b.r.disconnect_page(page, p);
    REQUIRE(read.size() == 1);
    CHECK_FALSE(read[0]);
  }
  SECTION("does not come when the request is interrupted") {
    b.r.editor_said(editor, eval("1", "(read-line)", session));
    wait();
    b.r.editor_said(editor, {{"op", "interrupt"}, {"id", "2"}, {"session", session}});
    REQUIRE(read.size() == 1);
    CHECK_FALSE(read[0]);
  }
}

TEST_CASE("router: changed files and modules") {
  bench b;
  std::vector<json::object> answers;
  auto const note{[&](json::object m) { answers.push_back(std::move(m)); }};
  SECTION("without a page they enter the log, the later ones in place of earlier ones") {
    b.r.reload({"a.jank"}, "direct", note);
    b.r.load_module("patches/x.cpp", "c++", "bytes", note);
    b.r.reload({"a.jank", "b.jank"}, "direct", note);
    CHECK(answers.size() == 3);
    CHECK(has_status(answers[0], "kept"));
    fake_page p;
    std::string const page{b.join(p)};
    CHECK(text_or(p.last(), "op", "") == "load-module");
    CHECK(integer_at(p.last(), "n") == 2);
    b.r.page_said(page, {{"op", "applied"}, {"n", 2}});
    CHECK(integer_at(p.last(), "n") == 3);
  }
  SECTION("one page tries; the others get what it took") {
    fake_page first;
    fake_page second;
    b.join(first);
    b.join(second);
    b.r.load_module("patches/x.cpp", "c++", "bytes", note);
    CHECK(second.got.size() == 1);
    b.answer("p1", first, {{"err", "refused"}, {"status", {"done", "error"}}});
    CHECK(second.got.size() == 1);
    CHECK(b.r.changes().last() == 0);
    // that it failed may be said before the end
    b.r.reload({"a.jank"}, "direct", note);
    b.answer("p1", first, {{"status", {"eval-error"}}});
    b.done("p1", first);
    CHECK(second.got.size() == 1);
    CHECK(b.r.changes().last() == 0);
    b.r.load_module("patches/x.cpp", "c++", "bytes", note);
    b.done("p1", first);
    CHECK(integer_at(second.last(), "n") == 1);
  }
}

TEST_CASE("router: a page asks too") {
  bench b;
  fake_page first;
  fake_page second;
  b.join(first);
  std::string const p2{b.join(second)};
  b.r.page_said(p2, {{"op", "eval"}, {"id", "c1"}, {"session", "panel"}, {"code", "(def a 1)"}});
  CHECK(text_or(second.last(), "code", "") == "(def a 1)");
  b.done(p2, second, true);
  CHECK(text_or(second.last(), "id", "") == "c1");
  CHECK(integer_at(first.last(), "n") == 1);
}

TEST_CASE("router: late, unknown and senseless messages of a page change nothing") {
  bench b;
  fake_page p;
  std::string const page{b.join(p)};
  for(json::object const &m : {json::object{},
                               {{"id", "s9"}, {"status", {"done"}}},
                               {{"op", "applied"}, {"n", 99}},
                               {{"op", "applied"}},
                               {{"op", "report"}},
                               {{"op", "eval"}, {"id", "s1"}},
                               {{"op", 5}}}) {
    b.r.page_said(page, m);
  }
  b.r.page_said("p77", {{"id", "s1"}});
  CHECK(p.got.size() == 1);
}

TEST_CASE("log: requests, reloads and modules are numbered alike") {
  change_log log;
  CHECK(log.add_request({{"op", "eval"}}).n == 1);
  CHECK(log.add_module({{"op", "load-module"}}, "xyz").n == 2);
  CHECK(log.add_reload({{"op", "reload"}}, {"a"}).n == 3);
  CHECK(log.after(1).size() == 2);
  CHECK(log.after(3).empty());
  log_entry const &again{log.add_reload({{"op", "reload"}}, {"b", "a"})};
  CHECK(again.id == "e4");
  CHECK(log.after(0).size() == 3);
  CHECK(log.after(0)[1]->sent.bytes->ends_with("xyz"));
}
