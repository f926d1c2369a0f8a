#pragma once

// How deep a value may be nested for what walks through it by recursion: equality, hashing, comparing,
// printing. An overflow of the host's stack cannot be caught in wasm, so the walk stops before it.

#include "object/error.hpp"

namespace jank::object {

inline constexpr int deepest_nesting{1000};

// Lives as long as the walk is inside one collection. Throws stack_overflow with `what` ("to print") when too
// many do.
class nesting {
public:
  explicit nesting(char const *what);
  ~nesting() { --depth_; }
  nesting(nesting const &) = delete;
  nesting &operator=(nesting const &) = delete;

private:
  static int depth_;
};

} // namespace jank::object
