#include "memory/bdwgc.h"
#include "memory/collection.hpp"
#include "memory/early_collection.hpp"
#include "memory/heap.hpp"
#include "memory/interruption.hpp"
#include "memory/roots.hpp"
#include "memory/safepoint.hpp"
#include "memory/stack_room.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include <emscripten/emscripten.h>
#include <emscripten/heap.h>
#include <emscripten/stack.h>

namespace jank::memory {

free_lists scanned_objects{{}, collector_scanned};
free_lists atomic_objects{{}, collector_atomic};

namespace {

// A collection is due when as much was allocated since the last one as that one found alive, but not less than the
// minimum. With 4 MB alive an object of 16 bytes costs 7 ns by a minimum of 32 MB, 19 ns by one of 8. With nothing
// alive 32 MB costs a tenth more for objects of 16 bytes, and about two fifths for 136: it fits the caches less.
constexpr double allocation_per_live_byte{1.0};
constexpr std::size_t minimum_between_collections{std::size_t{32} << 20};
// Of the memory the image may have, what is left to malloc: C++ needs some to report that there is none.
constexpr std::size_t malloc_share{16};
// More than the frames of the compiler take.
constexpr std::ptrdiff_t dead_stack_bytes{std::ptrdiff_t{64} << 10};

struct heap_state {
  bool started;
  std::size_t limit;
  std::size_t bytes_between_collections{minimum_between_collections};
  std::uint64_t bytes_before_last_collection;
  std::uint64_t collections;
  double last_pause_ms;
  double longest_pause_ms;
  double total_pause_ms;
};
heap_state heap;

// Hands out what the collector gave; keeps count.
void *checked(void *memory) {
  if(memory == nullptr) [[unlikely]] {
    request_collection();
    throw std::bad_alloc{};
  }
  if(collector_bytes_since_collection() >= heap.bytes_between_collections) { request_collection(); }
  return memory;
}

// What is left on the lists would be kept by the heads, and a stale word that leads into a list would keep its rest.
void drop_free_lists() {
  std::ranges::fill(scanned_objects.heads, nullptr);
  std::ranges::fill(atomic_objects.heads, nullptr);
}

void set_next_collection() {
  std::size_t const live{collector_live_bytes()};
  auto const share{static_cast<std::size_t>(static_cast<double>(live) * allocation_per_live_byte)};
  // Near the limit collections come more often, so that memory is exhausted only when it is full of live objects.
  std::size_t const room{std::max((heap.limit - std::min(live, heap.limit)) / 2, minimum_between_collections / 32)};
  heap.bytes_between_collections = std::min(std::max(minimum_between_collections, share), room);
}

} // namespace

void initialize() {
  if(heap.started) { return; }
  heap.started = true;
  std::size_t const memory{emscripten_get_heap_max()};
  heap.limit = memory - memory / malloc_share;
  collector_start(mark_roots, heap.limit);
  set_next_collection();
  collector_exclude_static_data(&heap, sizeof heap);
  add_static_data();
  // Nothing is allocated yet; this tells bdwgc which pages words of the static data point into.
  collector_collect();
}

void *take_object_slowly(free_lists &lists, std::size_t bytes) {
  if(!heap.started) [[unlikely]] { initialize(); }
  ensure_room_to_allocate();
  poll_allocation();
  if(bytes > largest_small_object) { return checked(collector_take(lists.kind, bytes)); }
  std::size_t const granules{(bytes + object_granule - 1) / object_granule};
  lists.heads[granules] = checked(collector_take_list(lists.kind, std::max<std::size_t>(granules, 1) * object_granule));
  return take_object(lists, bytes);
}

void *allocate_root(std::size_t bytes) {
  initialize();
  ensure_room_to_allocate();
  // A word more: a container keeps the end of its memory, which must not be the start of what lies behind it.
  return checked(collector_take_root(bytes + sizeof(void *)));
}

void release_root(void *memory) { collector_release_root(memory); }

void on_unreachable(void *object, void (*finalize)(void *object, void *data), void *data) {
  if(collector_on_unreachable(object, finalize, data) == 0) { checked(nullptr); }
}

void clear_dead_stack() {
  auto *const top{reinterpret_cast<char *>(emscripten_stack_get_current())};
  auto *const end{reinterpret_cast<char *>(emscripten_stack_get_end())};
  std::ptrdiff_t const size{std::min(top - end, dead_stack_bytes)};
  std::memset(top - size, 0, static_cast<std::size_t>(size));
}

void collect() {
  initialize();
  ensure_room_to_collect();
  double const start{emscripten_get_now()};
  drop_free_lists();
  heap.bytes_before_last_collection += collector_bytes_since_collection();
  collector_collect();
  set_next_collection();
  ++heap.collections;
  heap.last_pause_ms = emscripten_get_now() - start;
  heap.longest_pause_ms = std::max(heap.longest_pause_ms, heap.last_pause_ms);
  heap.total_pause_ms += heap.last_pause_ms;
  clear_dead_stack();
  // bdwgc holds what it finalizes in its own locals.
  collection_delay const delay;
  collector_run_finalizers();
}

void collect_after(std::size_t bytes) {
  heap.bytes_between_collections = std::min(heap.bytes_between_collections, collector_bytes_since_collection() + bytes);
}

statistics read_statistics() {
  return {
      .bytes_allocated = heap.bytes_before_last_collection + collector_bytes_since_collection(),
      .collections = heap.collections,
      .heap_bytes = collector_heap_bytes(),
      .live_bytes = collector_live_bytes(),
      .last_pause_ms = heap.last_pause_ms,
      .longest_pause_ms = heap.longest_pause_ms,
      .total_pause_ms = heap.total_pause_ms,
  };
}

} // namespace jank::memory
