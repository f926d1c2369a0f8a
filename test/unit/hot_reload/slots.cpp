// Ranges of table slots: taken, given back, used again.

#include "hot_reload/slots.hpp"

#include "catch2.hpp"

#include <vector>

using jank::hot_reload::slot_ranges;

namespace {

// A table that begins with 100 slots of others, and can be told to be full.
std::uint32_t table_size{};
bool table_is_full{};

std::uint32_t grow(std::uint32_t count) {
  if(table_is_full) { return 0; }
  std::uint32_t const first{table_size};
  table_size += count;
  return first;
}

slot_ranges fresh() {
  table_size = 100;
  table_is_full = false;
  return slot_ranges{grow};
}

} // namespace

TEST_CASE("the table grows in batches, and ranges follow each other") {
  slot_ranges slots{fresh()};
  CHECK(slots.take(3) == 100);
  CHECK(slots.take(2) == 103);
  CHECK(table_size == 1124);
  CHECK(slots.in_use() == 5);
  CHECK(slots.reserved() == 1024);
}

TEST_CASE("a range larger than a batch") {
  slot_ranges slots{fresh()};
  CHECK(slots.take(5000) == 100);
  CHECK(table_size == 5100);
  CHECK(slots.take(1) == 5100);
}

TEST_CASE("what is given back is used again") {
  slot_ranges slots{fresh()};
  std::uint32_t const a{slots.take(4)};
  std::uint32_t const b{slots.take(4)};
  slots.give_back(a, 4);
  CHECK(slots.in_use() == 4);
  CHECK(slots.take(2) == a);
  CHECK(slots.take(2) == a + 2);
  CHECK(slots.take(2) == b + 4);
}

TEST_CASE("neighbours are joined, whatever the order") {
  for(auto const &order :
      std::vector<std::vector<int>>{{0, 1, 2}, {2, 1, 0}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}}) {
    slot_ranges slots{fresh()};
    std::uint32_t const first{slots.take(4)};
    slots.take(4);
    slots.take(4);
    slots.take(1); // keeps the rest of the batch apart
    for(int const i : order) { slots.give_back(first + static_cast<std::uint32_t>(i) * 4, 4); }
    CHECK(slots.take(12) == first);
    CHECK(slots.reserved() == 1024);
  }
}

TEST_CASE("a table that cannot grow") {
  slot_ranges slots{fresh()};
  std::uint32_t const all{slots.take(1024)};
  table_is_full = true;
  CHECK(slots.take(1) == 0);
  CHECK(slots.in_use() == 1024);
  slots.give_back(all + 1000, 1);
  CHECK(slots.take(1) == all + 1000);
  CHECK(slots.take(1) == 0);
}

TEST_CASE("no two ranges overlap") {
  slot_ranges slots{fresh()};
  struct range {
    std::uint32_t first;
    std::uint32_t count;
  };
  std::vector<range> taken;
  std::vector<bool> in_use(100000);
  std::uint32_t random{12345};
  auto const next{[&](std::uint32_t below) {
    random = random * 1664525 + 1013904223;
    return (random >> 8) % below;
  }};
  std::uint32_t count_in_use{};
  for(int round{}; round < 5000; ++round) {
    if(taken.empty() || next(5) < 3) {
      range const r{0, 1 + next(20)};
      taken.push_back({slots.take(r.count), r.count});
      for(std::uint32_t i{}; i < r.count; ++i) {
        REQUIRE(taken.back().first >= 100);
        REQUIRE_FALSE(in_use[taken.back().first + i]);
        in_use[taken.back().first + i] = true;
      }
      count_in_use += r.count;
    } else {
      std::size_t const at{next(static_cast<std::uint32_t>(taken.size()))};
      range const r{taken[at]};
      taken.erase(taken.begin() + static_cast<std::ptrdiff_t>(at));
      slots.give_back(r.first, r.count);
      for(std::uint32_t i{}; i < r.count; ++i) { in_use[r.first + i] = false; }
      count_in_use -= r.count;
    }
    REQUIRE(slots.in_use() == count_in_use);
  }
}
