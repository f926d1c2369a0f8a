#pragma once

// C functions as jank functions.
//
// A patch's function takes values only, without the `self` that every table entry takes, and knows nothing of roots. Between the two
// stands one trampoline for each number of parameters: it finds the C function in the function object and delays
// collection while it runs.

#include "object/object.hpp"

#include <optional>
#include <string_view>

namespace jank::patch {

struct signature {
  int parameters; // the list of further arguments included
  bool variadic;
};

// "2", "1+"; nothing for anything else.
std::optional<signature> parse_signature(std::string_view text);

// `name` is copied.
object::object_ref make_wrapper(std::string_view name, signature s, void *function);

} // namespace jank::patch
