#include "object/journal.hpp"

#include "catch2.hpp"

#include <vector>

namespace journal = jank::object::journal;

namespace {

std::uintptr_t words[200];

void change(std::size_t i, std::uintptr_t to) {
  journal::note(nullptr, words[i], journal::sort::value);
  words[i] = to;
}

void clear() {
  for(auto &w : words) { w = 0; }
}

} // namespace

TEST_CASE("without an open level nothing is noted") {
  clear();
  CHECK(!journal::is_open());
  change(0, 1);
  auto const level{journal::open()};
  CHECK(level == 1);
  CHECK(journal::notes(level).empty());
  journal::put_back(level);
  CHECK(words[0] == 1);
}

TEST_CASE("a word is noted once, with what it held at first") {
  clear();
  auto const level{journal::open()};
  change(0, 1);
  change(0, 2);
  change(1, 3);
  REQUIRE(journal::notes(level).size() == 2);
  CHECK(journal::notes(level)[0].before == 0);
  CHECK(journal::find(level, &words[0])->place == &words[0]);
  CHECK(journal::find(level, &words[2]) == nullptr);
  journal::put_back(level);
  CHECK(words[0] == 0);
  CHECK(words[1] == 0);
  CHECK(!journal::is_open());
}

// Few notes are searched, many are indexed.
TEST_CASE("levels in levels are kept by the outer one or put back alone") {
  for(std::size_t const n : {std::size_t{3}, std::size_t{24}, std::size_t{25}, std::size_t{100}}) {
    clear();
    auto const outer{journal::open()};
    for(std::size_t i{}; i < n; ++i) { change(i, 1); }
    {
      auto const inner{journal::open()};
      for(std::size_t i{}; i < 2 * n; ++i) { change(i, 2); }
      CHECK(journal::notes(inner).size() == 2 * n);
      CHECK(journal::find(inner, &words[0])->before == 1);
      CHECK(journal::find(outer, &words[0])->before == 0);
      journal::put_back(inner);
    }
    CHECK(words[0] == 1);
    CHECK(words[n] == 0);
    {
      auto const inner{journal::open()};
      for(std::size_t i{n - 1}; i < 2 * n; ++i) { change(i, 3); }
      journal::keep(inner);
    }
    CHECK(journal::notes(outer).size() == 2 * n);
    change(0, 4);
    change(2 * n - 1, 4);
    CHECK(journal::notes(outer).size() == 2 * n);
    journal::put_back(outer);
    for(std::size_t i{}; i < 2 * n; ++i) { CHECK(words[i] == 0); }
  }
}

TEST_CASE("putting a level back ends those that a fault left open inside it") {
  clear();
  auto const outer{journal::open()};
  change(0, 1);
  journal::open();
  change(0, 2);
  journal::open();
  change(1, 2);
  journal::put_back(outer);
  CHECK(words[0] == 0);
  CHECK(words[1] == 0);
  CHECK(!journal::is_open());
}

TEST_CASE("in a pause open levels note nothing, and new ones stand alone") {
  clear();
  auto const outer{journal::open()};
  change(0, 1);
  {
    journal::pause const unnoted;
    CHECK(!journal::is_open());
    change(1, 1);
    auto const level{journal::open()};
    change(0, 2);
    change(2, 2);
    CHECK(journal::notes(level).size() == 2);
    journal::keep(level);
    CHECK(!journal::is_open());
  }
  CHECK(journal::is_open());
  CHECK(journal::notes(outer).size() == 1);
  journal::put_back(outer);
  CHECK(words[0] == 0);
  CHECK(words[1] == 1);
  CHECK(words[2] == 2);
}
