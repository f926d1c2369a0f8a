#include "session/log.hpp"

#include <catch_amalgamated.hpp>

using namespace jank::server;

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

TEST_CASE("log: the mark of a run is in its ids") {
  CHECK(change_log{"-ab"}.add_request({{"op", "eval"}}).id == "e1-ab");
}
