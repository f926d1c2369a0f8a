#include "unit/decode.hpp"

#include "catch2.hpp"
#include "object/print.hpp"

#include <limits>
#include <vector>

using namespace jank;
using bytes = std::vector<std::uint8_t>;

namespace {

template <typename F> std::string refusal(bytes const &b, F const &read) {
  unit::decoder in{b};
  try {
    read(in);
  } catch(object::thrown_value const &t) { return object::to_text(object::error_message(t.value)); }
  return "accepted";
}

std::string const damaged{"this unit cannot be loaded: its description is damaged at byte "};

} // namespace

TEST_CASE("counts have at most 32 bits") {
  auto const count{[](unit::decoder &in) { return in.count(); }};
  CHECK(refusal({0xff, 0xff, 0xff, 0xff, 0x0f}, count) == "accepted");
  CHECK(refusal({0xff, 0xff, 0xff, 0xff, 0x1f}, count) == damaged + "5: a count has more than 32 bits");
  CHECK(refusal({0x80, 0x80, 0x80, 0x80, 0x80, 0x00}, count) == damaged + "5: a count has more than 32 bits");
  CHECK(refusal({0x80, 0x80}, count) == damaged + "2: it ends too early");
  CHECK(refusal({}, count) == damaged + "0: it ends too early");
}

TEST_CASE("integers have at most 64 bits") {
  auto const integer{[](unit::decoder &in) { return in.integer(); }};
  bytes const smallest{0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f};
  CHECK(refusal(smallest, integer) == "accepted");
  unit::decoder in{smallest};
  CHECK(in.integer() == std::numeric_limits<std::int64_t>::min());
  CHECK(refusal({0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01}, integer) ==
        damaged + "10: an integer has more than 64 bits");
  CHECK(refusal({0xff}, integer) == damaged + "1: it ends too early");
}

TEST_CASE("a count of things is refused when the rest cannot hold them") {
  auto const pairs{[](unit::decoder &in) { return in.count_of(2); }};
  CHECK(refusal({2, 0, 0, 0, 0}, pairs) == "accepted");
  CHECK(refusal({3, 0, 0, 0, 0}, pairs) == damaged + "1: a count is larger than what follows");
  CHECK(refusal({0xff, 0xff, 0xff, 0xff, 0x0f}, pairs) == damaged + "5: a count is larger than what follows");
}

TEST_CASE("texts and numbers end inside") {
  CHECK(refusal({3, 'a', 'b'}, [](unit::decoder &in) { return in.text(); }) == damaged + "1: it ends too early");
  CHECK(refusal({1, 2, 3}, [](unit::decoder &in) { return in.number(); }) == damaged + "0: it ends too early");
  CHECK(refusal({1, 2, 3}, [](unit::decoder &in) { in.skip(4); }) == damaged + "0: it ends too early");
  unit::decoder in{bytes{}};
  CHECK_NOTHROW(in.skip(0));
}
