#include "router_bench.hpp"

using namespace jank::server;

namespace {

struct changes_bench : router_bench {
  std::vector<json::object> answers;

  void reload(std::vector<std::string> files) { r.reload(std::move(files), "direct", note()); }
  void load_module() { r.load_module("patches/x.wasm", "c++", "bytes", note()); }

private:
  router::answer_taker note() {
    return [this](json::object m) { answers.push_back(std::move(m)); };
  }
};

} // namespace

TEST_CASE_METHOD(
    changes_bench,
    "router: without a page changed files and modules enter the log, later ones in place of earlier ones") {
  reload({"a.jank"});
  load_module();
  reload({"a.jank", "b.jank"});
  CHECK(answers.size() == 3);
  CHECK(has_status(answers[0], "kept"));
  join(p);
  CHECK(p.last_text("op") == "load-module");
  CHECK(p.last_entry() == 2);
  apply(p);
  CHECK(p.last_entry() == 3);
}

TEST_CASE_METHOD(changes_bench, "router: one page tries a change; the others get what it took") {
  join(p);
  join(other);
  load_module();
  CHECK(other.got.size() == 1);
  answer(p, {{"err", "refused"}, {"status", {"done", "error"}}});
  CHECK(other.got.size() == 1);
  CHECK(r.changes().last() == 0);
  // that it failed may be said before the end
  reload({"a.jank"});
  answer(p, {{"status", {"eval-error"}}});
  done(p);
  CHECK(other.got.size() == 1);
  CHECK(r.changes().last() == 0);
  load_module();
  done(p);
  CHECK(other.last_entry() == 1);
}

TEST_CASE_METHOD(changes_bench, "router: what is shown comes to every page at any time") {
  join(p);
  join(other);
  eval("1", "busy");
  r.show_state("compiling", "x.cpp");
  r.show_diagnostics({json::object{{"message", "no"}}});
  r.asset_changed("style.css");
  for(fake_page const *const page : {&p, &other}) {
    std::string ops;
    for(json::object const &m : page->got) { ops += text_or(m, "op", "") + " "; }
    CHECK(ops.ends_with("state diagnostics asset "));
  }
}

TEST_CASE_METHOD(changes_bench, "router: a page of another build is told so and gets nothing") {
  fake_page old;
  join(old, {{"build", "old"}});
  CHECK(old.last_text("op") == "other-build");
  CHECK(r.page_count() == 0);

  join(p);
  eval("1", "(def a 1)");
  done(p, true);
  eval("2", "x");
  r.build_changed("b2");
  CHECK(p.last_text("op") == "other-build");
  CHECK(e.was_told("page-lost"));
  CHECK(r.changes().last() == 0);
}
