#pragma once

// A runtime with the core library's natives, and short ways to make values and call by name.

#include "catch2.hpp"
#include "memory/heap.hpp"
#include "namespace/native.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/print.hpp"

namespace jank::test {

using namespace jank::object;
using namespace jank::ns;

inline void start_image() {
  static bool const started{[] {
    memory::initialize();
    initialize_natives();
    return true;
  }()};
  (void)started;
}

inline object_ref number(std::int64_t n) { return make_long(n); }
inline object_ref text(std::string_view s) { return object_ref{make_string(s)}; }
inline object_ref key(std::string_view s) { return object_ref{make_keyword(s)}; }
inline object_ref name(std::string_view s) { return object_ref{make_symbol(s)}; }

// What clojure.core calls `function`.
inline object_ref core(std::string_view function) {
  start_image();
  var *const v{find_var(core_namespace(), make_symbol({}, function))};
  REQUIRE(v != nullptr);
  return v->value;
}
template <typename... Args> object_ref call_core(std::string_view function, Args... args) {
  return call(core(function), object_ref{args}...);
}
// The value `(function args...)` as it prints.
template <typename... Args> std::string result(std::string_view function, Args... args) {
  return to_readable(call_core(function, args...));
}

// The message of what `code` throws; empty when it throws nothing.
template <typename F> std::string thrown_message(F &&code) {
  try {
    code();
  } catch(thrown_value const &thrown) { return to_text(error_message(thrown.value)); }
  return {};
}

// A function value made from C++ code.
template <typename... Args> object_ref native_function(object_ref (*code)(object_ref, Args...)) {
  auto *const type{::new (memory::allocate_root(sizeof(function_type))) function_type{}};
  arity_entry const fixed{sizeof...(Args), reinterpret_cast<entry>(code)};
  fill_function_type(*type, "test/native", &fixed, 1, -1, nullptr, 0);
  return object_ref{make_function(type)};
}

// A namespace that no other test has.
inline name_space *fresh_namespace() {
  start_image();
  static int made{0};
  return intern_namespace("test.made-" + std::to_string(++made));
}

} // namespace jank::test
