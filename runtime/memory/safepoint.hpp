#pragma once

// When collection may happen. See memory/heap.hpp for the whole contract.

#include <cstdint>

extern "C" {
// Nonzero, the greatest number, when the next safepoint has something to do. Emitted code loads it at back-edges, and at entries in normal
// builds; in others the budget of calls stands for it there (interruption.hpp): it is used up when the request is raised.
extern std::int32_t jank_safepoint_request;
// Called by emitted code when the request is nonzero; collects unless a delay is in force. In that case it lowers the
// request, so that code under the delay does not call it again; the end of the delay raises it.
void jank_safepoint();
// Number of C++ frames below which collection must wait.
extern std::int32_t jank_collection_delays;
// The request's greatest number while a collection is due, 0 otherwise.
extern std::int32_t jank_collection_due;
}

namespace jank::memory {

// Raises the request when a collection is due and no delay is in force, else lowers it.
void renew_request();

// While one lives, safepoints do not collect. Held by the frames of C++ that call emitted code without rooting their
// locals. Exceptions may unwind through it.
class collection_delay {
public:
  collection_delay() { ++jank_collection_delays; }
  ~collection_delay() {
    if(--jank_collection_delays == 0 && jank_collection_due != 0) { renew_request(); }
  }
  collection_delay(collection_delay const &) = delete;
  collection_delay &operator=(collection_delay const &) = delete;
};

// For the event loop, when no frame is left: a wasm trap (stack overflow, unreachable) unwinds without destructors, and
// would leave its delays in force for ever.
void end_all_delays();

} // namespace jank::memory
