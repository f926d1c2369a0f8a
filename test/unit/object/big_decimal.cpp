#include "object/big_decimal.hpp"

#include "catch2.hpp"
#include "object/equality.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "thrown.hpp"

#include <limits>

using namespace jank::object;

namespace {

std::string text(big_decimal const *d) { return decimal_to_text(d); }
std::string again(std::string_view t) { return text(parse_decimal(t)); }

} // namespace

TEST_CASE("a decimal prints plain or with an exponent, by its scale") {
  struct row {
    char const *read, *printed;
  };
  for(auto const &[read, printed] :
      {row{"0", "0"}, row{"-1.50", "-1.50"}, row{".5", "0.5"}, row{"1.", "1"}, row{"0.000001", "0.000001"},
       row{"0.0000001", "1E-7"}, row{"-12.5E-9", "-1.25E-8"}, row{"1E3", "1E+3"}, row{"123e5", "1.23E+7"},
       row{"0E3", "0E+3"}, row{"0.00", "0.00"}, row{"0E-10", "0E-10"}, row{"+7", "7"}}) {
    INFO(read);
    CHECK(again(read) == printed);
  }
  for(auto const *const wrong : {"", ".", "-", "1e", "1e+", "1.5.2", "1.5M", " 1", "0x1", "Infinity"}) {
    INFO(wrong);
    CHECK(parse_decimal(wrong) == nullptr);
  }
}

TEST_CASE("decimals that differ in scale alone are equal and hash alike") {
  for(auto const *const t : {"1", "1.0", "1.00", "100E-2", "0.1E1"}) {
    CHECK(equal(parse_decimal(t), parse_decimal("1")));
    CHECK(hash(parse_decimal(t)) == hash(parse_decimal("1")));
  }
  CHECK(hash(parse_decimal("0.00")) == hash(parse_decimal("0E5")));
  CHECK(hash(parse_decimal("1E400000000")) == hash(parse_decimal("10E399999999")));
  CHECK_FALSE(equal(parse_decimal("1"), make_long(1)));
  CHECK(compare_decimal(parse_decimal("-1E400000000"), parse_decimal("1E-400000000")) < 0);
  CHECK(compare_decimal(parse_decimal("-2"), parse_decimal("-1.5")) < 0);
}

TEST_CASE("division is exact or refused, unless a precision is given") {
  auto *const one{parse_decimal("1")};
  CHECK(text(divide_decimal(one, parse_decimal("8"), {})) == "0.125");
  CHECK(text(divide_decimal(parse_decimal("1.000"), parse_decimal("2"), {})) == "0.500");
  CHECK(thrown_by([&] { divide_decimal(one, parse_decimal("3"), {}); }).starts_with("arithmetic: Non-terminating"));
  CHECK(text(divide_decimal(one, parse_decimal("3"), {5})) == "0.33333");
  CHECK(text(divide_decimal(parse_decimal("2"), parse_decimal("3"), {5})) == "0.66667");
  CHECK(text(divide_decimal(parse_decimal("999.9"), one, {3})) == "1.00E+3");
  CHECK(text(divide_decimal(parse_decimal("1E-20"), parse_decimal("7E30"), {3})) == "1.43E-51");
}

TEST_CASE("doubles give the decimal they print as, and the other way the nearest") {
  CHECK(text(double_to_decimal(0.1)) == "0.1");
  CHECK(text(double_to_decimal(1e10)) == "1.0E+10");
  CHECK(decimal_to_double(parse_decimal("0.1")) == 0.1);
  CHECK(decimal_to_double(parse_decimal("1E400")) == std::numeric_limits<double>::infinity());
  CHECK(thrown_by([] { double_to_decimal(std::numeric_limits<double>::infinity()); }) ==
        "type: ##Inf has no decimal value");
}

TEST_CASE("a scale beyond 30 bits is refused") {
  CHECK(thrown_by([] {
          parse_decimal("1E9999999999999999999999");
        }).starts_with("arithmetic: the exponent of a big decimal"));
  auto *const large{parse_decimal("1E1000000000")};
  CHECK(
      thrown_by([&] { multiply_decimal(large, large, {}); }).starts_with("arithmetic: the exponent of a big decimal"));
}
