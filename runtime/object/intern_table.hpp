#pragma once

// A hash table of objects that exist once: interned strings, keywords. Open addressing with linear probing,
// at most half full. Its memory is a root, so what it holds is never collected. Constant initialisation;
// never destroyed.

#include "memory/heap.hpp"

#include <cstddef>
#include <cstdint>

namespace jank::object {

// T has a member `hash`, odd.
template <typename T> struct intern_table {
  // The object with `hash` for which `matches(object)` holds, or else what `make()` returns, which has that
  // hash. `make` does not use the table.
  template <typename Matches, typename Make> T *find_or_add(std::uint32_t hash, Matches &&matches, Make &&make) {
    if((count + 1) * 2 > capacity) { grow(); }
    auto slot{hash & (capacity - 1)};
    for(; slots[slot]; slot = (slot + 1) & (capacity - 1)) {
      if(slots[slot]->hash == hash && matches(slots[slot])) { return slots[slot]; }
    }
    slots[slot] = make();
    ++count;
    return slots[slot];
  }

  // The object with `hash` for which `matches(object)` holds, or null.
  template <typename Matches> T *find(std::uint32_t hash, Matches &&matches) const {
    if(capacity == 0) { return nullptr; }
    for(auto slot{hash & (capacity - 1)}; slots[slot]; slot = (slot + 1) & (capacity - 1)) {
      if(slots[slot]->hash == hash && matches(slots[slot])) { return slots[slot]; }
    }
    return nullptr;
  }

  T **slots{};
  std::uint32_t capacity{}; // a power of two
  std::uint32_t count{};

private:
  void grow() {
    auto const old_capacity{capacity};
    auto *const old{slots};
    auto const wider{old_capacity == 0 ? 1024 : old_capacity * 2};
    slots = static_cast<T **>(memory::allocate_root(wider * sizeof(T *)));
    capacity = wider;
    for(std::uint32_t i{}; i < old_capacity; ++i) {
      if(!old[i]) { continue; }
      auto slot{old[i]->hash & (capacity - 1)};
      while(slots[slot]) { slot = (slot + 1) & (capacity - 1); }
      slots[slot] = old[i];
    }
    if(old) { memory::release_root(old); }
  }
};

} // namespace jank::object
