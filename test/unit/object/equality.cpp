#include "object/equality.hpp"

#include "catch2.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/lazy.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/reference.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "thrown.hpp"

#include <algorithm>
#include <limits>
#include <vector>

using namespace jank::object;

namespace {

object_ref n(std::int64_t value) { return make_long(value); }
object_ref d(double value) { return make_double(value); }
object_ref s(std::string_view text) { return make_string(text); }

constexpr auto long_min{std::numeric_limits<std::int64_t>::min()};
constexpr auto long_max{std::numeric_limits<std::int64_t>::max()};

// Classes of equal values: within a class all are equal and hash alike, between classes none is equal.
std::vector<std::vector<object_ref>> classes_of_equals() {
  auto const k{[](char const *name) { return object_ref{make_keyword(name)}; }};
  std::vector<object_ref> many;
  for(int i{}; i < 40; ++i) { many.push_back(n(i)); }
  std::vector<object_ref> pairs;
  std::vector<object_ref> pairs_reversed;
  for(int i{}; i < 20; ++i) {
    pairs.push_back(n(i));
    pairs.push_back(s(std::to_string(i)));
    pairs_reversed.push_back(n(19 - i));
    pairs_reversed.push_back(s(std::to_string(19 - i)));
  }
  return {
      {nil, nil},
      {jank_true},
      {jank_false},
      {n(0), n(0)},
      {n(1)},
      {n(-1)},
      {n(fixnum_max + 1), n(fixnum_max + 1)},
      {n(long_min), n(long_min)},
      {n(long_max), n(long_max)},
      {d(0.0), d(-0.0)},
      {d(1.0), d(1.0)},
      {d(std::numeric_limits<double>::infinity()), d(std::numeric_limits<double>::infinity())},
      {make_char('a'), make_char('a')},
      {s("a"), s("a")},
      {s("")},
      {s("h\u00e9"), s("h\u00e9")},
      {make_symbol("a"), make_symbol("a")},
      {make_symbol("n/a"), make_symbol("n", "a")},
      {k("a"), k("a")},
      {k("n/a")},
      {empty_list(), empty_vector(), make_long_range(0, 0, 1)},
      {make_list({n(1), n(2)}), make_vector({n(1), n(2)}), make_cons(n(1), make_list({n(2)})), make_long_range(1, 3, 1),
       make_map_entry(n(1), n(2)), make_cons(n(1), make_vector({n(2)}))},
      {make_list({n(2), n(1)}), make_vector({n(2), n(1)})},
      {make_vector({n(1)}), make_list({n(1)})},
      {make_vector({nil}), make_list({nil})},
      {make_vector({make_vector({n(1)})}), make_list({make_list({n(1)})})},
      {make_vector(many.data(), many.size()), make_list(many.data(), many.size()), make_long_range(0, 40, 1)},
      {empty_map()},
      {make_map({k("a"), n(1), k("b"), n(2)}), make_map({k("b"), n(2), k("a"), n(1)})},
      {make_map({k("a"), n(1), k("b"), nil})},
      {make_map({k("a"), n(1), k("c"), nil})},
      {make_map(pairs.data(), pairs.size()), make_map(pairs_reversed.data(), pairs_reversed.size())},
      {empty_set()},
      {make_set(many.data(), 3), set_conj(set_conj(make_set(many.data(), 1), n(2)), n(1))},
      {make_set(many.data(), many.size()), set_conj(make_set(many.data(), 39), n(39))},
      {make_atom(n(1))},
      {make_atom(n(1))},
  };
}

} // namespace

TEST_CASE("equal values are equal both ways and hash alike; all others differ") {
  auto const classes{classes_of_equals()};
  for(std::size_t i{}; i < classes.size(); ++i) {
    for(std::size_t j{}; j < classes.size(); ++j) {
      for(auto const a : classes[i]) {
        for(auto const b : classes[j]) {
          INFO(to_readable(a) << " and " << to_readable(b));
          REQUIRE(equal(a, b) == (i == j));
          if(i == j) { REQUIRE(hash(a) == hash(b)); }
        }
      }
    }
  }
}

TEST_CASE("a long never equals a double") {
  CHECK_FALSE(equal(n(1), d(1)));
  CHECK_FALSE(equal(n(0), d(-0.0)));
}

TEST_CASE("NaN equals nothing, not even itself") {
  auto const not_a_number{d(std::numeric_limits<double>::quiet_NaN())};
  CHECK_FALSE(equal(not_a_number, not_a_number));
  CHECK_FALSE(equal(make_vector({not_a_number}), make_vector({not_a_number})));
}

TEST_CASE("metadata does not count") {
  auto *const plain{make_symbol("a")};
  auto *const with_meta{make_symbol("a")};
  with_meta->meta = empty_map();
  CHECK(equal(plain, with_meta));
  CHECK(hash(plain) == hash(with_meta));
}

TEST_CASE("an infinite seq differs from a finite one") {
  CHECK_FALSE(equal(make_long_range(0, 10, 0), make_vector({n(0), n(0)})));
  CHECK_FALSE(equal(make_list({n(0)}), make_long_range(0, 10, 0)));
}

TEST_CASE("what collections cache of their hash is odd") {
  CHECK((hash(make_vector({n(1)})) & 1) == 1);
  CHECK((hash(make_list({n(1)})) & 1) == 1);
  CHECK((hash(make_map({n(1), n(2)})) & 1) == 1);
  CHECK((hash(empty_set()) & 1) == 1);
}

TEST_CASE("hashes spread: small longs and their pairs do not collide") {
  std::vector<std::uint32_t> hashes;
  for(int i{-100}; i < 100; ++i) {
    hashes.push_back(hash(n(i)));
    hashes.push_back(hash(make_vector({n(i), n(-i)})));
  }
  std::sort(hashes.begin(), hashes.end());
  CHECK(std::adjacent_find(hashes.begin(), hashes.end()) == hashes.end());
}

TEST_CASE("hash_bytes is MurmurHash3_x86_32 with seed 0") {
  CHECK(hash_bytes("", 0) == 0);
  CHECK(hash_bytes("test", 4) == 0xba6bd213);
  CHECK(hash_bytes("Hello, world!", 13) == 0xc0363e43);
}

TEST_CASE("values nested too deep to walk are refused before the stack overflows") {
  object_ref deep;
  object_ref other;
  for(int i{}; i < 5000; ++i) {
    deep = make_vector({deep});
    other = make_vector({other});
  }
  auto const refusal{[](char const *what) {
    return std::string{"stack-overflow: a collection is nested too deep "} + what +
           ": more than 1000 levels, or it contains itself";
  }};
  CHECK(thrown_by([&] { equal(deep, other); }) == refusal("to compare"));
  CHECK(thrown_by([&] { compare(deep, other); }) == refusal("to compare"));
  CHECK(thrown_by([&] { hash(deep); }) == refusal("to hash"));
  CHECK(thrown_by([&] { to_readable(deep); }) == refusal("to print"));
  CHECK(equal(make_vector({n(1)}), make_vector({n(1)})));
}

TEST_CASE("compare orders values of one sort, with nil before all") {
  auto const k{[](char const *name) { return object_ref{make_keyword(name)}; }};
  auto const y{[](char const *name) { return object_ref{make_symbol(name)}; }};
  std::vector<std::vector<object_ref>> const ascending{
      {nil, n(long_min), n(-1), d(-0.5), n(0), d(0.5), n(1), n(fixnum_max), n(fixnum_max + 1), n(long_max),
       d(std::numeric_limits<double>::infinity())},
      {nil, s(""), s("A"), s("a"), s("aa"), s("b"), s("\u00e9"), s("\uffff"), s("\U00010000")},
      {nil, k("a"), k("b"), k("m/z"), k("n/a"), k("n/b")},
      {nil, y("a"), y("b"), y("m/z"), y("n/a"), y("n/b")},
      {nil, jank_false, jank_true},
      {nil, make_char('A'), make_char('a'), make_char(0x1f600)},
      {nil, empty_vector(), make_vector({n(9)}), make_vector({n(1), n(2)}), make_vector({n(1), n(3)}),
       make_map_entry(n(2), n(0))},
  };
  for(auto const &values : ascending) {
    for(std::size_t i{}; i < values.size(); ++i) {
      for(std::size_t j{}; j < values.size(); ++j) {
        INFO(to_readable(values[i]) << " and " << to_readable(values[j]));
        CHECK(compare(values[i], values[j]) == (i < j ? -1 : i > j ? 1 : 0));
      }
    }
  }
  CHECK(compare(n(1), d(1)) == 0);
  CHECK(compare(make_string("same"), make_string("same")) == 0);
}

TEST_CASE("values of different sorts have no order") {
  CHECK(thrown_by([] { compare(n(1), s("1")); }) == "type: cannot compare 1 with \"1\"");
  CHECK(thrown_by([] { compare(make_keyword("a"), make_symbol("a")); }) == "type: cannot compare :a with a");
  CHECK(thrown_by([] { compare(make_vector({n(1)}), make_vector({s("1")})); }) == "type: cannot compare 1 with \"1\"");
  CHECK(thrown_by([] { compare(empty_map(), empty_list()); }) == "type: cannot compare {} with ()");
}
