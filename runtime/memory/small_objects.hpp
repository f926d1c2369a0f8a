#pragma once

// The common allocation, a few instructions in line: taking the first object of the free list of its size.
//
// A list holds free objects of one size, each zeroed but for its first word, which links to the next. An empty list is
// filled by the collector, up to one block (8 KB) at a time. Lists are dropped before each collection, which finds the
// objects left on them unreachable. Natively all lists stay empty.

#include <cstddef>

namespace jank::memory {

inline constexpr std::size_t object_granule{8};
inline constexpr std::size_t largest_small_object{256};

struct free_lists {
  void *heads[largest_small_object / object_granule + 1]; // by size in granules; the one of 0 holds objects of 1
  int kind;
};

// Hidden, so that code compiled with -fPIC reaches them without the global offset table.
[[gnu::visibility("hidden")]] extern free_lists scanned_objects;
[[gnu::visibility("hidden")]] extern free_lists atomic_objects;

// Fills the list and takes its first object; allocates objects of other sizes one by one. Throws std::bad_alloc.
[[gnu::noinline, gnu::returns_nonnull]] void *take_object_slowly(free_lists &lists, std::size_t bytes);

inline void *take_object(free_lists &lists, std::size_t bytes) {
  if(bytes <= largest_small_object) [[likely]] {
    void *&head{lists.heads[(bytes + object_granule - 1) / object_granule]};
    if(void *const object{head}; object != nullptr) [[likely]] {
      head = *static_cast<void **>(object);
      *static_cast<void **>(object) = nullptr;
      return object;
    }
  }
  return take_object_slowly(lists, bytes);
}

} // namespace jank::memory
