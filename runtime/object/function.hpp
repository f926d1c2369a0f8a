#pragma once

// Functions: closures over code that was emitted, and natives written in C++.
//
// One `function_type` stands for each `fn*` form (or native); closures made from it share it. entries[n] holds the code for
// n arguments. A variadic function with r required parameters has code taking r + 1 values (the last is the rest: a seq or
// nil); for n >= r without a fixed arity of n, entries[n] is a trampoline that makes the rest list and calls `variadic`.
// As in Clojure at most one arity is variadic and no fixed arity has more parameters than its required ones.

#include "object/object.hpp"

namespace jank::object {

struct function_type : object_type {
  std::uint32_t fixed_arities;    // bit n: there is a fixed arity of n
  std::int32_t variadic_required; // r, or -1
  entry variadic;                 // (self, a1..ar, rest), or null
  std::uint32_t captured_count;
  object_ref unit; // the unit the code belongs to, kept alive by its functions; nil for static code
};

struct function : heap_object {
  static constexpr kind object_kind{kind::function};
  object_ref meta;
  object_ref captured[]; // type()->captured_count of them

  function_type const *function_type_of() const { return static_cast<function_type const *>(type); }
};

struct arity_entry {
  int count;
  entry code;
};

// Sets flags, kind and all entries of `t` from the fixed arities and the variadic one (required = -1: none).
void fill_function_type(function_type &t, char const *name, arity_entry const *fixed, int fixed_count,
                        int variadic_required, entry variadic, std::uint32_t captured_count);

// Calls the variadic arity: its required parameters from `args`, then `rest` (a seq or nil). Requires that there is one.
// Lets collection happen.
object_ref call_variadic(function const *f, object_ref const *args, object_ref rest);

// A function object of a type, with `captured_count` words still nil.
function *make_function(function_type const *t);
// The same code and captured values with other metadata.
function *with_meta(function const *f, object_ref meta);

} // namespace jank::object
