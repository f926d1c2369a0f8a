#pragma once

// What stands at the address of a heap object.
//
// The first word of every heap object points to its `object_type`: what the object is (kind, flags), its name, and a table of
// functions, one for each number of arguments. Calling *any* object with n arguments is therefore the same three loads and an
// indirect call: object -> type -> entries[n]. A type that cannot be called has entries that throw, so calling a
// non-function is an exception naming value and arity, never a trap. Immediates (nil, fixnums, ...) have no type; callers
// go through `callable_of` (call.hpp), vars keep the answer beside their value.
//
// Functions compiled from jank have one type for each `fn*` form (function.hpp); all other types are static.
// The offsets of the fields are part of the ABI of emitted code: codegen/abi.hpp repeats and checks them.

#include "object/value.hpp"

#include <cstddef>
#include <cstdint>

namespace jank::object {

// Largest number of positional parameters and of arguments that are passed positionally.
inline constexpr int max_arity = 20;

enum class kind : std::uint8_t {
  long_integer,
  double_float,
  string,
  keyword,
  symbol,
  list, // immutable linked list that knows its count; the empty list is one static object of this kind
  cons, // a first value before any seq
  lazy_seq,
  vector_seq, // seqs over the inside of other values
  string_seq,
  map_seq,
  long_range,
  iterate,
  vector,
  map_entry, // a vector of two
  array_map,
  hash_map,
  hash_set,
  function,
  var,
  unbound, // what a var without root value holds
  name_space,
  atom,
  volatile_box,
  delay,
  reduced,
  error,      // ex-info and every exception the runtime throws itself
  cpp_error,  // a C++ exception caught by jank code
  uncallable, // stands for an immediate where a callable is wanted (call.hpp)
  unit,       // code that was loaded at run time
  opaque,     // a C++ pointer in a box
  transient,  // a vector, map or set that is changed in place
  big_integer,
  ratio,
  big_decimal,
  regex,
  sorted_map,
  sorted_set,
  array, // mutable, of a fixed length
  multimethod,
  protocol,
  type_description, // what deftype, defrecord and reify make; its instances point to it
  instance,         // of such a type; records have the flag of maps
  inst,             // a point in time
  uuid,
  tagged_literal,
  reader_conditional,
  chunked_cons, // values side by side before any seq
  cell,         // a ref, agent, promise or future
  reducible,    // what two functions make a seq of and reduce
};
// For tables by kind.
inline constexpr std::size_t kind_count{static_cast<std::size_t>(kind::reducible) + 1};

enum type_flag : std::uint32_t {
  flag_number = 1u << 0,
  flag_seq = 1u << 1,        // seq?: has first and next as it is
  flag_sequential = 1u << 2, // sequential?: compared element by element with others of its sort
  flag_counted = 1u << 3,
  flag_associative = 1u << 4,
  flag_map = 1u << 5,
  flag_set = 1u << 6,
  flag_vector = 1u << 7,
  flag_named = 1u << 8, // keyword or symbol
  flag_ifn = 1u << 9,   // ifn?: can be called
};

// A table entry, called as `object_ref (*)(object_ref self, object_ref a1 ... an)`; in wasm the number of a table slot.
using entry = void (*)();

struct object_type {
  kind what;
  std::uint32_t flags;
  char const *name;             // for messages and `type`: "jank.runtime.keyword"
  entry entries[max_arity + 1]; // by number of arguments; every one is callable
};

struct heap_object {
  object_type const *type;
};

inline bool is(object_ref v, kind k) { return v.is_heap() && v.as_heap()->type->what == k; }
inline bool has_flag(object_ref v, std::uint32_t f) { return v.is_heap() && (v.as_heap()->type->flags & f) != 0; }

// Every concrete object is `struct x : heap_object` with `static constexpr kind object_kind`.
template <typename T> bool is(object_ref v) { return is(v, T::object_kind); }
template <typename T> T *cast(object_ref v) { return static_cast<T *>(v.as_heap()); } // requires is<T>(v)
template <typename T> T *try_cast(object_ref v) { return is<T>(v) ? cast<T>(v) : nullptr; }

} // namespace jank::object
