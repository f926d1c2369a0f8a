#include "memory/safepoint.hpp"

#include "memory/collection.hpp"
#include "memory/heap.hpp"
#include "memory/interruption.hpp"

#include <limits>

// `used` exports them from a wasm module: emitted code finds them by name.
[[gnu::used]] std::int32_t jank_safepoint_request;
[[gnu::used]] std::int32_t jank_collection_delays;
[[gnu::used]] std::int32_t jank_collection_due;

namespace jank::memory {

namespace {

std::uint32_t stress_interval;
std::uint32_t safepoints_to_skip;

// Loops compare their countdown with the request.
constexpr std::int32_t raised{std::numeric_limits<std::int32_t>::max()};

// Under stress the request stays up after a collection, so that every safepoint is counted.
void collection_done() {
  safepoints_to_skip = stress_interval == 0 ? 0 : stress_interval - 1;
  jank_collection_due = stress_interval != 0 ? raised : 0;
  renew_request();
}

} // namespace

void renew_request() {
  jank_safepoint_request = jank_collection_delays == 0 ? jank_collection_due : 0;
  if(jank_safepoint_request != 0) {
    jank_call_budget = 0;
  } else if(jank_call_budget <= 0) {
    jank_call_budget = turns_between_polls;
  }
}

void request_collection() {
  safepoints_to_skip = 0;
  jank_collection_due = raised;
  renew_request();
}

void set_stress(std::uint32_t every_nth_safepoint) {
  stress_interval = every_nth_safepoint;
  if(every_nth_safepoint != 0) {
    request_collection();
    safepoints_to_skip = every_nth_safepoint - 1;
  }
}

void collect_now() {
  if(jank_collection_delays != 0) {
    request_collection();
    return;
  }
  collection_done();
  collect();
}

void end_all_delays() {
  jank_collection_delays = 0;
  renew_request();
}

} // namespace jank::memory

[[gnu::used]] void jank_safepoint() {
  using namespace jank::memory;
  poll();
  if(jank_safepoint_request == 0) { return; }
  if(jank_collection_delays != 0) {
    renew_request();
    return;
  }
  if(safepoints_to_skip != 0) {
    --safepoints_to_skip;
    return;
  }
  collection_done();
  collect();
}
