#include "object/number.hpp"

#include "catch2.hpp"
#include "object/big_integer.hpp"
#include "object/print.hpp"
#include "object/string.hpp"
#include "thrown.hpp"

#include <cmath>
#include <limits>

using namespace jank::object;

namespace {

constexpr auto long_min{std::numeric_limits<std::int64_t>::min()};
constexpr auto long_max{std::numeric_limits<std::int64_t>::max()};
constexpr auto infinity{std::numeric_limits<double>::infinity()};
double const not_a_number{std::numeric_limits<double>::quiet_NaN()};

object_ref n(std::int64_t value) { return make_long(value); }
object_ref d(double value) { return make_double(value); }

} // namespace

TEST_CASE("a long has one representation: 31 bits are a fixnum, more are boxed") {
  for(std::int64_t const fixnum : {std::int64_t{0}, std::int64_t{-1}, fixnum_min, fixnum_max}) {
    CHECK(n(fixnum).is_fixnum());
    CHECK(as_long(n(fixnum)) == fixnum);
    CHECK(n(fixnum) == make_fixnum(fixnum));
  }
  for(std::int64_t const boxed : {fixnum_min - 1, fixnum_max + 1, long_min, long_max, std::int64_t{1} << 32}) {
    CHECK(is(n(boxed), kind::long_integer));
    CHECK(as_long(n(boxed)) == boxed);
    CHECK(is_long(n(boxed)));
    CHECK(is_number(n(boxed)));
  }
  CHECK_FALSE(is_number(make_char('1')));
  CHECK_FALSE(is_number(nil));
}

TEST_CASE("arithmetic crosses the fixnum borders in both directions") {
  CHECK(as_long(add(n(fixnum_max), n(1))) == fixnum_max + 1);
  CHECK(as_long(subtract(n(fixnum_min), n(1))) == fixnum_min - 1);
  CHECK(subtract(n(fixnum_max + 1), n(1)) == make_fixnum(fixnum_max));
  CHECK(add(n(fixnum_min - 1), n(1)) == make_fixnum(fixnum_min));
  CHECK(as_long(negate(n(fixnum_min))) == fixnum_max + 1);
  CHECK(as_long(multiply(n(fixnum_min), n(fixnum_min))) == (std::int64_t{1} << 60));
  CHECK(as_long(divide(n(fixnum_min), n(-1))) == fixnum_max + 1);
}

TEST_CASE("longs overflow with an error, never silently") {
  CHECK(thrown_by([] { add(n(long_max), n(1)); }) == "arithmetic: integer overflow: (+ 9223372036854775807 1)");
  CHECK(thrown_by([] { add(n(long_min), n(-1)); }) == "arithmetic: integer overflow: (+ -9223372036854775808 -1)");
  CHECK(thrown_by([] { subtract(n(long_min), n(1)); }) == "arithmetic: integer overflow: (- -9223372036854775808 1)");
  CHECK(thrown_by([] { subtract(n(0), n(long_min)); }) == "arithmetic: integer overflow: (- 0 -9223372036854775808)");
  CHECK(thrown_by([] { multiply(n(long_max), n(2)); }) == "arithmetic: integer overflow: (* 9223372036854775807 2)");
  CHECK(thrown_by([] { multiply(n(long_min), n(-1)); }) == "arithmetic: integer overflow: (* -9223372036854775808 -1)");
  CHECK(thrown_by([] { negate(n(long_min)); }) == "arithmetic: integer overflow: (- -9223372036854775808)");
  CHECK(thrown_by([] { divide(n(long_min), n(-1)); }) == "arithmetic: integer overflow: (/ -9223372036854775808 -1)");
  CHECK(thrown_by([] { quotient(n(long_min), n(-1)); }) ==
        "arithmetic: integer overflow: (quot -9223372036854775808 -1)");
  CHECK(as_long(add(n(long_max), n(0))) == long_max);
  CHECK(as_long(add(n(long_max), n(long_min))) == -1);
  CHECK(as_long(negate(n(long_max))) == -long_max);
}

TEST_CASE("the least long has remainder and modulus by -1") {
  CHECK(as_long(remainder(n(long_min), n(-1))) == 0);
  CHECK(as_long(modulo(n(long_min), n(-1))) == 0);
}

TEST_CASE("quot truncates, rem has the sign of the dividend, mod that of the divisor") {
  struct row {
    std::int64_t a, b, quot, rem, mod;
  };
  for(auto const &[a, b, quot, rem, mod] : {row{7, 2, 3, 1, 1}, row{-7, 2, -3, -1, 1}, row{7, -2, -3, 1, -1},
                                            row{-7, -2, 3, -1, -1}, row{6, 3, 2, 0, 0}, row{-6, 3, -2, 0, 0}}) {
    CHECK(as_long(quotient(n(a), n(b))) == quot);
    CHECK(as_long(remainder(n(a), n(b))) == rem);
    CHECK(as_long(modulo(n(a), n(b))) == mod);
    CHECK(as_double(quotient(d(static_cast<double>(a)), n(b))) == static_cast<double>(quot));
    CHECK(as_double(remainder(d(static_cast<double>(a)), n(b))) == static_cast<double>(rem));
    CHECK(as_double(modulo(d(static_cast<double>(a)), n(b))) == static_cast<double>(mod));
  }
}

TEST_CASE("longs that divide evenly give a long, others a ratio") {
  CHECK(divide(n(6), n(3)) == make_fixnum(2));
  CHECK(to_readable(divide(n(1), n(2))) == "1/2");
  CHECK(to_readable(divide(n(2), n(-8))) == "-1/4");
}

TEST_CASE("dividing by zero is an error for longs, and infinite for doubles") {
  CHECK(thrown_by([] { divide(n(5), n(0)); }) == "arithmetic: Divide by zero: (/ 5 0)");
  CHECK(thrown_by([] { quotient(n(5), n(0)); }) == "arithmetic: Divide by zero: (quot 5 0)");
  CHECK(thrown_by([] { remainder(n(5), n(0)); }) == "arithmetic: Divide by zero: (rem 5 0)");
  CHECK(thrown_by([] { modulo(n(5), n(0)); }) == "arithmetic: Divide by zero: (mod 5 0)");
  CHECK(thrown_by([] { modulo(d(5), n(0)); }) == "arithmetic: Divide by zero: (mod 5.0 0.0)");
  CHECK(as_double(divide(d(1), n(0))) == infinity);
  CHECK(as_double(divide(n(-1), d(0))) == -infinity);
  CHECK(std::isnan(as_double(divide(d(0), d(0)))));
}

TEST_CASE("a double on either side gives a double") {
  CHECK(as_double(add(n(1), d(0.5))) == 1.5);
  CHECK(as_double(add(d(0.5), n(1))) == 1.5);
  CHECK(as_double(subtract(n(1), d(0.5))) == 0.5);
  CHECK(as_double(multiply(n(long_max), d(2))) == 18446744073709551614.0);
  CHECK(std::signbit(as_double(negate(d(0)))));
}

TEST_CASE("comparison of numbers goes by value, and NaN is in no order") {
  CHECK(less(n(1), n(2)));
  CHECK_FALSE(less(n(2), n(2)));
  CHECK(less_or_equal(n(2), n(2)));
  CHECK(less(n(fixnum_max), n(fixnum_max + 1)));
  CHECK(less(n(long_min), n(long_max)));
  CHECK(less(n(1), d(1.5)));
  CHECK(less(d(-infinity), n(long_min)));
  CHECK(less(n(long_max), d(infinity)));
  CHECK(numerically_equal(n(1), d(1)));
  CHECK(numerically_equal(d(0.0), d(-0.0)));
  CHECK_FALSE(less(d(-0.0), d(0.0)));
  for(auto const other : {d(not_a_number), d(1), n(1)}) {
    CHECK_FALSE(less(d(not_a_number), other));
    CHECK_FALSE(less(other, d(not_a_number)));
    CHECK_FALSE(less_or_equal(d(not_a_number), other));
    CHECK_FALSE(numerically_equal(d(not_a_number), other));
  }
}

TEST_CASE("what is no number is named with the operation") {
  object_ref const text{make_string("a")};
  CHECK(thrown_by([&] { add(text, n(1)); }) == "type: \"a\" is not a number (in +)");
  CHECK(thrown_by([&] { add(n(1), text); }) == "type: \"a\" is not a number (in +)");
  CHECK(thrown_by([&] { multiply(nil, text); }) == "type: nil is not a number (in *)");
  CHECK(thrown_by([&] { less(n(1), jank_true); }) == "type: true is not a number (in <)");
  CHECK(thrown_by([&] { less_or_equal(make_char('x'), n(1)); }) == "type: \\x is not a number (in <=)");
  CHECK(thrown_by([&] { numerically_equal(text, text); }) == "type: \"a\" is not a number (in ==)");
  CHECK(thrown_by([&] { negate(text); }) == "type: \"a\" is not a number (in -)");
  CHECK(thrown_by([&] { modulo(d(1), text); }) == "type: \"a\" is not a number (in mod)");
}

TEST_CASE("to_long truncates doubles and refuses what does not fit") {
  CHECK(to_long(d(2.9)) == 2);
  CHECK(to_long(d(-2.9)) == -2);
  CHECK(to_long(n(long_min)) == long_min);
  CHECK(to_long(d(-9223372036854775808.0)) == long_min);
  CHECK(to_long(d(9223372036854774784.0)) == 9223372036854774784);
  CHECK(thrown_by([] { to_long(d(9223372036854775808.0)); }) ==
        "illegal-argument: 9.223372036854776E18 does not fit a long");
  CHECK(thrown_by([] { to_long(d(not_a_number)); }) == "illegal-argument: ##NaN does not fit a long");
  CHECK(thrown_by([] { to_long(d(-infinity)); }) == "illegal-argument: ##-Inf does not fit a long");
  CHECK(to_long(make_char(U'a')) == 97);
  CHECK(thrown_by([] { to_long(nil); }) == "type: nil is not a number");
  CHECK(to_double(n(3)) == 3.0);
  CHECK(thrown_by([] { to_double(make_char('3')); }) == "type: \\3 is not a number");
}

TEST_CASE("to_bits wants a long and nothing else") {
  CHECK(to_bits(n(long_min)) == long_min);
  for(auto const wrong : {d(1), object_ref{make_big(1)}, nil, make_char('1')}) {
    CHECK(thrown_by([&] { to_bits(wrong); }).starts_with("type: bit operations want integers of 64 bits"));
  }
}

TEST_CASE("promoting operations give a big integer only when a long overflows") {
  CHECK(add_promoting(n(1), n(2)) == make_fixnum(3));
  CHECK(to_readable(add_promoting(n(long_max), n(1))) == "9223372036854775808N");
  CHECK(to_readable(subtract_promoting(n(long_min), n(1))) == "-9223372036854775809N");
  CHECK(to_readable(multiply_promoting(n(long_max), n(long_max))) == "85070591730234615847396907784232501249N");
  CHECK(to_readable(negate_promoting(n(long_min))) == "9223372036854775808N");
  CHECK(thrown_by([] { add_promoting(n(1), nil); }) == "type: nil is not a number (in +)");
}
