#include "memory/safepoint.hpp"

#include "catch2.hpp"
#include "memory/heap.hpp"
#include "memory/interruption.hpp"

using namespace jank;

namespace {

// What emitted code does at its safepoints. True when it had to call.
bool pass_turn() {
  if(jank_safepoint_request == 0) { return false; }
  jank_safepoint();
  return true;
}

bool pass_entry() {
  if(--jank_call_budget >= 0) { return false; }
  jank_safepoint();
  return true;
}

// No collection is due, no stress.
struct quiet {
  quiet() {
    memory::set_stress(0);
    memory::collect_now();
  }
  ~quiet() {
    memory::set_stress(0);
    memory::collect_now();
  }
};

} // namespace

TEST_CASE("a safepoint lowers the request by doing what is due") {
  quiet const setting;
  auto const pass_safepoint{GENERATE(pass_turn, pass_entry)};
  REQUIRE_FALSE(pass_safepoint());
  memory::request_collection();
  CHECK(pass_safepoint());
  CHECK_FALSE(pass_safepoint());
}

TEST_CASE("under a delay a safepoint is called at most once, and the request comes back with the delay's end") {
  quiet const setting;
  auto const pass_safepoint{GENERATE(pass_turn, pass_entry)};
  memory::request_collection();
  {
    memory::collection_delay const delay;
    CHECK(pass_safepoint());
    CHECK_FALSE(pass_safepoint());
    {
      memory::collection_delay const inner;
      CHECK_FALSE(pass_safepoint());
    }
    CHECK_FALSE(pass_safepoint());
  }
  CHECK(pass_safepoint());
  CHECK_FALSE(pass_safepoint());
}

TEST_CASE("a request made under a delay waits for its end") {
  quiet const setting;
  {
    memory::collection_delay const delay;
    memory::request_collection();
    CHECK(jank_safepoint_request == 0);
  }
  CHECK(jank_safepoint_request != 0);
}

TEST_CASE("collect_now under a delay waits for its end") {
  quiet const setting;
  auto const pass_safepoint{GENERATE(pass_turn, pass_entry)};
  {
    memory::collection_delay const delay;
    memory::collect_now();
    CHECK(jank_collection_due != 0);
  }
  CHECK(pass_safepoint());
}

TEST_CASE("an exception ends the delays it unwinds through") {
  quiet const setting;
  memory::request_collection();
  try {
    memory::collection_delay const outer;
    memory::collection_delay const inner;
    throw 1;
  } catch(int) {}
  CHECK(jank_collection_delays == 0);
  CHECK(jank_safepoint_request != 0);
}

TEST_CASE("delays whose destructors never ran can be ended") {
  quiet const setting;
  memory::request_collection();
  jank_collection_delays = 3;
  jank_safepoint();
  REQUIRE(jank_safepoint_request == 0);
  memory::end_all_delays();
  CHECK(jank_collection_delays == 0);
  CHECK(jank_safepoint_request != 0);
}

TEST_CASE("under stress the request is never lowered, save by a delay") {
  quiet const setting;
  auto const pass_safepoint{GENERATE(pass_turn, pass_entry)};
  memory::set_stress(3);
  for(int i{0}; i < 10; ++i) { CHECK(pass_safepoint()); }
  {
    memory::collection_delay const delay;
    CHECK(pass_safepoint());
    CHECK_FALSE(pass_safepoint());
  }
  CHECK(pass_safepoint());
  memory::set_stress(0);
  pass_safepoint();
  CHECK_FALSE(pass_safepoint());
}
