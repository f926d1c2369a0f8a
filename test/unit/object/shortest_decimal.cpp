// The fewest digits that tell a double from all others.

#include "object/shortest_decimal.hpp"

#include "catch2.hpp"

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

using jank::object::to_scientific;

namespace {

std::string text_of(double d) {
  auto const s{to_scientific(d)};
  return s.digits + "e" + std::to_string(s.exponent);
}

double read_back(double d) {
  auto const s{jank::object::to_shortest_decimal(d)};
  return std::strtod((std::to_string(s.digits) + "e" + std::to_string(s.exponent)).c_str(), nullptr);
}

} // namespace

TEST_CASE("doubles as people write them") {
  CHECK(text_of(0) == "0e0");
  CHECK(text_of(1) == "1e0");
  CHECK(text_of(-2.5) == "25e0");
  CHECK(text_of(0.1) == "1e-1");
  CHECK(text_of(0.1 + 0.2) == "30000000000000004e-1");
  CHECK(text_of(100) == "1e2");
  CHECK(text_of(123456.789) == "123456789e5");
  CHECK(text_of(1e23) == "1e23");
  CHECK(text_of(9007199254740993.0) == "9007199254740992e15");
}

TEST_CASE("the ends of the range, and where the steps change") {
  CHECK(text_of(5e-324) == "5e-324");
  CHECK(text_of(2.2250738585072014e-308) == "22250738585072014e-308");
  CHECK(text_of(std::numeric_limits<double>::max()) == "17976931348623157e308");
  for(int e{1}; e < 2047; ++e) {
    for(int step{-1}; step <= 1; ++step) {
      double const d{std::bit_cast<double>((static_cast<std::uint64_t>(e) << 52) + static_cast<std::uint64_t>(step))};
      REQUIRE(read_back(d) == d);
    }
  }
}

TEST_CASE("all read back, with one digit less none does") {
  std::mt19937_64 random{1};
  for(int i{}; i < 20000; ++i) {
    double const d{std::fabs(std::bit_cast<double>(random()))};
    if(!std::isfinite(d)) { continue; }
    REQUIRE(read_back(d) == d);
    auto const s{jank::object::to_shortest_decimal(d)};
    if(s.digits < 10) { continue; }
    for(std::uint64_t const fewer : {s.digits / 10, s.digits / 10 + 1}) {
      auto const text{std::to_string(fewer) + "e" + std::to_string(s.exponent + 1)};
      REQUIRE(std::strtod(text.c_str(), nullptr) != d);
    }
  }
}
