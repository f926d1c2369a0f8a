#include "object/big_integer.hpp"

#include "catch2.hpp"
#include "object/equality.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "thrown.hpp"

#include <cmath>
#include <limits>

using namespace jank::object;

namespace {

constexpr auto long_min{std::numeric_limits<std::int64_t>::min()};
constexpr auto long_max{std::numeric_limits<std::int64_t>::max()};

big_integer *b(std::string_view digits) {
  bool const negative{digits.starts_with('-')};
  return parse_big(digits.substr(negative ? 1 : 0), 10, negative);
}

} // namespace

TEST_CASE("longs go through big integers unchanged") {
  for(std::int64_t const n : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{1} << 28,
                              std::int64_t{1} << 56, long_max, long_min}) {
    auto *const big{make_big(n)};
    CHECK(fits_long(big));
    CHECK(low_bits(big) == n);
    CHECK(as_long(reduce_big(big)) == n);
    CHECK(big_to_text(big) == std::to_string(n));
    CHECK(equal(big, make_long(n)));
    CHECK(equal(make_long(n), big));
    CHECK(hash(big) == hash(make_long(n)));
  }
}

TEST_CASE("what fits a long is told exactly") {
  CHECK(fits_long(b("9223372036854775807")));
  CHECK_FALSE(fits_long(b("9223372036854775808")));
  CHECK(fits_long(b("-9223372036854775808")));
  CHECK_FALSE(fits_long(b("-9223372036854775809")));
  CHECK_FALSE(fits_long(b("18446744073709551616")));
  CHECK(low_bits(b("18446744073709551617")) == 1);
  CHECK(low_bits(b("-18446744073709551617")) == -1);
}

TEST_CASE("text of every length reads back, in every radix") {
  std::string digits;
  for(int i{}; i < 200; ++i) {
    digits += static_cast<char>('0' + (i * 7 + 1) % 10);
    CHECK(big_to_text(b(digits)) == digits);
    CHECK(decimal_digit_count(b(digits)) == i + 1);
  }
  CHECK(big_to_text(parse_big("ffffffffffffffffffff", 16, false)) == "1208925819614629174706175");
  CHECK(big_to_text(parse_big("Zz", 36, true)) == "-1295");
  CHECK(big_to_text(b("-000")) == "0");
  CHECK(parse_big("", 10, false) == nullptr);
  CHECK(parse_big("12a", 10, false) == nullptr);
  CHECK(parse_big("2", 2, false) == nullptr);
}

TEST_CASE("arithmetic carries and borrows, and truncates quotients") {
  CHECK(big_to_text(add_big(b("99999999999999999999"), b("1"))) == "100000000000000000000");
  CHECK(big_to_text(subtract_big(b("100000000000000000000"), b("1"))) == "99999999999999999999");
  CHECK(big_to_text(multiply_big(b("-12345678901234567890"), b("98765432109876543210"))) ==
        "-1219326311370217952237463801111263526900");
  auto const [quotient, remainder]{divide_big(b("-100000000000000000007"), b("10000000000"))};
  CHECK(big_to_text(quotient) == "-10000000000");
  CHECK(big_to_text(remainder) == "-7");
  CHECK(big_to_text(gcd_big(b("-48"), b("36"))) == "12");
  CHECK(big_to_text(negate_big(b("0"))) == "0");
  CHECK(is_zero_big(subtract_big(b("-7"), b("-7"))));
  CHECK_FALSE(subtract_big(b("-7"), b("-7"))->negative);
}

TEST_CASE("doubles are the nearest ones") {
  CHECK(big_to_double(b("9007199254740993")) == 9007199254740992.0);
  CHECK(big_to_double(b("9007199254740995")) == 9007199254740996.0);
  // Half way in the upper bits, with the last digit deciding.
  CHECK(big_to_double(shift_big(b("9007199254740993"), 100)) == std::ldexp(9007199254740992.0, 100));
  CHECK(big_to_double(add_big(shift_big(b("9007199254740993"), 100), b("1"))) == std::ldexp(9007199254740994.0, 100));
  CHECK(big_to_double(b("-100000000000000000000000")) == -1e23);
  CHECK(std::isinf(big_to_double(power_of_ten(400))));
}

TEST_CASE("powers that no memory holds are refused") {
  CHECK(thrown_by([] { power_of_ten(6'000'000); }) ==
        "arithmetic: an exponent is too large: this needs a number of 6000000 digits");
}

TEST_CASE("digits from outside are checked") {
  std::uint32_t const digits[]{1, 0, 1u << 28};
  CHECK(make_big_of_digits(digits, 3, false) == nullptr);
  CHECK(make_big_of_digits(digits, 2, false) == nullptr);
  CHECK(big_to_text(make_big_of_digits(digits, 1, true)) == "-1");
  CHECK_FALSE(make_big_of_digits(nullptr, 0, true)->negative);
}

TEST_CASE("a plain one prints without N and equals the other") {
  CHECK(to_readable(make_plain(b("22"))) == "22");
  CHECK(to_readable(b("22")) == "22N");
  CHECK(to_str(b("22")) == "22");
  CHECK(equal(make_plain(b("22")), b("22")));
}
