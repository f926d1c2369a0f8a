// clojure.math: functions of doubles over <cmath>, and of longs with overflow checked.
//
// Where C and the documented behaviour part (pow of 1, rounding, exponents of zero and infinity) the comment says so.

#include "namespace/libraries.hpp"
#include "namespace/natives/arguments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace jank::ns {

namespace {

using doubles = std::numeric_limits<double>;
using longs = std::numeric_limits<std::int64_t>;

constexpr int max_exponent = 1023;
constexpr int min_exponent = -1022;

double number(object_ref v, char const *function) {
  if(!is_number(v)) { throw_wrong_argument(function, "numbers", v); }
  return to_double(v);
}
std::int64_t whole(object_ref v, char const *function) {
  if(!is_number(v)) { throw_wrong_argument(function, "integers", v); }
  return to_long(v);
}

// What a row calls: the name for messages, and the function of raw numbers.
template <typename Op> object_ref of_double(object_ref, object_ref a) {
  return make_double(Op::apply(number(a, Op::name)));
}
template <typename Op> object_ref of_two_doubles(object_ref, object_ref a, object_ref b) {
  double const x{number(a, Op::name)};
  return make_double(Op::apply(x, number(b, Op::name)));
}
template <typename Op> object_ref of_long(object_ref, object_ref a) { return make_long(Op::apply(whole(a, Op::name))); }
template <typename Op> object_ref of_two_longs(object_ref, object_ref a, object_ref b) {
  std::int64_t const x{whole(a, Op::name)};
  return make_long(Op::apply(x, whole(b, Op::name)));
}

struct sin_of {
  static constexpr char const *name{"clojure.math/sin"};
  static double apply(double a) { return std::sin(a); }
};
struct cos_of {
  static constexpr char const *name{"clojure.math/cos"};
  static double apply(double a) { return std::cos(a); }
};
struct tan_of {
  static constexpr char const *name{"clojure.math/tan"};
  static double apply(double a) { return std::tan(a); }
};
struct asin_of {
  static constexpr char const *name{"clojure.math/asin"};
  static double apply(double a) { return std::asin(a); }
};
struct acos_of {
  static constexpr char const *name{"clojure.math/acos"};
  static double apply(double a) { return std::acos(a); }
};
struct atan_of {
  static constexpr char const *name{"clojure.math/atan"};
  static double apply(double a) { return std::atan(a); }
};
struct atan2_of {
  static constexpr char const *name{"clojure.math/atan2"};
  static double apply(double y, double x) { return std::atan2(y, x); }
};
struct sinh_of {
  static constexpr char const *name{"clojure.math/sinh"};
  static double apply(double a) { return std::sinh(a); }
};
struct cosh_of {
  static constexpr char const *name{"clojure.math/cosh"};
  static double apply(double a) { return std::cosh(a); }
};
struct tanh_of {
  static constexpr char const *name{"clojure.math/tanh"};
  static double apply(double a) { return std::tanh(a); }
};
struct to_radians_of {
  static constexpr char const *name{"clojure.math/to-radians"};
  static double apply(double a) { return a * 0.017453292519943295; }
};
struct to_degrees_of {
  static constexpr char const *name{"clojure.math/to-degrees"};
  static double apply(double a) { return a * 57.29577951308232; }
};
struct exp_of {
  static constexpr char const *name{"clojure.math/exp"};
  static double apply(double a) { return std::exp(a); }
};
struct expm1_of {
  static constexpr char const *name{"clojure.math/expm1"};
  static double apply(double a) { return std::expm1(a); }
};
struct log_of {
  static constexpr char const *name{"clojure.math/log"};
  static double apply(double a) { return std::log(a); }
};
struct log10_of {
  static constexpr char const *name{"clojure.math/log10"};
  static double apply(double a) { return std::log10(a); }
};
struct log1p_of {
  static constexpr char const *name{"clojure.math/log1p"};
  static double apply(double a) { return std::log1p(a); }
};
struct sqrt_of {
  static constexpr char const *name{"clojure.math/sqrt"};
  static double apply(double a) { return std::sqrt(a); }
};
struct cbrt_of {
  static constexpr char const *name{"clojure.math/cbrt"};
  static double apply(double a) { return std::cbrt(a); }
};
struct hypot_of {
  static constexpr char const *name{"clojure.math/hypot"};
  static double apply(double a, double b) { return std::hypot(a, b); }
};
struct pow_of {
  static constexpr char const *name{"clojure.math/pow"};
  // C makes 1 of 1^NaN and of (+-1)^infinity; here they are NaN.
  static double apply(double a, double b) {
    if(std::isnan(b) || (std::isinf(b) && std::fabs(a) == 1)) { return doubles::quiet_NaN(); }
    return std::pow(a, b);
  }
};
struct remainder_of {
  static constexpr char const *name{"clojure.math/IEEE-remainder"};
  static double apply(double a, double b) { return std::remainder(a, b); }
};
struct ceil_of {
  static constexpr char const *name{"clojure.math/ceil"};
  static double apply(double a) { return std::ceil(a); }
};
struct floor_of {
  static constexpr char const *name{"clojure.math/floor"};
  static double apply(double a) { return std::floor(a); }
};
struct rint_of {
  static constexpr char const *name{"clojure.math/rint"};
  static double apply(double a) { return std::nearbyint(a); }
};
struct signum_of {
  static constexpr char const *name{"clojure.math/signum"};
  static double apply(double a) { return a > 0 ? 1 : a < 0 ? -1 : a; }
};
struct copy_sign_of {
  static constexpr char const *name{"clojure.math/copy-sign"};
  static double apply(double a, double b) { return std::copysign(a, b); }
};
struct next_after_of {
  static constexpr char const *name{"clojure.math/next-after"};
  static double apply(double a, double b) { return std::nextafter(a, b); }
};
struct next_up_of {
  static constexpr char const *name{"clojure.math/next-up"};
  static double apply(double a) { return std::nextafter(a, doubles::infinity()); }
};
struct next_down_of {
  static constexpr char const *name{"clojure.math/next-down"};
  static double apply(double a) { return std::nextafter(a, -doubles::infinity()); }
};
struct ulp_of {
  static constexpr char const *name{"clojure.math/ulp"};
  // The distance to the next double away from zero; below the greatest, whose next is infinity.
  static double apply(double a) {
    double const size{std::fabs(a)};
    if(size == doubles::max()) { return size - std::nextafter(size, 0); }
    return std::isfinite(size) ? std::nextafter(size, doubles::infinity()) - size : size;
  }
};

// The long nearest to `a`, ties towards positive infinity. NaN is 0, what no long reaches the nearest long.
// Not floor(a + 0.5): that sum is rounded itself, wrongly just below 0.5 and above 2^52.
std::int64_t round_to_long(double a) {
  if(std::isnan(a)) { return 0; }
  double const below{std::floor(a)};
  double const rounded{a - below >= 0.5 ? below + 1 : below};
  if(rounded >= 0x1p63) { return longs::max(); }
  if(rounded < -0x1p63) { return longs::min(); }
  return static_cast<std::int64_t>(rounded);
}
object_ref round_of(object_ref, object_ref a) { return make_long(round_to_long(number(a, "clojure.math/round"))); }

object_ref exponent_of(object_ref, object_ref a) {
  double const d{number(a, "clojure.math/get-exponent")};
  if(!std::isfinite(d)) { return make_long(max_exponent + 1); }
  return make_long(std::fabs(d) < doubles::min() ? min_exponent - 1 : std::ilogb(d));
}

object_ref scale(object_ref, object_ref a, object_ref factor) {
  double const d{number(a, "clojure.math/scalb")};
  std::int64_t const by{whole(factor, "clojure.math/scalb")};
  // Beyond this every double is zero or infinite.
  return make_double(std::scalbn(d, static_cast<int>(std::clamp<std::int64_t>(by, -10'000, 10'000))));
}

[[noreturn]] void throw_overflow(char const *function) {
  throw_error(error_kind::arithmetic, std::string{"long overflow in "} + function);
}

std::int64_t nonzero(std::int64_t divisor, char const *function) {
  if(divisor == 0) { throw_error(error_kind::arithmetic, std::string{"Divide by zero in "} + function); }
  return divisor;
}

struct floor_div_of {
  static constexpr char const *name{"clojure.math/floor-div"};
  static std::int64_t apply(std::int64_t a, std::int64_t b) {
    nonzero(b, name);
    if(a == longs::min() && b == -1) { return a; }
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
  }
};
struct floor_mod_of {
  static constexpr char const *name{"clojure.math/floor-mod"};
  static std::int64_t apply(std::int64_t a, std::int64_t b) {
    nonzero(b, name);
    if(b == -1) { return 0; }
    std::int64_t const rest{a % b};
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }
};
struct add_exact_of {
  static constexpr char const *name{"clojure.math/add-exact"};
  static std::int64_t apply(std::int64_t a, std::int64_t b) {
    std::int64_t result{};
    if(__builtin_add_overflow(a, b, &result)) { throw_overflow(name); }
    return result;
  }
};
struct subtract_exact_of {
  static constexpr char const *name{"clojure.math/subtract-exact"};
  static std::int64_t apply(std::int64_t a, std::int64_t b) {
    std::int64_t result{};
    if(__builtin_sub_overflow(a, b, &result)) { throw_overflow(name); }
    return result;
  }
};
struct multiply_exact_of {
  static constexpr char const *name{"clojure.math/multiply-exact"};
  static std::int64_t apply(std::int64_t a, std::int64_t b) {
    std::int64_t result{};
    if(__builtin_mul_overflow(a, b, &result)) { throw_overflow(name); }
    return result;
  }
};
struct increment_exact_of {
  static constexpr char const *name{"clojure.math/increment-exact"};
  static std::int64_t apply(std::int64_t a) {
    if(a == longs::max()) { throw_overflow(name); }
    return a + 1;
  }
};
struct decrement_exact_of {
  static constexpr char const *name{"clojure.math/decrement-exact"};
  static std::int64_t apply(std::int64_t a) {
    if(a == longs::min()) { throw_overflow(name); }
    return a - 1;
  }
};
struct negate_exact_of {
  static constexpr char const *name{"clojure.math/negate-exact"};
  static std::int64_t apply(std::int64_t a) {
    if(a == longs::min()) { throw_overflow(name); }
    return -a;
  }
};

native const rows[]{
    {"sin", "([a])", "The sine of the angle a, in radians. NaN for infinities and NaN.", {of_double<sin_of>}},
    {"cos", "([a])", "The cosine of the angle a, in radians. NaN for infinities and NaN.", {of_double<cos_of>}},
    {"tan", "([a])", "The tangent of the angle a, in radians. NaN for infinities and NaN.", {of_double<tan_of>}},
    {"asin", "([a])", "The angle from -pi/2 to pi/2 whose sine is a; NaN when a is beyond 1.", {of_double<asin_of>}},
    {"acos", "([a])", "The angle from 0 to pi whose cosine is a; NaN when a is beyond 1.", {of_double<acos_of>}},
    {"atan", "([a])", "The angle from -pi/2 to pi/2 whose tangent is a.", {of_double<atan_of>}},
    {"atan2",
     "([y x])",
     "The angle from -pi to pi of the point x, y, seen from the origin: theta of its polar coordinates.",
     {of_two_doubles<atan2_of>}},
    {"sinh", "([x])", "The hyperbolic sine of x.", {of_double<sinh_of>}},
    {"cosh", "([x])", "The hyperbolic cosine of x.", {of_double<cosh_of>}},
    {"tanh", "([x])", "The hyperbolic tangent of x, from -1 to 1.", {of_double<tanh_of>}},
    {"to-radians", "([deg])", "The angle deg, in degrees, as radians.", {of_double<to_radians_of>}},
    {"to-degrees", "([r])", "The angle r, in radians, as degrees.", {of_double<to_degrees_of>}},
    {"exp", "([a])", "e to the power of a.", {of_double<exp_of>}},
    {"expm1", "([x])", "e to the power of x, less 1; exact also for x near 0.", {of_double<expm1_of>}},
    {"log", "([a])", "The logarithm of a to base e: -Infinity for zero, NaN for negative a.", {of_double<log_of>}},
    {"log10", "([a])", "The logarithm of a to base 10: -Infinity for zero, NaN for negative a.", {of_double<log10_of>}},
    {"log1p", "([x])", "The logarithm of 1 + x to base e; exact also for x near 0.", {of_double<log1p_of>}},
    {"sqrt", "([a])", "The square root of a, rounded correctly; NaN for negative a.", {of_double<sqrt_of>}},
    {"cbrt", "([a])", "The cube root of a; negative for negative a.", {of_double<cbrt_of>}},
    {"hypot",
     "([x y])",
     "The square root of x^2 + y^2, without overflow on the way. Infinite when either number is.",
     {of_two_doubles<hypot_of>}},
    {"pow",
     "([a b])",
     "a to the power of b. 1 when b is zero; NaN when b is NaN, when a is 1 or -1 and b infinite, or when a is "
     "negative "
     "and b has a fraction.",
     {of_two_doubles<pow_of>}},
    {"IEEE-remainder",
     "([dividend divisor])",
     "dividend less n times divisor, where n is the integer nearest to their quotient, the even one of two. NaN for an "
     "infinite dividend or a divisor of zero.",
     {of_two_doubles<remainder_of>}},
    {"ceil", "([a])", "The least double that is an integer and not less than a.", {of_double<ceil_of>}},
    {"floor", "([a])", "The greatest double that is an integer and not greater than a.", {of_double<floor_of>}},
    {"rint", "([a])", "The double that is an integer and nearest to a; of two the even one.", {of_double<rint_of>}},
    {"round",
     "([a])",
     "The long nearest to a; of two the greater one. 0 for NaN; the least or greatest long for what is beyond.",
     {round_of}},
    {"signum", "([d])", "1.0 for positive d, -1.0 for negative d; zeros and NaN as they are.", {of_double<signum_of>}},
    {"copy-sign",
     "([magnitude sign])",
     "magnitude with the sign of sign, which may be a zero.",
     {of_two_doubles<copy_sign_of>}},
    {"next-after",
     "([start direction])",
     "The double next to start in the direction of direction; direction itself when they are equal.",
     {of_two_doubles<next_after_of>}},
    {"next-up", "([d])", "The double next to d towards positive infinity.", {of_double<next_up_of>}},
    {"next-down", "([d])", "The double next to d towards negative infinity.", {of_double<next_down_of>}},
    {"ulp",
     "([d])",
     "The distance between d and the next double away from zero. NaN for NaN, Infinity for infinities.",
     {of_double<ulp_of>}},
    {"get-exponent",
     "([d])",
     "The exponent of 2 in the representation of d: 1024 for NaN and infinities, -1023 for zero and subnormal numbers.",
     {exponent_of}},
    {"scalb", "([d scaleFactor])", "d times 2 to the power of scaleFactor, rounded once.", {scale}},
    {"floor-div",
     "([x y])",
     "The quotient of the longs, rounded towards negative infinity. Throws when y is zero.",
     {of_two_longs<floor_div_of>}},
    {"floor-mod",
     "([x y])",
     "x less y times their floor-div; it has the sign of y. Throws when y is zero.",
     {of_two_longs<floor_mod_of>}},
    {"add-exact", "([x y])", "The sum of the longs. Throws on overflow.", {of_two_longs<add_exact_of>}},
    {"subtract-exact",
     "([x y])",
     "The difference of the longs. Throws on overflow.",
     {of_two_longs<subtract_exact_of>}},
    {"multiply-exact", "([x y])", "The product of the longs. Throws on overflow.", {of_two_longs<multiply_exact_of>}},
    {"increment-exact", "([a])", "One more than the long a. Throws on overflow.", {of_long<increment_exact_of>}},
    {"decrement-exact", "([a])", "One less than the long a. Throws on overflow.", {of_long<decrement_exact_of>}},
    {"negate-exact", "([a])", "The negative of the long a. Throws on overflow.", {of_long<negate_exact_of>}},
};

} // namespace

} // namespace jank::ns

extern "C" void jank_natives_math() {
  using namespace jank::ns;
  define_natives(qualified_name(current_namespace()->name).c_str(), rows, std::size(rows));
}
