#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"

#include "values.hpp"

#include <map>
#include <set>

using namespace jank::object;
using namespace jank::object::test;

TEST_CASE("a transient vector does what the persistent one does and leaves its origin alone", "[transient]") {
  std::mt19937 random{3};
  object_ref origin{empty_vector()};
  for(int round{}; round < 200; ++round) {
    object_ref const before{origin};
    auto const size_before{vector_count(before)};
    object_ref t{transient(origin)};
    object_ref expected{origin};
    for(unsigned step{}; step <= random() % 300; ++step) {
      object_ref const value{num(static_cast<std::int64_t>(random()))};
      auto const size{static_cast<std::uint32_t>(count(t))};
      switch(random() % 4) {
      case 0:
        if(size > 0) {
          t = transient_pop(t);
          expected = pop(expected);
        }
        break;
      case 1: {
        object_ref const index{num(random() % (size + 1))};
        t = transient_assoc(t, index, value);
        expected = assoc(expected, index, value);
        break;
      }
      default: t = transient_conj(t, value); expected = conj(expected, value);
      }
    }
    origin = persistent(t);
    REQUIRE(vector_count(before) == size_before);
    REQUIRE(equal(origin, expected));
    // What grew out of a transient is persistent for good.
    object_ref const kept{conj(origin, nil)};
    persistent(transient_conj(transient(kept), num(1)));
    REQUIRE(equal(kept, conj(expected, nil)));
  }
  CHECK(vector_count(origin) > 1000);
}

TEST_CASE("a transient map does what the persistent one does, across 8 entries and back", "[transient]") {
  std::mt19937 random{4};
  for(std::uint32_t const range : {7u, 20u, 2000u}) {
    object_ref origin{empty_map()};
    for(int round{}; round < 100; ++round) {
      object_ref t{transient(origin)};
      object_ref expected{origin};
      for(unsigned step{}; step <= random() % 100; ++step) {
        object_ref const k{num(random() % range)};
        object_ref const v{num(static_cast<std::int64_t>(random()))};
        if(random() % 3 == 0) {
          t = transient_dissoc(t, k);
          expected = dissoc(expected, k);
        } else {
          t = transient_assoc(t, k, v);
          expected = assoc(expected, k, v);
        }
        REQUIRE(get(t, k, key("none")) == get(expected, k, key("none")));
        REQUIRE(count(t) == count(expected));
      }
      object_ref const before{origin};
      object_ref const copy{conj(empty_map(), before)};
      origin = persistent(t);
      REQUIRE(equal(origin, expected));
      REQUIRE(equal(before, copy));
    }
  }
}

TEST_CASE("a small transient map keeps the order of insertion", "[transient]") {
  object_ref t{transient(make_map({key("z"), num(1), key("y"), num(2)}))};
  t = transient_dissoc(transient_assoc(transient_conj(t, make_vector({key("a"), num(3)})), key("b"), num(4)), key("y"));
  CHECK(to_readable(persistent(t)) == "{:z 1, :a 3, :b 4}");
}

TEST_CASE("conj! onto a transient map takes an entry, a vector of two, a map or nil", "[transient]") {
  object_ref t{transient(empty_map())};
  t = transient_conj(t, nil);
  t = transient_conj(t, make_map_entry(key("a"), num(1)));
  t = transient_conj(t, make_map({key("b"), num(2), key("a"), num(3)}));
  CHECK(message_of([&] { transient_conj(t, num(5)); }).find("cannot conj onto a map the value 5") == 0);
  CHECK(to_readable(persistent(t)) == "{:a 3, :b 2}");
}

TEST_CASE("a transient set does what the persistent one does", "[transient]") {
  std::mt19937 random{5};
  object_ref origin{empty_set()};
  std::set<std::int64_t> model;
  for(int round{}; round < 100; ++round) {
    object_ref const before{origin};
    auto const model_before{model};
    object_ref t{transient(origin)};
    for(unsigned step{}; step <= random() % 100; ++step) {
      std::int64_t const n{static_cast<std::int64_t>(random() % 500)};
      if(random() % 3 == 0) {
        t = transient_disjoin(t, num(n));
        model.erase(n);
      } else {
        t = transient_conj(t, num(n));
        model.insert(n);
      }
      REQUIRE(contains(t, num(n)) == model.contains(n));
    }
    origin = persistent(t);
    REQUIRE(set_count(origin) == model.size());
    for(auto const n : model) { REQUIRE(set_contains(origin, num(n))); }
    REQUIRE(set_count(before) == model_before.size());
    for(auto const n : model_before) { REQUIRE(set_contains(before, num(n))); }
  }
}

TEST_CASE("keys with the same hash stay apart in transients", "[transient]") {
  object_ref m{transient(empty_map())};
  object_ref s{transient(empty_set())};
  for(int i{}; i < 20; ++i) { m = transient_assoc(m, num(-1 - i), nil); }
  for(auto const &[x, y] : colliding_longs()) {
    object_ref const a{num(x)};
    object_ref const b{num(y)};

    m = transient_assoc(transient_assoc(m, a, num(1)), b, num(2));
    s = transient_conj(transient_conj(s, a), b);
  }
  object_ref const map{persistent(m)};
  object_ref const set{persistent(s)};
  for(auto const &[x, y] : colliding_longs()) {
    object_ref const a{num(x)};
    object_ref const b{num(y)};

    CHECK(map_get(map, a) == num(1));
    CHECK(map_get(map, b) == num(2));
    CHECK(map_get(persistent(transient_dissoc(transient(map), a)), b) == num(2));
    CHECK(set_contains(persistent(transient_disjoin(transient(set), a)), b));
    CHECK(set_contains(set, a));
  }
}

TEST_CASE("a transient is read like what it will be", "[transient]") {
  object_ref const v{transient(make_vector({key("a"), key("b")}))};
  CHECK(count(v) == 2);
  CHECK(nth(v, 1) == key("b"));
  CHECK(get(v, num(5), key("none")) == key("none"));
  CHECK(call(v, num(0)) == key("a"));
  CHECK(contains(v, num(1)));
  CHECK(message_of([&] { nth(v, 2); }) == "index 2 is out of bounds for a transient of 2");
  object_ref const m{transient(make_map({key("a"), num(1)}))};
  CHECK(call(m, key("a")) == num(1));
  CHECK(call(m, key("b"), num(0)) == num(0));
}

TEST_CASE("after persistent! a transient is of no use", "[transient]") {
  for(object_ref const origin : {make_vector({num(1)}), make_map({num(1), num(2)}), make_set(nullptr, 0)}) {
    object_ref const t{transient(origin)};
    CHECK_EQUAL(persistent(t), origin);
    CHECK(message_of([&] { transient_conj(t, make_vector({nil, nil})); }) ==
          "cannot conj! onto a transient after persistent!");
    CHECK(message_of([&] { transient_assoc(t, num(0), nil); }) == "cannot assoc! to a transient after persistent!");
    CHECK(message_of([&] { persistent(t); }) == "cannot make persistent! a transient after persistent!");
    CHECK(message_of([&] { get(t, num(0)); }) == "cannot look into a transient after persistent!");
    CHECK(message_of([&] { count(t); }) == "cannot count a transient after persistent!");
  }
}

TEST_CASE("what cannot be done to a transient is refused by name", "[transient]") {
  CHECK(message_of([] { transient(make_list({num(1)})); }) ==
        "cannot make a transient of (1): it is no vector, map or set");
  CHECK(message_of([] { transient_conj(make_vector({}), nil); }) == "cannot conj! onto []: it is no transient");
  object_ref const v{transient(empty_vector())};
  CHECK(message_of([&] { transient_pop(v); }) == "cannot pop! an empty transient vector");
  CHECK(message_of([&] { transient_assoc(v, num(1), nil); }) == "index 1 is out of bounds for a transient vector of 0");
  CHECK(message_of([&] { transient_dissoc(v, num(1)); }) == "cannot dissoc! from a transient vector");
  CHECK(message_of([&] { transient_disjoin(v, num(1)); }) == "cannot disj! from a transient vector");
  CHECK(message_of([&] { transient_pop(transient(empty_map())); }) == "cannot pop! a transient map");
  CHECK(message_of([&] { transient_assoc(transient(empty_set()), nil, nil); }) == "cannot assoc! to a transient set");
}

TEST_CASE("metadata is not carried through a transient", "[transient]") {
  object_ref const marked{with_meta(make_vector({num(1)}), make_map({key("a"), num(1)}))};
  CHECK(meta(persistent(transient(marked))) == nil);
}
