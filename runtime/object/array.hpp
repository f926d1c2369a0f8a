#pragma once

// Arrays: a fixed number of places that are changed in place. What the places hold is fixed too: any value, or numbers, characters or
// booleans, which are stored unboxed in their own width. An array equals itself alone.

#include "object/object.hpp"

namespace jank::object {

enum class element : std::uint8_t {
  object,
  boolean,
  byte,
  character,
  short_integer,
  integer,
  long_integer,
  single_float,
  double_float,
};
inline constexpr std::size_t element_count{9};

struct array : heap_object {
  static constexpr kind object_kind{kind::array};
  element holds;
  std::uint32_t length;
  alignas(8) unsigned char bytes[]; // length places; atomic memory unless they hold objects

  template <typename T> T *places() { return reinterpret_cast<T *>(bytes); }
  template <typename T> T const *places() const { return reinterpret_cast<T const *>(bytes); }
};

// All places nil, false, 0. Throws for a negative or too large length.
array *make_array(element holds, std::int64_t length);
array *copy_array(array const *a);
char const *element_name(element e); // "long"

// Require i < length. Storing throws a type error for a value the array cannot hold, an arithmetic one for a number out of its range.
object_ref array_get(array const *a, std::size_t i);
void array_set(array *a, std::size_t i, object_ref value);

} // namespace jank::object
