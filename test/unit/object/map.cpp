#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/detail/visit.hpp"
#include "object/sequence.hpp"

#include "values.hpp"

#include <map>

using namespace jank::object;
using namespace jank::object::test;

namespace {

object_ref number_map(std::int64_t count) {
  object_ref m{empty_map()};
  for(std::int64_t i{}; i < count; ++i) { m = map_assoc(m, num(i), num(i * i)); }
  return m;
}

void check_same(object_ref m, std::map<std::int64_t, std::int64_t> const &model) {
  REQUIRE(map_count(m) == model.size());
  std::map<std::int64_t, std::int64_t> seen;
  visit_map(m, [&](object_ref k, object_ref v) {
    REQUIRE(seen.emplace(as_long(k), as_long(v)).second);
    return true;
  });
  REQUIRE(seen == model);
  std::size_t entries{};
  for_each(m, [&](object_ref entry) {
    ++entries;
    REQUIRE(model.at(as_long(nth(entry, 0))) == as_long(nth(entry, 1)));
  });
  REQUIRE(entries == model.size());
  for(auto const &[k, v] : model) { REQUIRE(map_get(m, num(k)) == num(v)); }
}

// Changes a map and its model alike; keys from a small range, so that replacing and removing happen.
void change_at_random(std::mt19937 &random, object_ref &m, std::map<std::int64_t, std::int64_t> &model,
                      std::uint32_t range) {
  std::int64_t const k{static_cast<std::int64_t>(random() % range)};
  if(random() % 3 == 0) {
    m = map_dissoc(m, num(k));
    model.erase(k);
  } else {
    std::int64_t const v{static_cast<std::int64_t>(random() % 1000)};
    m = map_assoc(m, num(k), num(v));
    model[k] = v;
  }
}

} // namespace

TEST_CASE("any sequence of assoc and dissoc leaves every older map as it was", "[map]") {
  for(std::uint32_t const range : {6u, 12u, 100u, 5000u}) {
    std::mt19937 random{range};
    std::vector<std::pair<object_ref, std::map<std::int64_t, std::int64_t>>> versions{{empty_map(), {}}};
    for(int step{}; step < 1500; ++step) {
      auto const at{random() % 8 == 0 ? random() % versions.size() : versions.size() - 1};
      auto [m, model]{versions[at]};
      for(unsigned i{}; i <= random() % 10; ++i) { change_at_random(random, m, model, range); }
      versions.emplace_back(m, model);
      if(versions.size() > 20) { versions.erase(versions.begin() + static_cast<std::ptrdiff_t>(random() % 19)); }
      if(step % 50 == 0) {
        for(auto const &[old, expected] : versions) { check_same(old, expected); }
      }
    }
  }
}

TEST_CASE("up to 8 entries keep the order of insertion", "[map]") {
  object_ref m{empty_map()};
  for(char const *name : {"h", "c", "a", "g", "b", "f", "d", "e"}) { m = map_assoc(m, key(name), str(name)); }
  CHECK(is(m, kind::array_map));
  CHECK(to_readable(m) == R"({:h "h", :c "c", :a "a", :g "g", :b "b", :f "f", :d "d", :e "e"})");
  SECTION("a new value for a key stays in its place") {
    CHECK(to_readable(map_assoc(m, key("c"), num(1))) ==
          R"({:h "h", :c 1, :a "a", :g "g", :b "b", :f "f", :d "d", :e "e"})");
  }
  SECTION("removing an entry closes the gap") {
    object_ref const fewer{map_dissoc(map_dissoc(map_dissoc(m, key("h")), key("e")), key("g"))};
    CHECK(to_readable(fewer) == R"({:c "c", :a "a", :b "b", :f "f", :d "d"})");
    CHECK(map_count(m) == 8);
  }
  SECTION("the ninth makes it a hash map with the same entries") {
    object_ref const larger{map_assoc(m, key("i"), str("i"))};
    CHECK(is(larger, kind::hash_map));
    CHECK(map_count(larger) == 9);
    for(char const *name : {"h", "c", "a", "g", "b", "f", "d", "e", "i"}) {
      CHECK_EQUAL(map_get(larger, key(name)), str(name));
    }
    CHECK_EQUAL(map_dissoc(larger, key("i")), m);
    CHECK(hash(map_dissoc(larger, key("i"))) == hash(m));
  }
}

TEST_CASE("a literal may name a key twice: the later value wins, in the place of the first", "[map]") {
  CHECK(to_readable(make_map({key("a"), num(1), key("b"), num(2), key("a"), num(3)})) == "{:a 3, :b 2}");
  std::vector<object_ref> slots;
  for(int i{}; i < 40; ++i) {
    slots.push_back(num(i % 8));
    slots.push_back(num(i));
  }
  object_ref const m{make_map(slots.data(), slots.size())};
  CHECK(is(m, kind::array_map));
  CHECK(to_readable(m) == "{0 32, 1 33, 2 34, 3 35, 4 36, 5 37, 6 38, 7 39}");
}

TEST_CASE("nil is a key and a value", "[map]") {
  for(std::int64_t const size : {0, 7, 8, 50}) {
    object_ref const m{map_assoc(number_map(size), nil, nil)};
    CHECK(map_count(m) == static_cast<std::size_t>(size) + 1);
    CHECK(contains(m, nil));
    CHECK(map_get(m, nil, key("none")) == nil);
    CHECK(map_get(m, num(999), key("none")) == key("none"));
    CHECK(map_get(map_assoc(m, nil, num(1)), nil) == num(1));
    CHECK_FALSE(contains(map_dissoc(m, nil), nil));
    CHECK_FALSE(contains(map_assoc(m, jank_false, nil), num(-1)));
  }
}

TEST_CASE("keys are compared by value", "[map]") {
  for(std::int64_t const size : {0, 50}) {
    object_ref m{number_map(size)};
    m = map_assoc(m, str("text"), num(1));
    m = map_assoc(m, make_vector({num(1), str("a")}), num(2));
    m = map_assoc(m, sym("a/b"), num(3));
    m = map_assoc(m, num(1ll << 40), num(4));
    m = map_assoc(m, make_double(1.5), num(5));
    m = map_assoc(m, make_map({key("k"), num(1)}), num(6));
    CHECK(map_get(m, str("text")) == num(1));
    CHECK(map_get(m, make_map_entry(num(1), str("a"))) == num(2));
    CHECK(map_get(m, sym("a/b")) == num(3));
    CHECK(map_get(m, key("a/b")) == nil);
    CHECK(map_get(m, num(1ll << 40)) == num(4));
    CHECK(map_get(m, make_double(1.5)) == num(5));
    CHECK(map_get(m, make_map({key("k"), num(1)})) == num(6));
    CHECK(map_get(m, make_double(1.0)) == nil);
  }
}

TEST_CASE("keys with the same hash stay apart", "[map]") {
  auto const &pairs{colliding_longs()};
  REQUIRE(pairs.size() >= 2);
  object_ref m{number_map(20)};
  for(auto const &[x, y] : pairs) {
    object_ref const a{num(x)};
    object_ref const b{num(y)};

    REQUIRE(hash(a) == hash(b));
    m = map_assoc(map_assoc(m, a, str("a")), b, str("b"));
  }
  CHECK(map_count(m) == 20 + 2 * pairs.size());
  for(auto const &[x, y] : pairs) {
    object_ref const a{num(x)};
    object_ref const b{num(y)};

    CHECK_EQUAL(map_get(m, a), str("a"));
    CHECK_EQUAL(map_get(m, b), str("b"));
    object_ref const without{map_dissoc(m, a)};
    CHECK_FALSE(contains(without, a));
    CHECK_EQUAL(map_get(without, b), str("b"));
    CHECK_EQUAL(map_get(map_assoc(m, a, num(5)), b), str("b"));
  }
  std::int64_t seen{};
  for_each(m, [&](object_ref) { ++seen; });
  CHECK(seen == count(m));
  for(auto const &[x, y] : pairs) {
    object_ref const a{num(x)};
    object_ref const b{num(y)};
    m = map_dissoc(map_dissoc(m, b), a);
  }
  CHECK_EQUAL(m, number_map(20));
}

TEST_CASE("a map called with a key looks it up", "[map]") {
  for(std::int64_t const size : {3, 30}) {
    object_ref const m{number_map(size)};
    CHECK(call(m, num(2)) == num(4));
    CHECK(call(m, num(99)) == nil);
    CHECK(call(m, num(99), key("none")) == key("none"));
    CHECK(message_of([&] { call(m); }).find("wrong number of arguments (0)") == 0);
  }
}

TEST_CASE("conj takes an entry, a vector of two, a map or nil", "[map]") {
  object_ref const m{make_map({key("a"), num(1)})};
  object_ref const both{make_map({key("a"), num(1), key("b"), num(2)})};
  CHECK_EQUAL(conj(m, make_map_entry(key("b"), num(2))), both);
  CHECK_EQUAL(conj(m, make_vector({key("b"), num(2)})), both);
  CHECK_EQUAL(conj(m, both), both);
  CHECK(conj(m, nil) == m);
  CHECK_EQUAL(conj(m, number_map(30)), conj(number_map(30), m));
  CHECK(message_of([&] { conj(m, make_vector({key("b")})); }).find("cannot conj onto a map the value [:b]") == 0);
  CHECK(message_of([&] { conj(m, num(5)); }).find("cannot conj onto a map the value 5") == 0);
}

TEST_CASE("equal maps are equal whatever their size once was, and hash alike", "[map]") {
  object_ref grown{number_map(100)};
  for(std::int64_t i{5}; i < 100; ++i) { grown = map_dissoc(grown, num(i)); }
  CHECK(is(grown, kind::hash_map));
  CHECK_EQUAL(grown, number_map(5));
  CHECK_EQUAL(number_map(5), grown);
  CHECK(hash(grown) == hash(number_map(5)));
  CHECK_FALSE(equal(grown, number_map(6)));
  CHECK_FALSE(equal(map_assoc(grown, num(1), nil), number_map(5)));
}

TEST_CASE("metadata stays with a map through its changes", "[map]") {
  object_ref const about{make_map({key("doc"), str("x")})};
  for(std::int64_t const size : {0, 8, 30}) {
    object_ref const m{with_meta(number_map(size), about)};
    CHECK_EQUAL(m, number_map(size));
    CHECK(meta(map_assoc(m, key("new"), nil)) == about);
    CHECK(meta(map_assoc(m, num(0), nil)) == about);
    CHECK(meta(map_dissoc(m, num(0))) == about);
    CHECK(meta(conj(m, make_vector({num(1), num(2)}))) == about);
    CHECK(meta(empty(m)) == about);
  }
}

TEST_CASE("a change that changes nothing gives the same map", "[map]") {
  object_ref const small{number_map(5)};
  CHECK(map_dissoc(small, num(9)) == small);
  CHECK(map_assoc(small, num(2), num(4)) == small);
  object_ref const large{number_map(50)};
  CHECK(map_dissoc(large, num(99)) == large);
}
