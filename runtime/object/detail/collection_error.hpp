#pragma once

// The errors that collections have in common.

#include "object/object.hpp"

namespace jank::object::detail {

// "cannot conj onto 5: it is no collection"
[[noreturn]] void throw_not_a(char const *action, object_ref value, char const *wanted);
// "index 7 is out of bounds for a vector of 3"; without "of 3" when counting might not end.
inline constexpr std::int64_t unknown_count{-1};
[[noreturn]] void throw_out_of_bounds(std::int64_t index, char const *what, std::int64_t count);
// The index that `key` stands for; throws when it is no long.
std::int64_t index_of(object_ref key, char const *what);

} // namespace jank::object::detail
