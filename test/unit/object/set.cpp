#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/detail/visit.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"

#include "values.hpp"

#include <set>

using namespace jank::object;
using namespace jank::object::test;

namespace {

void check_same(object_ref s, std::set<std::int64_t> const &model) {
  REQUIRE(set_count(s) == model.size());
  std::set<std::int64_t> seen;
  for_each(s, [&](object_ref element) { REQUIRE(seen.insert(as_long(element)).second); });
  REQUIRE(seen == model);
  for(auto const n : model) { REQUIRE(set_contains(s, num(n))); }
}

} // namespace

TEST_CASE("any sequence of conj and disj leaves every older set as it was", "[set]") {
  for(std::uint32_t const range : {10u, 100u, 3000u}) {
    std::mt19937 random{range};
    std::vector<std::pair<object_ref, std::set<std::int64_t>>> versions{{empty_set(), {}}};
    for(int step{}; step < 3000; ++step) {
      auto const at{random() % 8 == 0 ? random() % versions.size() : versions.size() - 1};
      auto [s, model]{versions[at]};
      std::int64_t const n{static_cast<std::int64_t>(random() % range)};
      if(random() % 3 == 0) {
        s = set_disjoin(s, num(n));
        model.erase(n);
      } else {
        s = conj(s, num(n));
        model.insert(n);
      }
      versions.emplace_back(s, model);
      if(versions.size() > 20) { versions.erase(versions.begin() + static_cast<std::ptrdiff_t>(random() % 19)); }
      if(step % 100 == 0) {
        for(auto const &[old, expected] : versions) { check_same(old, expected); }
      }
    }
  }
}

TEST_CASE("a set holds each value once", "[set]") {
  std::vector<object_ref> const values{nil,      num(1), str("a"),           nil,
                                       str("a"), num(1), make_vector({nil}), make_list({nil})};
  object_ref const s{make_set(values.data(), values.size())};
  CHECK(set_count(s) == 4);
  CHECK(set_contains(s, nil));
  CHECK(set_contains(s, make_list({nil})));
  CHECK(conj(s, str("a")) == s);
  CHECK(set_disjoin(s, num(7)) == s);
}

TEST_CASE("of equal values the first one stays", "[set]") {
  object_ref const about{make_map({key("n"), num(1)})};
  object_ref const marked{with_meta(make_vector({num(1)}), about)};
  object_ref const s{set_conj(set_conj(empty_set(), marked), make_vector({num(1)}))};
  CHECK(meta(get(s, make_vector({num(1)}))) == about);
}

TEST_CASE("elements with the same hash stay apart", "[set]") {
  auto const &pairs{colliding_longs()};
  REQUIRE(pairs.size() >= 2);
  object_ref s{empty_set()};
  for(auto const &[x, y] : pairs) {
    object_ref const a{num(x)};
    object_ref const b{num(y)};
    s = conj(conj(s, a), b);
  }
  CHECK(set_count(s) == 2 * pairs.size());
  for(auto const &[x, y] : pairs) {
    object_ref const a{num(x)};
    object_ref const b{num(y)};

    CHECK_FALSE(set_contains(set_disjoin(s, a), a));
    CHECK(set_contains(set_disjoin(s, a), b));
    s = set_disjoin(set_disjoin(s, b), a);
  }
  CHECK_EQUAL(s, empty_set());
}

TEST_CASE("a set called with a value gives its element or nil", "[set]") {
  object_ref const s{conj(conj(empty_set(), key("a")), nil)};
  CHECK(call(s, key("a")) == key("a"));
  CHECK(call(s, key("b")) == nil);
  CHECK(message_of([&] { call(s, key("b"), num(0)); }).find("wrong number of arguments (2)") == 0);
  CHECK(message_of([&] { call(s); }).find("wrong number of arguments (0)") == 0);
}

TEST_CASE("sets of the same elements are equal and hash alike, in whatever order they were made", "[set]") {
  object_ref up{empty_set()};
  object_ref down{empty_set()};
  for(std::int64_t i{}; i < 500; ++i) {
    up = conj(up, num(i));
    down = conj(down, num(499 - i));
  }
  CHECK_EQUAL(up, down);
  CHECK(hash(up) == hash(down));
  CHECK_FALSE(equal(up, conj(up, num(500))));
  CHECK_FALSE(equal(conj(set_disjoin(up, num(3)), num(500)), up));
}

TEST_CASE("metadata stays with a set through its changes", "[set]") {
  object_ref const about{make_map({key("doc"), str("x")})};
  object_ref const s{with_meta(conj(empty_set(), num(1)), about)};
  for(object_ref const changed : {conj(s, num(2)), set_disjoin(s, num(1)), empty(s)}) { CHECK(meta(changed) == about); }
  CHECK(meta(conj(empty_set(), num(1))) == nil);
}
