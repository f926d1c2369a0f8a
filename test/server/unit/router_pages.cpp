#include "router_bench.hpp"

using namespace jank::server;

TEST_CASE_METHOD(router_bench, "router: a page is welcomed with what it needs to know") {
  join(p);
  json::object const welcome{p.last()};
  CHECK(text_or(welcome, "op", "") == "welcome");
  CHECK(text_or(welcome, "page", "") == "p1");
  CHECK(integer_at(welcome, "missing") == 0);
  CHECK(welcome.at("sources") == json::array{"/home/a/src"});
  CHECK_FALSE(welcome.contains("answered"));
}

TEST_CASE_METHOD(router_bench,
                 "router: what changed a page goes to the others, and to those that come later, in order") {
  join(p);
  join(other);
  eval("1", "(def a 1)");
  CHECK(other.got.size() == 1);
  answer(p, {{"value", "#'user/a"}, {"ns", "user"}});
  done(p, true);
  CHECK(other.last_entry() == 1);
  CHECK(other.last_text("code") == "(def a 1)");
  eval("2", "(def b 1)");
  done(p, true);
  // not before it has acknowledged the one before
  CHECK(other.last_entry() == 1);
  apply(other);
  CHECK(other.last_entry() == 2);
  // evaluated where it was: the session's namespace
  CHECK(other.last_text("ns") == "user");
  apply(other);

  fake_page third;
  join(third);
  CHECK(integer_at(third.got[0], "missing") == 2);
  CHECK(third.last_entry() == 1);
  eval("3", "c", {{"page", third.name}});
  apply(third);
  CHECK(third.last_entry() == 2);
  apply(third);
  CHECK(third.last_text("code") == "c");
}

TEST_CASE_METHOD(router_bench, "router: what is replayed is evaluated where it was, whatever requests with a namespace "
                               "of their own came between") {
  join(p);
  auto const answered_in{[this](std::string_view ns) {
    answer(p, {{"value", "1"}, {"ns", ns}});
    done(p);
  }};
  eval("1", "(in-ns 'app)", in_session());
  answered_in("app");
  eval("2", "1", in_session({{"ns", "elsewhere"}}));
  answered_in("elsewhere");
  ask("load-file", "3", in_session({{"file", "(ns loaded)"}}));
  answered_in("user");
  eval("4", "(def a 1)", in_session());
  done(p, true);
  join(other);
  CHECK(other.last_text("ns") == "app");
}

TEST_CASE_METHOD(router_bench, "router: a page that failed to follow is reported") {
  join(p);
  join(other);
  eval("1", "(def a 1)");
  done(p, true);
  say(other, {{"op", "applied"}, {"n", 1}, {"error", "no such namespace"}});
  CHECK(lines.back() == "p2 could not follow entry 1 of the log: no such namespace");
  CHECK(text_or(told(), "err", "") == lines.back() + "\n");
}

namespace {

// Two pages that have one entry, which the first one did itself.
struct return_bench : router_bench {
  std::string run;
  fake_page again;

  return_bench() {
    join(p);
    run = p.last_text("run");
    join(other);
    eval("1", "(def a 1)");
    done(p, true);
    apply(other);
  }
  // The first page comes back over another connection.
  void come_back(json::object more = {}) {
    more["page"] = p.name;
    if(!more.contains("run")) { more["run"] = run; }
    join(again, more);
  }
  // The second page does something that the first one lacks.
  void change_other(std::string_view code) {
    eval("x", code, {{"page", other.name}});
    done(other, true);
  }
};

} // namespace

TEST_CASE_METHOD(return_bench, "router: of a page that comes back its own requests are not replayed") {
  leave(p);
  change_other("(def b 2)");
  come_back();
  CHECK(again.name == p.name);
  CHECK(integer_at(again.got[0], "missing") == 1);
  CHECK(again.last_entry() == 2);
  let_time_pass();
  CHECK(r.page_count() == 2);
}

TEST_CASE_METHOD(return_bench, "router: nor of one that was away for so long that it was given up") {
  leave(p);
  let_time_pass();
  CHECK(r.page_count() == 1);
  change_other("(def b 2)");
  come_back();
  CHECK(again.name == p.name);
  CHECK(again.last_entry() == 2);
  apply(again);
  CHECK(again.last_entry() == 2);
}

TEST_CASE_METHOD(return_bench, "router: a page comes back before its connection is known to be gone") {
  come_back();
  CHECK(again.name == p.name);
  CHECK(p.dropped);
  leave(p);
  CHECK(r.page_count() == 2);
}

TEST_CASE_METHOD(return_bench, "router: a page that was loaded anew gets everything") {
  leave(p);
  join(again);
  CHECK(again.name == "p3");
  CHECK(again.last_entry() == 1);
}

TEST_CASE_METHOD(return_bench, "router: numbers and names of another run of the server mean nothing") {
  come_back({{"run", "x"}, {"applied", 1}, {"received", "s1"}});
  CHECK(again.name == "p3");
  CHECK(again.last_entry() == 1);
}

TEST_CASE_METHOD(return_bench, "router: a request that a page never got is sent again") {
  eval("2", "lost");
  CHECK(p.last_text("code") == "lost");
  leave(p);
  SECTION("it got others before") { come_back({{"received", "s0"}}); }
  SECTION("it got none") { come_back(); }
  CHECK_FALSE(again.got[0].contains("answered"));
  CHECK(again.last_text("code") == "lost");
  done(again);
  CHECK(e.was_told("done"));
}

TEST_CASE_METHOD(return_bench,
                 "router: a page goes on with the request that it has, and learns how many answers came") {
  eval("2", "long");
  std::string const id{p.last_text("id")};
  answer(p, {{"out", "one"}});
  answer(p, {{"out", "two"}});
  leave(p);
  come_back({{"received", id}});
  CHECK(again.got.size() == 1);
  CHECK(integer_at(again.last(), "answered") == 2);
  say(again, {{"id", id}, {"status", {"done"}}});
  CHECK(e.was_told("done"));
}

TEST_CASE_METHOD(return_bench, "router: a page that works on an entry of the log does not get it twice") {
  change_other("(def b 2)");
  CHECK(p.last_entry() == 2);
  std::string const id{p.last_text("id")};
  change_other("(def c 3)");
  leave(p);
  SECTION("it is not done: it will say so") {
    come_back({{"received", id}});
    CHECK(again.got.size() == 1);
    CHECK(integer_at(again.last(), "missing") == 2);
    CHECK(integer_at(again.last(), "answered") == 0);
    say(again, {{"op", "applied"}, {"n", 2}});
  }
  SECTION("it has said so, but that was lost") {
    come_back({{"received", id}, {"applied", 2}});
    CHECK(integer_at(again.got[0], "missing") == 1);
    CHECK_FALSE(again.got[0].contains("answered"));
  }
  SECTION("it never got it") {
    come_back({{"received", "s0"}});
    CHECK(again.last_entry() == 2);
    apply(again);
  }
  CHECK(again.last_entry() == 3);
}

namespace {

// The first page is given up while it works on a form.
struct given_up_bench : return_bench {
  std::string id;

  given_up_bench() {
    eval("2", "(def late 1)");
    id = p.last_text("id");
    answer(p, {{"out", "one"}});
    leave(p);
    let_time_pass();
  }
  void finish(bool changed) { say(again, {{"id", id}, {"status", {"done"}}, {"changed", changed}}); }
  bool was_told_stale(fake_page const &page) const {
    return std::ranges::any_of(page.got, [](json::object const &m) { return text_or(m, "op", "") == "stale"; });
  }
};

} // namespace

TEST_CASE_METHOD(given_up_bench, "router: what a page was given up with enters the log when the page tells of it") {
  CHECK(e.was_told("page-lost"));
  std::size_t const told_before{e.got.size()};
  come_back({{"received", id}});
  CHECK(integer_at(again.got[0], "answered") == 1);
  eval("3", "next", {{"page", again.name}});
  CHECK(again.got.size() == 1);
  SECTION("it changed something") {
    finish(true);
    CHECK(r.changes().last() == 2);
    CHECK(other.last_text("code") == "(def late 1)");
    CHECK_FALSE(was_told_stale(again));
    CHECK(text_or(e.got.at(told_before), "err", "") ==
          "p1 has finished after all: eval (def late 1); the other pages get it\n");
  }
  SECTION("it changed nothing") {
    finish(false);
    CHECK(r.changes().last() == 1);
    CHECK(e.got.size() == told_before);
  }
  // No answer of it goes to the request that was told to have failed.
  CHECK(std::ranges::count_if(
            e.got, [](json::object const &m) { return has_status(m, "done") && text_or(m, "id", "") == "2"; }) == 1);
  CHECK(again.last_text("code") == "next");
}

TEST_CASE_METHOD(given_up_bench, "router: but not when others have changed since, whose changes it would undo") {
  change_other("(def late 2)");
  come_back({{"received", id}});
  finish(true);
  CHECK(r.changes().last() == 2);
  CHECK(was_told_stale(again));
  CHECK(text_or(told(), "err", "").starts_with("p1 has finished after all: eval (def late 1), but "));
  // What it lacks it gets nevertheless.
  CHECK(again.last_entry() == 2);
  apply(again);
  // It stays so.
  leave(again);
  fake_page third;
  join(third, {{"page", p.name}, {"run", run}});
  CHECK(third.got[0].contains("stale"));
  leave(third);
  let_time_pass();
  fake_page fourth;
  join(fourth, {{"page", p.name}, {"run", run}});
  CHECK(fourth.got[0].contains("stale"));
}

TEST_CASE_METHOD(given_up_bench, "router: a page that never got what it was given up with does not get it any more") {
  come_back({{"received", "s0"}});
  CHECK(again.got.size() == 1);
  CHECK_FALSE(again.got[0].contains("answered"));
  eval("3", "next", {{"page", again.name}});
  CHECK(again.last_text("code") == "next");
}

TEST_CASE_METHOD(given_up_bench, "router: a page that was given up with a form can be interrupted when it is back") {
  come_back({{"received", id}});
  ask("interrupt", "3", {{"session", text_or(e.got[0], "session", "")}});
  CHECK(has_status(told(), "done"));
  CHECK(r.interrupt_wanted(again.name));
}

TEST_CASE_METHOD(return_bench, "router: a page that was given up with an entry of the log does not get it twice") {
  change_other("(def b 2)");
  std::string const id{p.last_text("id")};
  leave(p);
  let_time_pass();
  come_back({{"received", id}});
  CHECK(again.got.size() == 1);
  CHECK(integer_at(again.got[0], "answered") == 0);
  say(again, {{"op", "applied"}, {"n", 2}});
  change_other("(def c 3)");
  CHECK(again.last_entry() == 3);
}

TEST_CASE_METHOD(return_bench, "router: of a page that was given up with a saved file another one reads it") {
  std::vector<json::object> answers;
  r.reload({"a.jank"}, "none", [&](json::object m) { answers.push_back(std::move(m)); });
  CHECK(p.last_text("op") == "reload");
  std::string const id{p.last_text("id")};
  answer(p, {{"err", "half of it\n"}, {"status", {"eval-error"}}});
  leave(p);
  SECTION("another one is there") {
    let_time_pass();
    CHECK(other.last_text("op") == "reload");
    done(other, true);
  }
  SECTION("none is there: it is kept") {
    leave(other);
    let_time_pass();
    CHECK(has_status(answers.back(), "kept"));
  }
  CHECK(r.changes().last() == 2);
  std::size_t const answered{answers.size()};
  come_back({{"received", id}});
  CHECK(again.last_entry() == 2);
  say(again, {{"id", id}, {"status", {"done"}}, {"changed", true}});
  apply(again);
  CHECK(answers.size() == answered);
  CHECK(r.changes().last() == 2);
}

TEST_CASE_METHOD(router_bench, "router: requests wait for a page, but not for ever") {
  eval("1", "(early)");
  SECTION("one comes") {
    join(p);
    CHECK(p.last_text("code") == "(early)");
    let_time_pass();
    CHECK(e.got.empty());
  }
  SECTION("none comes") {
    let_time_pass();
    CHECK(text_or(e.got[0], "err", "") == "no page is connected; open http://127.0.0.1:8080/ in a browser\n");
    CHECK(e.was_told("no-page"));
    CHECK(e.was_told("done"));
  }
}

TEST_CASE_METHOD(router_bench,
                 "router: a page that does not come back fails its request; what waits behind it goes to another") {
  join(p);
  join(other);
  eval("1", "stuck");
  eval("2", "behind");
  leave(p);
  CHECK(e.got.empty());
  let_time_pass();
  CHECK(e.was_told("page-lost"));
  CHECK(other.last_text("code") == "behind");
}

TEST_CASE_METHOD(router_bench, "router: late, unknown and senseless messages of a page change nothing") {
  join(p);
  for(json::object const &m : {json::object{},
                               {{"id", "s9"}, {"status", {"done"}}},
                               {{"op", "applied"}, {"n", 99}},
                               {{"op", "applied"}},
                               {{"op", "report"}},
                               {{"op", "eval"}, {"id", "s1"}},
                               {{"op", 5}}}) {
    say(p, m);
  }
  r.page_said("p77", {{"id", "s1"}});
  CHECK(p.got.size() == 1);
}
