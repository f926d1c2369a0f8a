#include "memory/collection.hpp"
#include "memory/early_collection.hpp"
#include "memory/heap.hpp"

#include <cstdlib>

#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#endif

namespace jank::memory {

free_lists scanned_objects{};
free_lists atomic_objects{};

namespace {

std::uint64_t bytes_allocated;

// Objects are never freed, which is no leak; what they alone lead to is none either.
void *allocate_for_ever(std::size_t bytes) {
#if __has_feature(address_sanitizer)
  __lsan::ScopedDisabler const not_a_leak;
#endif
  void *const memory{std::calloc(1, bytes == 0 ? 1 : bytes)};
  if(memory == nullptr) { throw std::bad_alloc{}; }
  bytes_allocated += bytes;
  return memory;
}

} // namespace

void initialize() {}

void *take_object_slowly(free_lists &, std::size_t bytes) { return allocate_for_ever(bytes); }
void *allocate_root(std::size_t bytes) { return allocate_for_ever(bytes); }
void release_root(void *memory) { std::free(memory); }

void add_root_range(void *, void *) {}
void remove_root_range(void *, void *) {}
void add_root_visitor(void (*)(mark_root)) {}
void on_unreachable(void *, void (*)(void *, void *), void *) {}

void collect() {}
void collect_after(std::size_t) {}
void clear_dead_stack() {}

statistics read_statistics() {
  statistics s{};
  s.bytes_allocated = bytes_allocated;
  return s;
}

} // namespace jank::memory
