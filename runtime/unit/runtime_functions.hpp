#pragma once

// The functions of the runtime that emitted code calls by name.
//
// One row each: the enumerator, the exported name, the parameters and the result as letters (i: i32, a value, an address or a
// truth; l: i64; d: f64; v: none), and whether a collection may happen inside. The code generator imports from this table, the
// image's export list is made from it, functions.cpp defines what it names.

#include <array>
#include <cstdint>
#include <string_view>

namespace jank::unit {

enum class runtime_function : std::uint8_t {
  safepoint,
  box_long,
  box_double,
  unbox_long,
  unbox_double,
  unbox_bits,
  add,
  subtract,
  multiply,
  divide,
  quotient,
  remainder,
  less,
  less_or_equal,
  numerically_equal,
  equal,
  overflow,
  multiply_longs,
  quotient_longs,
  remainder_longs,
  callable,
  call_many,
  make_closure,
  make_vector,
  make_map,
  make_set,
  throw_value,
  try_,
  note_exception,
  take_exception,
  resume_exception,
  catch_exception,
  is_cpp_error,
  define,
  intern,
  set_bound,
  trace_probe,
  stack_exhausted,
  read_field,
  write_field,
  nth,
  nth_or_nil,
  invoke_0, // invoke_0 + n calls a callable object with n arguments, up to object::max_arity
};

constexpr runtime_function invoke(int argument_count) {
  return static_cast<runtime_function>(static_cast<int>(runtime_function::invoke_0) + argument_count);
}

struct runtime_function_row {
  runtime_function what;
  std::string_view name;
  std::string_view parameters;
  char result;
  bool may_collect;
};

inline constexpr runtime_function_row runtime_functions[]{
    {runtime_function::safepoint, "jank_safepoint", "", 'v', true},
    {runtime_function::box_long, "jank_box_long", "l", 'i', false},
    {runtime_function::box_double, "jank_box_double", "d", 'i', false},
    {runtime_function::unbox_long, "jank_to_long", "i", 'l', false},
    {runtime_function::unbox_double, "jank_to_double", "i", 'd', false},
    {runtime_function::unbox_bits, "jank_to_bits", "i", 'l', false},
    {runtime_function::add, "jank_add", "ii", 'i', false},
    {runtime_function::subtract, "jank_subtract", "ii", 'i', false},
    {runtime_function::multiply, "jank_multiply", "ii", 'i', false},
    {runtime_function::divide, "jank_divide", "ii", 'i', false},
    {runtime_function::quotient, "jank_quotient", "ii", 'i', false},
    {runtime_function::remainder, "jank_remainder", "ii", 'i', false},
    {runtime_function::less, "jank_less", "ii", 'i', false},
    {runtime_function::less_or_equal, "jank_less_or_equal", "ii", 'i', false},
    {runtime_function::numerically_equal, "jank_numerically_equal", "ii", 'i', false},
    {runtime_function::equal, "jank_equal", "ii", 'i', false},
    {runtime_function::overflow, "jank_overflow", "", 'v', false},
    {runtime_function::multiply_longs, "jank_multiply_longs", "ll", 'l', false},
    {runtime_function::quotient_longs, "jank_quotient_longs", "ll", 'l', false},
    {runtime_function::remainder_longs, "jank_remainder_longs", "ll", 'l', false},
    {runtime_function::callable, "jank_callable", "i", 'i', false},
    {runtime_function::call_many, "jank_call_many", "iii", 'i', true},
    {runtime_function::make_closure, "jank_make_closure", "i", 'i', false},
    {runtime_function::make_vector, "jank_make_vector_of", "ii", 'i', false},
    {runtime_function::make_map, "jank_make_map_of", "ii", 'i', false},
    {runtime_function::make_set, "jank_make_set_of", "ii", 'i', false},
    {runtime_function::throw_value, "jank_throw", "i", 'v', false},
    {runtime_function::try_, "jank_try", "i", 'i', true},
    {runtime_function::note_exception, "jank_note_exception", "i", 'i', false},
    {runtime_function::take_exception, "jank_take_exception", "", 'i', false},
    {runtime_function::resume_exception, "jank_resume_exception", "i", 'v', false},
    {runtime_function::catch_exception, "jank_catch", "ii", 'i', false},
    {runtime_function::is_cpp_error, "jank_is_cpp_error", "i", 'i', false},
    {runtime_function::define, "jank_define", "iii", 'i', true},
    {runtime_function::intern, "jank_declare", "ii", 'i', false},
    {runtime_function::set_bound, "jank_set_bound", "ii", 'i', false},
    {runtime_function::trace_probe, "jank_trace_probe", "", 'v', false},
    {runtime_function::stack_exhausted, "jank_stack_exhausted", "", 'v', false},
    {runtime_function::read_field, "jank_read_field", "ii", 'i', false},
    {runtime_function::write_field, "jank_write_field", "iii", 'i', false},
    {runtime_function::nth, "jank_nth_of", "ii", 'i', true},
    {runtime_function::nth_or_nil, "jank_nth_or_nil", "ii", 'i', true},
    {invoke(0), "jank_invoke_0", "i", 'i', true},
    {invoke(1), "jank_invoke_1", "ii", 'i', true},
    {invoke(2), "jank_invoke_2", "iii", 'i', true},
    {invoke(3), "jank_invoke_3", "iiii", 'i', true},
    {invoke(4), "jank_invoke_4", "iiiii", 'i', true},
    {invoke(5), "jank_invoke_5", "iiiiii", 'i', true},
    {invoke(6), "jank_invoke_6", "iiiiiii", 'i', true},
    {invoke(7), "jank_invoke_7", "iiiiiiii", 'i', true},
    {invoke(8), "jank_invoke_8", "iiiiiiiii", 'i', true},
    {invoke(9), "jank_invoke_9", "iiiiiiiiii", 'i', true},
    {invoke(10), "jank_invoke_10", "iiiiiiiiiii", 'i', true},
    {invoke(11), "jank_invoke_11", "iiiiiiiiiiii", 'i', true},
    {invoke(12), "jank_invoke_12", "iiiiiiiiiiiii", 'i', true},
    {invoke(13), "jank_invoke_13", "iiiiiiiiiiiiii", 'i', true},
    {invoke(14), "jank_invoke_14", "iiiiiiiiiiiiiii", 'i', true},
    {invoke(15), "jank_invoke_15", "iiiiiiiiiiiiiiii", 'i', true},
    {invoke(16), "jank_invoke_16", "iiiiiiiiiiiiiiiii", 'i', true},
    {invoke(17), "jank_invoke_17", "iiiiiiiiiiiiiiiiii", 'i', true},
    {invoke(18), "jank_invoke_18", "iiiiiiiiiiiiiiiiiii", 'i', true},
    {invoke(19), "jank_invoke_19", "iiiiiiiiiiiiiiiiiiii", 'i', true},
    {invoke(20), "jank_invoke_20", "iiiiiiiiiiiiiiiiiiiii", 'i', true},
};

constexpr runtime_function_row const &row(runtime_function f) { return runtime_functions[static_cast<std::size_t>(f)]; }

// What `jank_catch` may take, as bits of its second argument.
inline constexpr std::uint32_t catch_jank_values = 1;
inline constexpr std::uint32_t catch_cpp_errors = 2;
inline constexpr std::uint32_t catch_everything = 4;

// What stands for the value of a try's body that ended by an exception: no value has these bits.
inline constexpr std::uint32_t thrown_bits = 18;

} // namespace jank::unit
