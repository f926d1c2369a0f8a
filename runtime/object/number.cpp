#include "object/number.hpp"

#include "memory/heap.hpp"
#include "object/detail/number_tower.hpp"
#include "object/error.hpp"
#include "object/print.hpp"
#include "object/ratio.hpp"
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
// The doubles that truncate to a long: -2^63 <= d < 2^63.
constexpr double long_limit{9223372036854775808.0};

std::string written_call(char const *operation, object_ref a, object_ref b) {
  return std::string{"("} + operation + " " + to_short_text(a) + " " + to_short_text(b) + ")";
}

[[noreturn]] void throw_overflow(char const *operation, std::int64_t a, std::int64_t b) {
  throw_error(error_kind::arithmetic, "integer overflow: " + written_call(operation, make_long(a), make_long(b)));
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
    return a % b == 0 ? make_long(a / b) : divide_integers(make_big(a), make_big(b));
  }
  static double doubles(double a, double b) { return a / b; }
};

// With doubles these refuse a zero divisor too, as Clojure's do, and a quotient without end: their results are whole or exact,
// never infinite.
double whole(char const *operation, double a, double b) {
  if(b == 0) { throw_divide_by_zero(operation, make_double(a), make_double(b)); }
  auto const quotient{std::trunc(a / b)};
  if(!std::isfinite(quotient)) {
    throw_error(error_kind::arithmetic,
                "infinite or no number: the quotient in " + written_call(operation, make_double(a), make_double(b)));
  }
  return quotient;
}

struct whole_quotient {
  static constexpr char const *name{"quot"};
  static object_ref longs(std::int64_t a, std::int64_t b) { return make_long(quotient_longs(a, b)); }
  static double doubles(double a, double b) { return whole(name, a, b); }
};

struct truncated_remainder {
  static constexpr char const *name{"rem"};
  static object_ref longs(std::int64_t a, std::int64_t b) { return make_long(remainder_longs(a, b)); }
  static double doubles(double a, double b) { return a - whole(name, a, b) * b; }
};

struct floored_modulus {
  static constexpr char const *name{"mod"};
  static object_ref longs(std::int64_t a, std::int64_t b) { return make_long(modulo_longs(a, b)); }
  static double doubles(double a, double b) {
    auto const r{a - whole(name, a, b) * b};
    return r == 0 || (r > 0) == (b > 0) ? r : r + b;
  }
};

template <typename Operation> object_ref calculate(object_ref a, object_ref b, wide_operation wide) {
  if(is_long(a) && is_long(b)) { return Operation::longs(as_long(a), as_long(b)); }
  bool const on_doubles{is_double(a) ? is_number(b) : is_double(b) && is_number(a)};
  if(!on_doubles) { return calculate_wide(wide, Operation::name, a, b); }
  return make_double(Operation::doubles(to_double(a), to_double(b)));
}

object_ref promoted(wide_operation wide, char const *name, object_ref a, object_ref b) {
  return calculate_wide(wide, name, make_big(as_long(a)), b);
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
  if(!is_number(v)) { throw_not_a_number(v, nullptr); }
  if(is_double(v)) {
    if(auto const d{as_double(v)}; d >= -long_limit && d < long_limit) { return static_cast<std::int64_t>(d); }
  } else if(auto const *const whole{truncate_wide(v)}; fits_long(whole)) {
    return low_bits(whole);
  }
  throw_error(error_kind::illegal_argument, to_short_text(v) + " does not fit a long");
}

double to_double(object_ref v) {
  if(is_double(v)) { return as_double(v); }
  if(is_long(v)) { return static_cast<double>(as_long(v)); }
  if(!is_number(v)) { throw_not_a_number(v, nullptr); }
  return wide_to_double(v);
}

std::int64_t to_bits(object_ref v) {
  if(!is_long(v)) {
    throw_error(error_kind::type, "bit operations want integers of 64 bits, but were given " + to_short_text(v));
  }
  return as_long(v);
}

object_ref add(object_ref a, object_ref b) { return calculate<addition>(a, b, wide_operation::add); }
object_ref subtract(object_ref a, object_ref b) { return calculate<subtraction>(a, b, wide_operation::subtract); }
object_ref multiply(object_ref a, object_ref b) { return calculate<multiplication>(a, b, wide_operation::multiply); }
object_ref divide(object_ref a, object_ref b) { return calculate<division>(a, b, wide_operation::divide); }
object_ref quotient(object_ref a, object_ref b) { return calculate<whole_quotient>(a, b, wide_operation::quotient); }
object_ref remainder(object_ref a, object_ref b) {
  return calculate<truncated_remainder>(a, b, wide_operation::remainder);
}
object_ref modulo(object_ref a, object_ref b) { return calculate<floored_modulus>(a, b, wide_operation::modulo); }

object_ref add_promoting(object_ref a, object_ref b) {
  if(!is_long(a) || !is_long(b)) { return add(a, b); }
  std::int64_t sum;
  if(__builtin_add_overflow(as_long(a), as_long(b), &sum)) { return promoted(wide_operation::add, "+'", a, b); }
  return make_long(sum);
}

object_ref subtract_promoting(object_ref a, object_ref b) {
  if(!is_long(a) || !is_long(b)) { return subtract(a, b); }
  std::int64_t difference;
  if(__builtin_sub_overflow(as_long(a), as_long(b), &difference)) {
    return promoted(wide_operation::subtract, "-'", a, b);
  }
  return make_long(difference);
}

object_ref multiply_promoting(object_ref a, object_ref b) {
  if(!is_long(a) || !is_long(b)) { return multiply(a, b); }
  std::int64_t product;
  if(__builtin_mul_overflow(as_long(a), as_long(b), &product)) {
    return promoted(wide_operation::multiply, "*'", a, b);
  }
  return make_long(product);
}

object_ref negate(object_ref a) {
  if(is_double(a)) { return make_double(-as_double(a)); }
  if(!is_long(a)) { return negate_wide("-", a); }
  if(as_long(a) == long_min) { throw_error(error_kind::arithmetic, "integer overflow: (- " + to_short_text(a) + ")"); }
  return make_long(-as_long(a));
}

object_ref negate_promoting(object_ref a) {
  return is_long(a) && as_long(a) == long_min ? negate_wide("-'", make_big(long_min)) : negate(a);
}

// Comparisons with NaN are false, whatever they compare.
bool less(object_ref a, object_ref b) {
  if(is_long(a) && is_long(b)) { return as_long(a) < as_long(b); }
  if(is_double(a) && is_double(b)) { return as_double(a) < as_double(b); }
  return compare_wide("<", a, b) == ordering::less;
}

bool less_or_equal(object_ref a, object_ref b) {
  if(is_long(a) && is_long(b)) { return as_long(a) <= as_long(b); }
  if(is_double(a) && is_double(b)) { return as_double(a) <= as_double(b); }
  auto const order{compare_wide("<=", a, b)};
  return order == ordering::less || order == ordering::equal;
}

bool numerically_equal(object_ref a, object_ref b) {
  if(is_long(a) && is_long(b)) { return as_long(a) == as_long(b); }
  if(is_double(a) && is_double(b)) { return as_double(a) == as_double(b); }
  return compare_wide("==", a, b) == ordering::equal;
}

int compare_numbers(object_ref a, object_ref b) {
  if(is_long(a) && is_long(b)) { return as_long(a) < as_long(b) ? -1 : as_long(a) > as_long(b); }
  switch(compare_wide("compare", a, b)) {
  case ordering::less: return -1;
  case ordering::greater: return 1;
  default: return 0;
  }
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
