#pragma once

// How deep a value may be nested for what walks through it by recursion: equality, hashing, comparing,
// printing. The walk stops before it exhausts the host's stack, with a reason.

#include "object/error.hpp"

namespace jank::object {

inline constexpr int deepest_nesting{1000};

// Lives as long as the walk is inside one collection. Throws stack_overflow with `what` ("to print") when too
// many do.
class nesting {
public:
  explicit nesting(char const *what);
  ~nesting() { --depth_; }
  // After a trap, which ran no destructors.
  static int depth() { return depth_; }
  static void set_depth(int depth) { depth_ = depth; }
  nesting(nesting const &) = delete;
  nesting &operator=(nesting const &) = delete;

private:
  static int depth_;
};

} // namespace jank::object
