#pragma once

// Calling values from C++.
//
// `call` delays collection while the callee runs: C++ locals are invisible to the collector in wasm, so a C++ frame that did
// nothing about it must not see a collection below itself. C++ that keeps all its live values in `memory::rooted` locals
// uses `call_rooted` instead, which lets the callee collect. A forgotten root thus delays a collection; it never frees a live object.

#include "memory/safepoint.hpp"
#include "object/object.hpp"

#include <string_view>
#include <type_traits>

namespace jank::object {

// Stands for an immediate (nil, a fixnum, ...) where an object to call is wanted: its entries throw.
struct uncallable : heap_object {
  static constexpr kind object_kind{kind::uncallable};
  object_ref value;
};

// The heap object whose type answers a call of `v`: `v` itself, or for an immediate a fresh `uncallable` that throws.
heap_object *callable_of(object_ref v);

template <typename... Args> object_ref call_rooted(object_ref f, Args... args) {
  static_assert(sizeof...(Args) <= max_arity && (std::is_same_v<Args, object_ref> && ...));
  using signature = object_ref (*)(object_ref, Args...);
  heap_object *const self{f.is_heap() ? f.as_heap() : callable_of(f)};
  return reinterpret_cast<signature>(self->type->entries[sizeof...(Args)])(object_ref{self}, args...);
}

template <typename... Args> object_ref call(object_ref f, Args... args) {
  memory::collection_delay const delay;
  return call_rooted(f, args...);
}

// Calls `f` with `count` arguments from an array (any count; over max_arity only variadic functions take them).
object_ref call_array(object_ref f, object_ref const *args, int count);
object_ref call_array_rooted(object_ref f, object_ref const *args, int count);

// `(apply f args)`: `args` is anything seqable. A variadic function gets the unrealized tail, so infinite seqs are fine.
object_ref apply(object_ref f, object_ref args);
object_ref apply_rooted(object_ref f, object_ref args);

// Fills the entries of a type: all of them throw "not callable" / "wrong number of arguments", naming the value.
// For types made at run time; static ones are `static_type` (static_type.hpp).
void fill_uncallable(object_type &t);
void fill_wrong_arity(object_type &t);

// What those entries throw. `passed` is the number of arguments in words: "3", "more than 20".
[[noreturn]] void throw_not_callable(object_ref callee, std::string_view passed);
[[noreturn]] void throw_wrong_arity(object_ref callee, std::string_view passed);

} // namespace jank::object
