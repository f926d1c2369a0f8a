#pragma once

// The heap: bdwgc, which collects only at safepoints.
//
// The contract
//   - Allocation never collects. It counts bytes, and when enough were allocated since the last collection it raises
//     `jank_safepoint_request` (safepoint.hpp).
//   - Emitted code calls `jank_safepoint` at function entries and loop back-edges when the request is up. At such a
//     point every live pointer of emitted frames lies on the shadow stack (the memory between __stack_pointer and the
//     stack's base).
//   - A C++ frame below which emitted code runs either holds a `collection_delay` (safepoint.hpp; `object::call` does)
//     or has all its live pointers in `rooted` locals.
//   - Roots: static data, the shadow stack, `rooted` locals (they are on the shadow stack), memory from
//     `allocate_root`, ranges added with `add_root_range`, and what the root visitors mark.
//   - Only the exact start of an object keeps it, whether the word is in a root or in another object: keep the start.
//     (So odd words, and words that end in 2, 4 or 6, are never pointers.)
//   - Natively (unit tests, fuzzers; no emitted code) nothing is ever collected: allocation is calloc, so that
//     AddressSanitizer sees every overrun, and roots and finalizers are only accepted.
//
// Addresses of objects are 8-byte aligned. Memory comes zeroed. There is one thread.
//
// Containers of immer keep to this contract when their memory policy is made of `immer::heap_policy` over a heap that
// calls `allocate` (and `allocate_atomic` for `norefs_tag`; deallocation does nothing), `no_refcount_policy`, and the
// defaults that follow from these two (`gc_transience_policy`, no fewer-bigger-objects, no transient r-values): every
// pointer immer then keeps is the start of a node. The free-list policies and fewer-bigger-objects keep interior ones.

#include "memory/small_objects.hpp"

#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

namespace jank::memory {

struct statistics {
  std::uint64_t bytes_allocated; // in all, since the start; in whole free lists (up to 8 KB each)
  std::uint64_t collections;
  std::size_t heap_bytes; // taken from the system; never given back
  std::size_t live_bytes; // after the last collection
  double last_pause_ms;   // without finalizers
  double longest_pause_ms;
  double total_pause_ms;
};

// Once, before any other call. Idempotent. Static constructors that allocate before it find it done for them.
void initialize();

// Zeroed memory that the collector scans for pointers. Throws std::bad_alloc when memory is exhausted; a collection is
// then requested, and allocation may succeed after it.
inline void *allocate(std::size_t bytes) { return take_object(scanned_objects, bytes); }
// Zeroed memory that is never scanned: for numbers and text only.
inline void *allocate_atomic(std::size_t bytes) { return take_object(atomic_objects, bytes); }
// Memory that is scanned and never collected, until released.
void *allocate_root(std::size_t bytes);
void release_root(void *);

// Words of [begin, end) are roots until the range is removed. A second range with the same begin replaces the first.
void add_root_range(void *begin, void *end);
void remove_root_range(void *begin, void *end);

// `visit` is called in each collection and gives `mark` every pointer it knows of: for roots that lie in memory the
// collector does not scan, e.g. the values of exceptions in flight. Words that are no start of an object are ignored.
// `visit` must not allocate. For good: a visitor is never removed; adding one twice is adding it once.
using mark_root = void (*)(void *pointer);
void add_root_visitor(void (*visit)(mark_root mark));

// `finalize(object, data)` runs at a safepoint after the object became unreachable. `object` is what `allocate`
// returned; it and `data` are kept until then, so an object that `data` leads to is never finalized. It may allocate
// and call jank code but must not throw. One for each object: a later call replaces it, a null `finalize` removes it.
void on_unreachable(void *object, void (*finalize)(void *object, void *data), void *data);

// Collect at the next safepoint.
void request_collection();
// Collect at every n-th safepoint (0: only when needed). While n > 0 the request is never lowered.
void set_stress(std::uint32_t every_nth_safepoint);
// Collects now, or at the end of the delay when one is in force. Only where no unrooted pointer is held by any frame:
// from the event loop, or in tests.
void collect_now();
// Zeroes what dead frames left below the caller's. A frame that is laid over it may hold words it has not written yet, and the collector
// would take what lies there for roots. Every collection does it; so should C++ that is about to run a program after handling
// its values in a deep stack.
void clear_dead_stack();
statistics read_statistics();

template <typename T, typename... Args> T *make(Args &&...args) {
  return ::new (allocate(sizeof(T))) T{std::forward<Args>(args)...};
}
template <typename T, typename... Args> T *make_atomic(Args &&...args) {
  return ::new (allocate_atomic(sizeof(T))) T{std::forward<Args>(args)...};
}

// A local of C++ code that collection must see: its address is taken by an opaque use, so that it lies on the shadow
// stack to the end of its scope and every store reaches memory before a call. (The compiler may keep a second copy in a
// wasm local; objects do not move.) Only for locals and members of locals: a `rooted` in memory the collector does not
// scan roots nothing. There is no destructor on purpose: frames need no landing pad for it.
template <typename T> class rooted {
public:
  rooted() { pin(); }
  rooted(T v) : value_{v} { pin(); }
  rooted(rooted const &) = delete;
  rooted &operator=(rooted const &) = delete;
  rooted &operator=(T v) {
    value_ = v;
    pin();
    return *this;
  }
  operator T() const { return value_; }
  T get() const { return value_; }
  T operator->() const { return value_; }

private:
  void pin() { asm volatile("" : : "r"(&value_) : "memory"); }
  T value_{};
};

// For standard containers whose elements hold values.
template <typename T> struct allocator {
  using value_type = T;
  allocator() = default;
  template <typename U> allocator(allocator<U> const &) {}
  T *allocate(std::size_t n) { return static_cast<T *>(memory::allocate_root(n * sizeof(T))); }
  void deallocate(T *p, std::size_t) { memory::release_root(p); }
  template <typename U> bool operator==(allocator<U> const &) const { return true; }
};

} // namespace jank::memory
