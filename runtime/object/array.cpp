#include "object/array.hpp"

#include "memory/heap.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/static_type.hpp"

#include <cstring>
#include <limits>
#include <string>

namespace jank::object {

namespace {

template <element E> struct description;
#define JANK_ARRAY(which, text)                                                                                        \
  template <> struct description<element::which> {                                                                     \
    static constexpr kind what{kind::array};                                                                           \
    static constexpr std::uint32_t flags{0};                                                                           \
    static constexpr char const *name{"jank.runtime." text "_array"};                                                  \
  };
JANK_ARRAY(object, "object")
JANK_ARRAY(boolean, "boolean")
JANK_ARRAY(byte, "byte")
JANK_ARRAY(character, "char")
JANK_ARRAY(short_integer, "short")
JANK_ARRAY(integer, "int")
JANK_ARRAY(long_integer, "long")
JANK_ARRAY(single_float, "float")
JANK_ARRAY(double_float, "double")
#undef JANK_ARRAY

struct sort {
  object_type const *type;
  char const *name;
  std::uint8_t size; // of one place, in bytes
};
// By element.
constexpr sort sorts[element_count]{
    {&static_type<description<element::object>>, "object", sizeof(object_ref)},
    {&static_type<description<element::boolean>>, "boolean", 1},
    {&static_type<description<element::byte>>, "byte", 1},
    {&static_type<description<element::character>>, "char", 4},
    {&static_type<description<element::short_integer>>, "short", 2},
    {&static_type<description<element::integer>>, "int", 4},
    {&static_type<description<element::long_integer>>, "long", 8},
    {&static_type<description<element::single_float>>, "float", 4},
    {&static_type<description<element::double_float>>, "double", 8},
};
sort const &sort_of(element e) { return sorts[static_cast<std::size_t>(e)]; }

constexpr std::int64_t largest_bytes{std::int64_t{1} << 30};

[[noreturn]] void throw_wrong_element(array const *a, object_ref value) {
  throw_error(error_kind::type,
              std::string{"cannot store "} + to_short_text(value) + " in an array of " + element_name(a->holds) + "s");
}

template <typename T> void store_integer(array *a, std::size_t i, object_ref value) {
  if(!is_number(value)) { throw_wrong_element(a, value); }
  auto const n{to_long(value)};
  if(n < std::numeric_limits<T>::min() || n > std::numeric_limits<T>::max()) {
    throw_error(error_kind::illegal_argument,
                std::string{"value out of range for "} + element_name(a->holds) + ": " + std::to_string(n));
  }
  a->places<T>()[i] = static_cast<T>(n);
}

template <typename T> void store_float(array *a, std::size_t i, object_ref value) {
  if(!is_number(value)) { throw_wrong_element(a, value); }
  a->places<T>()[i] = static_cast<T>(to_double(value));
}

} // namespace

array *make_array(element holds, std::int64_t length) {
  auto const &s{sort_of(holds)};
  if(length < 0) {
    throw_error(error_kind::illegal_argument, "an array cannot have " + std::to_string(length) + " places");
  }
  if(length > largest_bytes / s.size) {
    throw_error(error_kind::out_of_memory, "an array of " + std::to_string(length) + ' ' + s.name + "s is too large");
  }
  auto const bytes{sizeof(array) + static_cast<std::size_t>(length) * s.size};
  auto *const place{holds == element::object ? memory::allocate(bytes) : memory::allocate_atomic(bytes)};
  auto *const a{static_cast<array *>(place)};
  a->type = s.type;
  a->holds = holds;
  a->length = static_cast<std::uint32_t>(length);
  return a;
}

array *copy_array(array const *a) {
  auto *const copy{make_array(a->holds, a->length)};
  std::memcpy(copy->bytes, a->bytes, std::size_t{a->length} * sort_of(a->holds).size);
  return copy;
}

char const *element_name(element e) { return sort_of(e).name; }

object_ref array_get(array const *a, std::size_t i) {
  switch(a->holds) {
  case element::object: return a->places<object_ref>()[i];
  case element::boolean: return make_boolean(a->places<std::uint8_t>()[i] != 0);
  case element::byte: return make_fixnum(a->places<std::int8_t>()[i]);
  case element::character: return make_char(a->places<char32_t>()[i]);
  case element::short_integer: return make_fixnum(a->places<std::int16_t>()[i]);
  case element::integer: return make_long(a->places<std::int32_t>()[i]);
  case element::long_integer: return make_long(a->places<std::int64_t>()[i]);
  case element::single_float: return make_double(static_cast<double>(a->places<float>()[i]));
  case element::double_float: return make_double(a->places<double>()[i]);
  }
  return nil;
}

void array_set(array *a, std::size_t i, object_ref value) {
  switch(a->holds) {
  case element::object: a->places<object_ref>()[i] = value; return;
  case element::boolean:
    if(!value.is_boolean()) { throw_wrong_element(a, value); }
    a->places<std::uint8_t>()[i] = value.truthy() ? 1 : 0;
    return;
  case element::character:
    if(!value.is_char()) { throw_wrong_element(a, value); }
    a->places<char32_t>()[i] = value.as_char();
    return;
  case element::byte: return store_integer<std::int8_t>(a, i, value);
  case element::short_integer: return store_integer<std::int16_t>(a, i, value);
  case element::integer: return store_integer<std::int32_t>(a, i, value);
  case element::long_integer: return store_integer<std::int64_t>(a, i, value);
  case element::single_float: return store_float<float>(a, i, value);
  case element::double_float: return store_float<double>(a, i, value);
  }
}

} // namespace jank::object
