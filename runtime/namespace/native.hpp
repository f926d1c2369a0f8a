#pragma once

// Natives: functions of the core library written in C++. Each is declared in one place: a row of a table with its name,
// its arities, and its documentation. The tables of clojure.core are listed in natives_hot.cpp; linked_native.hpp tells how a normal
// image comes to hold only those rows of them that its program reaches.

#include "namespace/namespace.hpp"
#include "object/function.hpp"

#include <initializer_list>

namespace jank::ns {

// The address as a constant: rows are data that the linker may leave out. (The language forbids the cast in constants, clang computes it
// in the branch of __builtin_constant_p.)
template <typename Code> constexpr entry entry_of(Code *code) {
  return __builtin_constant_p(code) ? reinterpret_cast<entry>(code) : reinterpret_cast<entry>(code);
}

// Code for a fixed number of arguments: the count follows from the C++ signature (self is not counted).
struct native_arity : arity_entry {
  template <typename... Args>
  constexpr native_arity(object_ref (*code)(object_ref, Args...)) : arity_entry{sizeof...(Args), entry_of(code)} {}
};

// Code for a variadic arity, (self, a1 ... ar, rest): the last value is a seq of the other arguments, or nil.
struct native_variadic {
  int required{-1}; // r; -1: there is none
  entry code{nullptr};

  native_variadic() = default;
  template <typename... Args>
  constexpr native_variadic(object_ref (*f)(object_ref, Args...))
      : required{static_cast<int>(sizeof...(Args)) - 1}, code{entry_of(f)} {}
};

// Natives are called as emitted code calls its own functions: their callers keep what they hold on the shadow stack. A native
// that calls back into jank holds a collection_delay (object::call) or roots its locals (object::call_rooted).
struct native {
  char const *name;     // "nth" in the table's namespace
  char const *arglists; // "([coll index] [coll index not-found])": lists, vectors and symbols
  char const *doc;
  std::initializer_list<native_arity> arities;
  native_variadic variadic{};
};

// Interns and binds every row, with metadata :doc and :arglists and the origin :native; the table must live as long as the image.
void define_natives(char const *ns_name, native const *table, std::size_t count);
// The tables of clojure.core and jank.random, or what of them the image is linked with, and the vars that C++ reads. Once, at start.
void initialize_natives();

} // namespace jank::ns
