#pragma once

// Objects for the collector's tests: a chain of links, and how many were found unreachable.

#include "memory/heap.hpp"

namespace chains {

struct link {
  link *next;
  int number; // odd
};

inline int finalized;

inline link *make_link(link *next, int number) {
  auto *const l{jank::memory::make<link>(next, number * 2 + 1)};
  jank::memory::on_unreachable(l, [](void *, void *) { ++finalized; }, nullptr);
  return l;
}

// Number n-1 comes first. Not inlined, and its callers are not either: the frames that held the links are gone.
[[gnu::noinline]] inline link *make_chain(int n) {
  link *first{};
  for(int i{0}; i < n; ++i) { first = make_link(first, i); }
  return first;
}

inline int length(link const *first) {
  int n{0};
  for(; first != nullptr; first = first->next) { ++n; }
  return n;
}

// Overwrites what earlier calls left on the shadow stack.
[[gnu::noinline]] inline void wipe_stack() {
  void *volatile words[4096];
  for(auto &word : words) { word = nullptr; }
}

// How many links were finalized by one collection.
inline int collect() {
  wipe_stack();
  finalized = 0;
  jank::memory::collect_now();
  return finalized;
}

} // namespace chains
