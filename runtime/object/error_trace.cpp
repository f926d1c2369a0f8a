#include "object/error_trace.hpp"

#include "memory/heap.hpp"

#include <cstdint>
#include <new>

namespace jank::object {

namespace {

// What the engine noted for an error, some kilobytes, lies outside of this heap, which does not grow by it. So that many errors in a row
// do not pile up there, a collection is asked for when more are kept than twice what the last one left and a margin: these many, few
// enough for the engine's young generation, and more of them where a collection takes longer, as more is alive.
constexpr std::size_t least_margin{2048};
constexpr std::size_t live_bytes_for_one_more{8192};
constexpr std::size_t value_traces_kept{1024};

constinit void (*release_source)(std::int32_t){};
constinit std::size_t kept{};
constinit std::size_t margin{least_margin};
constinit std::size_t collect_at{least_margin};
constinit std::int32_t value_traces[value_traces_kept]{};
constinit std::size_t next_value_trace{};

void let_go(std::int32_t trace) {
  --kept;
  collect_at = 2 * kept + margin;
  release_source(trace);
}

// The collector looks at what a finalizer is given: odd words are no addresses.
void *as_data(std::int32_t trace) { return reinterpret_cast<void *>((static_cast<std::uintptr_t>(trace) << 1) | 1u); }
void finalize(void *, void *data) { let_go(static_cast<std::int32_t>(reinterpret_cast<std::uintptr_t>(data) >> 1)); }

void disown(error *e) {
  if(release_source == nullptr || !e->trace.is_fixnum()) { return; }
  memory::on_unreachable(e, nullptr, nullptr);
  let_go(e->trace.as_fixnum());
}

} // namespace

void set_trace_release(void (*release)(std::int32_t trace)) { release_source = release; }

void own_trace(error *e) {
  if(release_source == nullptr || !e->trace.is_fixnum()) { return; }
  ++kept;
  try {
    memory::on_unreachable(e, finalize, as_data(e->trace.as_fixnum()));
  } catch(std::bad_alloc const &) {
    // The error matters more than its trace.
    let_go(e->trace.as_fixnum());
    e->trace = nil;
    return;
  }
  if(kept >= collect_at) {
    margin = least_margin + memory::read_statistics().live_bytes / live_bytes_for_one_more;
    collect_at = 2 * kept + margin;
    memory::request_collection();
  }
}

void replace_trace(error *e, std::int32_t trace) {
  disown(e);
  e->trace = trace == 0 ? nil : object_ref{make_fixnum(trace)};
  own_trace(e);
}

void settle_trace(error *e, object_ref looked_up) {
  disown(e);
  e->trace = looked_up;
}

void note_value_trace(std::int32_t trace) {
  if(release_source == nullptr || trace == 0) { return; }
  std::int32_t &place{value_traces[next_value_trace++ % value_traces_kept]};
  if(place != 0) { release_source(place); }
  place = trace;
}

} // namespace jank::object
