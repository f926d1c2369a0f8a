#include "object/ratio.hpp"

#include "catch2.hpp"
#include "object/equality.hpp"
#include "object/number.hpp"
#include "object/print.hpp"

using namespace jank::object;

namespace {

object_ref over(std::int64_t n, std::int64_t d) { return divide_integers(make_big(n), make_big(d)); }

} // namespace

TEST_CASE("ratios are in lowest terms with the sign above the line") {
  CHECK(to_readable(over(6, 4)) == "3/2");
  CHECK(to_readable(over(6, -4)) == "-3/2");
  CHECK(to_readable(over(-6, -4)) == "3/2");
  CHECK(to_readable(over(0, -4)) == "0N");
  CHECK(to_readable(over(8, -4)) == "-2N");
  CHECK(is_ratio(over(1, 3)));
}

TEST_CASE("equal ratios hash alike and equal nothing else") {
  CHECK(equal(over(1, 2), over(2, 4)));
  CHECK(hash(over(1, 2)) == hash(over(2, 4)));
  CHECK_FALSE(equal(over(1, 2), over(1, 3)));
  CHECK_FALSE(equal(over(1, 2), make_double(0.5)));
  CHECK(numerically_equal(over(1, 2), make_double(0.5)));
}

TEST_CASE("ratios as doubles and integers") {
  CHECK(ratio_to_double(cast<ratio>(over(1, 3))) == 1.0 / 3);
  CHECK(ratio_to_double(cast<ratio>(over(-1, 10))) == -0.1);
  CHECK(ratio_to_double(cast<ratio>(over(9223372036854775807, 2))) == 4611686018427387904.0);
  CHECK(big_to_text(truncate_ratio(cast<ratio>(over(-7, 2)))) == "-3");
  CHECK(to_long(over(-7, 2)) == -3);
}
