#include "memory/interruption.hpp"

#include "catch2.hpp"
#include "memory/heap.hpp"
#include "memory/safepoint.hpp"

using namespace jank;

namespace {

int polls;

// Nobody is asked before or after a test.
struct asking {
  explicit asking(void (*ask)()) {
    polls = 0;
    memory::set_poll(ask);
  }
  ~asking() { memory::set_poll(nullptr); }
};

void count_poll() { ++polls; }
void interrupt() { throw memory::interruption{}; }

} // namespace

TEST_CASE("a safepoint asks, and begins the count of calls anew") {
  asking const scope{count_poll};
  jank_call_budget = -1;
  jank_safepoint();
  CHECK(polls == 1);
  CHECK(jank_call_budget == memory::turns_between_polls);
}

TEST_CASE("a safepoint that nothing was requested of does not collect") {
  auto const before{memory::read_statistics().collections};
  jank_safepoint();
  CHECK(memory::read_statistics().collections == before);
}

TEST_CASE("whoever is asked may throw, and the request stays for the next safepoint") {
  asking const scope{interrupt};
  memory::request_collection();
  CHECK_THROWS_AS(jank_safepoint(), memory::interruption);
  CHECK(jank_safepoint_request != 0);
  CHECK(jank_call_budget <= 0);
  memory::set_poll(nullptr);
  jank_safepoint();
  CHECK(jank_safepoint_request == 0);
}

TEST_CASE("allocation asks now and then") {
  asking const scope{count_poll};
  for(int i{}; i < 1000; ++i) { memory::poll_allocation(); }
  CHECK(polls > 0);
  CHECK(polls < 1000);
}
