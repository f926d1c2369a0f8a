#pragma once

// Errors: what jank code throws and catches.
//
// Any value can be thrown. In C++ a throw of a jank value is an exception of type `thrown_value`, which keeps the value alive while
// it is in flight. What the runtime itself throws is an `error` object, the same as `ex-info` makes: message, data map, cause. Its
// data has the key :jank/error with one of the keywords of `error_kind`, so that programs can tell them apart.
//
// An error knows the calls that were running when it was made. What is kept is a number that stands for them (unit/trace.hpp), so that
// nothing is looked up for an error that is caught and forgotten.

#include "object/object.hpp"

#include <string_view>

namespace jank::object {

enum class error_kind : std::uint8_t {
  none, // ex-info
  arithmetic,
  type,
  arity,
  not_callable,
  index_out_of_bounds,
  illegal_argument,
  illegal_state,
  unresolved,
  reader,
  compiler,
  loader,
  out_of_memory,
  stack_overflow,
  trap, // wasm's own: unreachable code, a wild address, a call of the wrong type; and what JavaScript threw
};

struct error : heap_object {
  static constexpr kind object_kind{kind::error};
  error_kind why;
  object_ref message; // string or nil
  object_ref data;    // map or nil
  object_ref cause;   // or nil
  object_ref trace;   // a number of the trace source, the vector that was made of it, or nil
};

struct cpp_error : heap_object {
  static constexpr kind object_kind{kind::cpp_error};
  object_ref message;   // what() as a string, or nil
  object_ref type_name; // string, e.g. "std::runtime_error"
};

// The C++ side of `throw`. Each living one is a root of the collector.
class thrown_value {
public:
  explicit thrown_value(object_ref v);
  thrown_value(thrown_value const &);
  thrown_value &operator=(thrown_value const &) = delete;
  ~thrown_value();
  object_ref value;   // first: emitted code's helper reads it behind the exception's header
  std::int32_t trace; // of the trace source, when the value is no error and so has none itself; else 0

  // After a trap the frames that own exceptions are gone: what was made after `newest` was read is in flight no more.
  static std::uint64_t newest();
  static void forget_after(std::uint64_t number);

  // The root visitor for all that live (memory/heap.hpp).
  static void mark_in_flight(void (*mark)(void *));

private:
  std::uint64_t number_;
  thrown_value *previous_;
  thrown_value *next_;
};

// Who can tell the calls that are running: gives a number for them, not 0. Without one errors have no trace.
void set_trace_source(std::int32_t (*capture)());

[[noreturn]] void throw_value(object_ref v);
// What throw_error throws.
object_ref make_error_of(error_kind why, std::string_view message, object_ref data = nil);
[[noreturn]] void throw_error(error_kind why, std::string_view message, object_ref data = nil);
object_ref make_error(std::string_view message, object_ref data, object_ref cause);
// Made before it is needed: there is no memory for it then.
object_ref out_of_memory_error();
object_ref make_cpp_error(std::string_view type_name, std::string_view message);
// The message of any thrown value, for people: "integer overflow", or the value readably.
object_ref error_message(object_ref v);
char const *error_kind_name(error_kind k); // "arithmetic", "not-callable", ...

} // namespace jank::object
