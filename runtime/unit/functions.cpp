// The definitions behind runtime_functions.hpp.

#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/function.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/type_layout.hpp"
#include "unit/runtime_functions.hpp"

#include <string>

using namespace jank::object;
using jank::ns::var;

namespace {

// A literal names each key once, whether the reader sees it or the keys are computed.
[[noreturn]] void throw_repeated(char const *what, object_ref const *values, std::size_t count, std::size_t step) {
  object_ref seen{empty_set()};
  object_ref repeated{nil};
  for(std::size_t i{}; i < count; i += step) {
    if(set_contains(seen, values[i])) {
      repeated = values[i];
      break;
    }
    seen = set_conj(seen, values[i]);
  }
  throw_error(error_kind::illegal_argument, std::string{"this "} + what + " " + to_short_text(repeated) + " twice");
}

} // namespace

#define JANK_EMITTED_CODE_ABI extern "C" __attribute__((used, visibility("default")))

JANK_EMITTED_CODE_ABI object_ref jank_box_long(std::int64_t n) { return make_long(n); }
JANK_EMITTED_CODE_ABI object_ref jank_box_double(double d) { return make_double(d); }
JANK_EMITTED_CODE_ABI std::int64_t jank_to_long(object_ref v) { return to_long(v); }
JANK_EMITTED_CODE_ABI double jank_to_double(object_ref v) { return to_double(v); }
JANK_EMITTED_CODE_ABI std::int64_t jank_to_bits(object_ref v) { return to_bits(v); }

JANK_EMITTED_CODE_ABI object_ref jank_add(object_ref a, object_ref b) { return add(a, b); }
JANK_EMITTED_CODE_ABI object_ref jank_subtract(object_ref a, object_ref b) { return subtract(a, b); }
JANK_EMITTED_CODE_ABI object_ref jank_multiply(object_ref a, object_ref b) { return multiply(a, b); }
JANK_EMITTED_CODE_ABI object_ref jank_divide(object_ref a, object_ref b) { return divide(a, b); }
JANK_EMITTED_CODE_ABI object_ref jank_quotient(object_ref a, object_ref b) { return quotient(a, b); }
JANK_EMITTED_CODE_ABI object_ref jank_remainder(object_ref a, object_ref b) { return remainder(a, b); }
JANK_EMITTED_CODE_ABI std::int32_t jank_less(object_ref a, object_ref b) { return less(a, b); }
JANK_EMITTED_CODE_ABI std::int32_t jank_less_or_equal(object_ref a, object_ref b) { return less_or_equal(a, b); }
JANK_EMITTED_CODE_ABI std::int32_t jank_numerically_equal(object_ref a, object_ref b) {
  return numerically_equal(a, b);
}
JANK_EMITTED_CODE_ABI std::int32_t jank_equal(object_ref a, object_ref b) { return equal(a, b); }

JANK_EMITTED_CODE_ABI void jank_overflow() { throw_error(error_kind::arithmetic, "integer overflow"); }
JANK_EMITTED_CODE_ABI std::int64_t jank_multiply_longs(std::int64_t a, std::int64_t b) { return multiply_longs(a, b); }
JANK_EMITTED_CODE_ABI std::int64_t jank_quotient_longs(std::int64_t a, std::int64_t b) { return quotient_longs(a, b); }
JANK_EMITTED_CODE_ABI std::int64_t jank_remainder_longs(std::int64_t a, std::int64_t b) {
  return remainder_longs(a, b);
}

JANK_EMITTED_CODE_ABI heap_object *jank_callable(object_ref v) { return callable_of(v); }

// `args` lie in the caller's frame, which keeps them alive.
JANK_EMITTED_CODE_ABI object_ref jank_call_many(object_ref f, object_ref const *args, std::int32_t count) {
  return call_array_rooted(f, args, count);
}

// The caller stores the captured values right after.
JANK_EMITTED_CODE_ABI object_ref jank_make_closure(function_type const *type) { return make_function(type); }

JANK_EMITTED_CODE_ABI object_ref jank_make_vector_of(object_ref const *values, std::int32_t count) {
  return make_vector(values, static_cast<std::size_t>(count));
}
JANK_EMITTED_CODE_ABI object_ref jank_make_map_of(object_ref const *keys_and_values, std::int32_t count) {
  auto const n{static_cast<std::size_t>(count)};
  object_ref const map{make_map(keys_and_values, n)};
  if(map_count(map) != n / 2) { throw_repeated("map has the key", keys_and_values, n, 2); }
  return map;
}
JANK_EMITTED_CODE_ABI object_ref jank_make_set_of(object_ref const *values, std::int32_t count) {
  auto const n{static_cast<std::size_t>(count)};
  object_ref const set{make_set(values, n)};
  if(set_count(set) != n) { throw_repeated("set has the element", values, n, 1); }
  return set;
}

JANK_EMITTED_CODE_ABI object_ref jank_read_field(instance *i, object_ref key) { return read_field(i, key); }
JANK_EMITTED_CODE_ABI object_ref jank_write_field(instance *i, object_ref value, object_ref key) {
  write_field(i, key, value);
  return value;
}

JANK_EMITTED_CODE_ABI object_ref jank_nth_of(object_ref coll, object_ref index) {
  return nth_rooted(coll, to_long(index));
}
JANK_EMITTED_CODE_ABI object_ref jank_nth_or_nil(object_ref coll, object_ref index) {
  return nth_rooted(coll, to_long(index), nil);
}

JANK_EMITTED_CODE_ABI void jank_stack_exhausted() {
  throw_error(error_kind::stack_overflow, "stack overflow: calls are nested too deep");
}

JANK_EMITTED_CODE_ABI void jank_throw(object_ref v) { throw_value(v); }

JANK_EMITTED_CODE_ABI object_ref jank_define(var *v, object_ref value, object_ref meta) {
  jank::ns::define(v, value, meta);
  return v;
}
JANK_EMITTED_CODE_ABI object_ref jank_declare(var *v, object_ref meta) {
  if(meta.is_some()) { jank::ns::set_meta(v, meta); }
  return v;
}
JANK_EMITTED_CODE_ABI object_ref jank_set_bound(var *v, object_ref value) {
  jank::ns::set_bound(v, value);
  return value;
}

JANK_EMITTED_CODE_ABI std::int32_t jank_is_cpp_error(object_ref v) { return is<cpp_error>(v); }
