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

// What is wrong with a function that shall take so many values and return one, as in "takes 1 value"; "" when nothing is.
using function_check = std::string (*)(void *function, int parameters);

// Checks every row and makes its function; nothing is bound yet. `check` is null where functions cannot be looked into. Throws an
// `error` of kind loader that names the row and what is wrong with it.
using bound_functions = std::vector<bound_function, memory::allocator<bound_function>>;
bound_functions check_table(std::span<jank_patch_symbol const> table, missing_namespace policy, function_check check);

// Binds the functions of the patches that were linked into the image (JANK_PATCH_LINKED). Vars of namespaces that the program makes
// itself are bound before its forms run, which may call them, and again after, for those that it defines too.
void bind_linked_patches();

} // namespace jank::patch
