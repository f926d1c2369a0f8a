#include "object/number.hpp"

#include "memory/heap.hpp"
#include "object/error.hpp"
#include "object/print.hpp"
#include "object/static_type.hpp"

#include <cmath>
#include <limits>
#include <string>

namespace jank::object {

namespace {

struct long_description {
  static constexpr kind what{kind::long_integer};
  static constexpr std::uint32_t flags{flag_number};
  static constexpr char const *name{"jank.runtime.long"};
};

struct double_description {
  static constexpr kind what{kind::double_float};
  static constexpr std::uint32_t flags{flag_number};
  static constexpr char const *name{"jank.runtime.double"};
};

constexpr auto long_min{std::numeric_limits<std::int64_t>::min()};
// The doubles that truncate to a long lie between these, both excluded and included respectively: -2^63 <= d
// < 2^63.
constexpr double long_limit{9223372036854775808.0};

[[noreturn]] void throw_not_a_number(object_ref v, char const *operation) {
  auto message{to_short_text(v) + " is not a number"};
  if(operation) { message += std::string{" (in "} + operation + ")"; }
  throw_error(error_kind::type, message);
}

template <typename T> std::string written_call(char const *operation, T a, T b) {
  return std::string{"("} + operation + " " + to_short_text(a) + " " + to_short_text(b) + ")";
}

[[noreturn]] void throw_overflow(char const *operation, std::int64_t a, std::int64_t b) {
  throw_error(error_kind::arithmetic, "integer overflow: " + written_call(operation, make_long(a), make_long(b)));
}

[[noreturn]] void throw_divide_by_zero(char const *operation, object_ref a, object_ref b) {
  throw_error(error_kind::arithmetic, "divide by zero: " + written_call(operation, a, b));
}

double operand(object_ref v, char const *operation) {
  if(is_long(v)) { return static_cast<double>(as_long(v)); }
  if(is_double(v)) { return as_double(v); }
  throw_not_a_number(v, operation);
}

// Each operation: its name in messages, what it does to two longs, and to two doubles.
struct addition {
  static constexpr char const *name{"+"};
  static object_ref longs(std::int64_t a, std::int64_t b) { return make_long(add_longs(a, b)); }
  static double doubles(double a, double b) { return a + b; }
};

struct subtraction {
  static constexpr char const *name{"-"};
  static object_ref longs(std::int64_t a, std::int64_t b) { return make_long(subtract_longs(a, b)); }
  static double doubles(double a, double b) { return a - b; }
};

struct multiplication {
  static constexpr char const *name{"*"};
  static object_ref longs(std::int64_t a, std::int64_t b) { return make_long(multiply_longs(a, b)); }
  static double doubles(double a, double b) { return a * b; }
};

struct division {
  static constexpr char const *name{"/"};
  static object_ref longs(std::int64_t a, std::int64_t b) {
    if(b == 0) { throw_divide_by_zero(name, make_long(a), make_long(b)); }
    if(b == -1) {
      if(a == long_min) { throw_overflow(name, a, b); }
      return make_long(-a);
    }
    return a % b == 0 ? make_long(a / b) : make_double(static_cast<double>(a) / static_cast<double>(b));
  }
  static double doubles(double a, double b) { return a / b; }
};

// With doubles these three refuse a zero divisor too, as Clojure's do: their results are whole or exact,
// never infinite.
double checked_divisor(char const *operation, double a, double b) {
  if(b == 0) { throw_divide_by_zero(operation, make_double(a), make_double(b)); }
  return b;
}

struct whole_quotient {
  static constexpr char const *name{"quot"};
  static object_ref longs(std::int64_t a, std::int64_t b) { return make_long(quotient_longs(a, b)); }
  static double doubles(double a, double b) { return std::trunc(a / checked_divisor(name, a, b)); }
};

struct truncated_remainder {
  static constexpr char const *name{"rem"};
  static object_ref longs(std::int64_t a, std::int64_t b) { return make_long(remainder_longs(a, b)); }
  static double doubles(double a, double b) { return a - std::trunc(a / checked_divisor(name, a, b)) * b; }
};

struct floored_modulus {
  static constexpr char const *name{"mod"};
  static object_ref longs(std::int64_t a, std::int64_t b) { return make_long(modulo_longs(a, b)); }
  static double doubles(double a, double b) {
    auto const r{a - std::trunc(a / checked_divisor(name, a, b)) * b};
    return r == 0 || (r > 0) == (b > 0) ? r : r + b;
  }
};

template <typename Operation> object_ref calculate(object_ref a, object_ref b) {
  if(is_long(a) && is_long(b)) { return Operation::longs(as_long(a), as_long(b)); }
  auto const x{operand(a, Operation::name)};
  return make_double(Operation::doubles(x, operand(b, Operation::name)));
}

} // namespace

object_ref make_long(std::int64_t n) {
  if(fits_fixnum(n)) { return make_fixnum(n); }
  return memory::make_atomic<long_integer>(heap_object{&static_type<long_description>}, n);
}

object_ref make_double(double d) {
  return memory::make_atomic<double_float>(heap_object{&static_type<double_description>}, d);
}

std::int64_t to_long(object_ref v) {
  if(is_long(v)) { return as_long(v); }
  if(v.is_char()) { return static_cast<std::int64_t>(v.as_char()); }
  if(!is_double(v)) { throw_not_a_number(v, nullptr); }
  auto const d{as_double(v)};
  if(!(d >= -long_limit && d < long_limit)) {
    throw_error(error_kind::illegal_argument, to_short_text(v) + " does not fit a long");
  }
  return static_cast<std::int64_t>(d);
}

double to_double(object_ref v) { return operand(v, nullptr); }

object_ref add(object_ref a, object_ref b) { return calculate<addition>(a, b); }
object_ref subtract(object_ref a, object_ref b) { return calculate<subtraction>(a, b); }
object_ref multiply(object_ref a, object_ref b) { return calculate<multiplication>(a, b); }
object_ref divide(object_ref a, object_ref b) { return calculate<division>(a, b); }
object_ref quotient(object_ref a, object_ref b) { return calculate<whole_quotient>(a, b); }
object_ref remainder(object_ref a, object_ref b) { return calculate<truncated_remainder>(a, b); }
object_ref modulo(object_ref a, object_ref b) { return calculate<floored_modulus>(a, b); }

object_ref negate(object_ref a) {
  if(is_double(a)) { return make_double(-as_double(a)); }
  if(!is_long(a)) { throw_not_a_number(a, "-"); }
  if(as_long(a) == long_min) { throw_error(error_kind::arithmetic, "integer overflow: (- " + to_short_text(a) + ")"); }
  return make_long(-as_long(a));
}

bool less(object_ref a, object_ref b) {
  if(is_long(a) && is_long(b)) { return as_long(a) < as_long(b); }
  auto const x{operand(a, "<")};
  return x < operand(b, "<");
}

bool less_or_equal(object_ref a, object_ref b) {
  if(is_long(a) && is_long(b)) { return as_long(a) <= as_long(b); }
  auto const x{operand(a, "<=")};
  return x <= operand(b, "<=");
}

bool numerically_equal(object_ref a, object_ref b) {
  if(is_long(a) && is_long(b)) { return as_long(a) == as_long(b); }
  auto const x{operand(a, "==")};
  return x == operand(b, "==");
}

std::int64_t add_longs(std::int64_t a, std::int64_t b) {
  std::int64_t result;
  if(__builtin_add_overflow(a, b, &result)) { throw_overflow("+", a, b); }
  return result;
}

std::int64_t subtract_longs(std::int64_t a, std::int64_t b) {
  std::int64_t result;
  if(__builtin_sub_overflow(a, b, &result)) { throw_overflow("-", a, b); }
  return result;
}

std::int64_t multiply_longs(std::int64_t a, std::int64_t b) {
  std::int64_t result;
  if(__builtin_mul_overflow(a, b, &result)) { throw_overflow("*", a, b); }
  return result;
}

std::int64_t quotient_longs(std::int64_t a, std::int64_t b) {
  if(b == 0) { throw_divide_by_zero("quot", make_long(a), make_long(b)); }
  if(b == -1 && a == long_min) { throw_overflow("quot", a, b); }
  return a / b;
}

std::int64_t remainder_longs(std::int64_t a, std::int64_t b) {
  if(b == 0) { throw_divide_by_zero("rem", make_long(a), make_long(b)); }
  return b == -1 ? 0 : a % b; // the machine's division overflows for the least long
}

std::int64_t modulo_longs(std::int64_t a, std::int64_t b) {
  if(b == 0) { throw_divide_by_zero("mod", make_long(a), make_long(b)); }
  if(b == -1) { return 0; }
  auto const r{a % b};
  return r == 0 || (r > 0) == (b > 0) ? r : r + b;
}

} // namespace jank::object
