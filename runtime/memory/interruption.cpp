#include "memory/interruption.hpp"

#include "memory/safepoint.hpp"

[[gnu::used]] std::int32_t jank_call_budget{jank::memory::turns_between_polls};

namespace jank::memory {

namespace {

// Each fills a list of up to 8 KB.
constexpr std::uint32_t allocations_between_polls{64};

using question = void (*)();
question ask_whether{};
std::uint32_t allocations;

} // namespace

void set_poll(void (*ask)()) { ask_whether = ask; }

void poll() {
  jank_call_budget = jank_safepoint_request == 0 ? turns_between_polls : 0;
  if(ask_whether != nullptr) { ask_whether(); }
}

void poll_allocation() {
  if(ask_whether == nullptr || ++allocations % allocations_between_polls != 0) { return; }
  ask_whether();
}

} // namespace jank::memory
