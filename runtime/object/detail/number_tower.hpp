#pragma once

// What number.cpp does not do itself: operations with a big integer, a ratio or a big decimal among the operands, and the errors
// of them all. Every value may be given; what is no number throws, naming the operation.

#include "object/big_integer.hpp"

namespace jank::object {

enum class wide_operation : std::uint8_t { add, subtract, multiply, divide, quotient, remainder, modulo };
enum class ordering : std::uint8_t { less, equal, greater, unordered };

object_ref calculate_wide(wide_operation operation, char const *name, object_ref a, object_ref b);
object_ref negate_wide(char const *name, object_ref a);
ordering compare_wide(char const *name, object_ref a, object_ref b);
// Of a big integer, a ratio or a big decimal.
big_integer *truncate_wide(object_ref v);
double wide_to_double(object_ref v);

[[noreturn]] void throw_not_a_number(object_ref v, char const *operation); // operation may be null
[[noreturn]] void throw_divide_by_zero(char const *operation, object_ref a, object_ref b);

} // namespace jank::object
