#pragma once

// Binding the functions of a patch's table.

#include "jank/patch.h"
#include "memory/heap.hpp"
#include "namespace/namespace.hpp"

#include <span>
#include <string>
#include <vector>

namespace jank::patch {

struct bound_function {
  ns::var *target;
  object::object_ref value;
};

enum class missing_namespace { refused, made };

// Checks every row and makes its function; nothing is bound yet. `parameter_count(function)` tells how many parameters a function really
// has, or -1 when that cannot be told. Throws an `error` of kind loader that names the row and what is wrong with it.
using parameter_counter = int (*)(void *function);
std::vector<bound_function, memory::allocator<bound_function>>
check_table(std::span<jank_patch_symbol const> table, missing_namespace policy, parameter_counter parameter_count);

// Binds the functions of the patches that were linked into the image (JANK_PATCH_LINKED).
void bind_linked_patches();

} // namespace jank::patch
