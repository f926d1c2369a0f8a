#include "object/sorted.hpp"

#include "object/collections.hpp"
#include "object/detail/sorted.hpp"
#include "object/sequence.hpp"

#include "values.hpp"

#include <map>

using namespace jank::object;
using namespace jank::object::test;

namespace {

// Every tree below weighs at most three times its sibling, and knows its size. The height.
int check_balanced(sorted_node const *n) {
  if(!n) { return 0; }
  auto const size{[](sorted_node const *m) { return m ? m->size : 0; }};
  auto const left{size(n->left)};
  auto const right{size(n->right)};
  REQUIRE(n->size == left + right + 1);
  if(left + right > 1) {
    REQUIRE(left + 1 <= 3 * (right + 1));
    REQUIRE(right + 1 <= 3 * (left + 1));
  }
  return 1 + std::max(check_balanced(n->left), check_balanced(n->right));
}

void check_same(object_ref m, std::map<std::int64_t, std::int64_t> const &model) {
  REQUIRE(map_count(m) == model.size());
  auto expected{model.begin()};
  for_each(m, [&](object_ref entry) {
    REQUIRE(as_long(nth(entry, 0)) == expected->first);
    REQUIRE(as_long(nth(entry, 1)) == expected->second);
    ++expected;
  });
  REQUIRE(expected == model.end());
}

} // namespace

TEST_CASE("a sorted map does what std::map does, in balance, and leaves its older versions alone") {
  std::mt19937 random{7};
  object_ref m{make_sorted_map(nil)};
  std::map<std::int64_t, std::int64_t> model;
  object_ref older{m};
  auto older_model{model};
  for(int i{}; i < 4000; ++i) {
    auto const k{static_cast<std::int64_t>(random() % 300)};
    if(random() % 3 == 0) {
      m = map_dissoc(m, num(k));
      model.erase(k);
    } else {
      m = map_assoc(m, num(k), num(i));
      model[k] = i;
    }
    if(i % 500 == 0) {
      check_same(m, model);
      check_balanced(as_sorted(m)->root);
      check_same(older, older_model);
      older = m;
      older_model = model;
    }
  }
  check_same(m, model);
}

TEST_CASE("keys added in order make no list of the tree") {
  object_ref s{make_sorted_set(nil)};
  for(std::int64_t i{}; i < 5000; ++i) { s = set_conj(s, num(i)); }
  CHECK(check_balanced(as_sorted(s)->root) <= 20);
  for(std::int64_t i{}; i < 4990; ++i) { s = set_disjoin(s, num(i)); }
  CHECK(check_balanced(as_sorted(s)->root) <= 6);
  CHECK(to_readable(s) == "#{4990 4991 4992 4993 4994 4995 4996 4997 4998 4999}");
}

TEST_CASE("positions and ranks") {
  object_ref s{make_sorted_set(nil)};
  for(std::int64_t i{1}; i < 100; i += 2) { s = set_conj(s, num(i)); }
  auto const *const coll{as_sorted(s)};
  for(std::uint32_t i{}; i < 50; ++i) { REQUIRE(as_long(sorted_at(coll, i)->key) == 2 * i + 1); }
  CHECK(sorted_rank(coll, num(5), false) == 2);
  CHECK(sorted_rank(coll, num(5), true) == 3);
  CHECK(sorted_rank(coll, num(6), true) == 3);
  CHECK(sorted_rank(coll, num(0), true) == 0);
  CHECK(sorted_rank(coll, num(1000), false) == 50);
  CHECK(to_readable(make_sorted_seq(s, 1, 4, false)) == "(3 5 7)");
  CHECK(to_readable(make_sorted_seq(s, 1, 4, true)) == "(7 5 3)");
  CHECK(make_sorted_seq(s, 4, 4, false).is_nil());
}

TEST_CASE("the order of a function, a predicate or a number") {
  object_ref const descending{native([](object_ref a, object_ref b) { return make_boolean(as_long(a) > as_long(b)); })};
  object_ref const by_ten{native([](object_ref a, object_ref b) { return num(as_long(a) / 10 - as_long(b) / 10); })};
  object_ref s{make_sorted_set(descending)};
  object_ref t{make_sorted_set(by_ten)};
  for(std::int64_t const i : {3, 1, 12, 2, 15}) {
    s = set_conj(s, num(i));
    t = set_conj(t, num(i));
  }
  CHECK(to_readable(s) == "#{15 12 3 2 1}");
  CHECK(to_readable(t) == "#{3 12}");
  CHECK(set_contains(t, num(19)));
  CHECK(to_readable(empty(s)) == "#{}");
  CHECK(as_sorted(empty(s))->comparator == descending);
}

TEST_CASE("a comparator that throws changes nothing") {
  object_ref const refusing{native([](object_ref, object_ref) -> object_ref { throw_error(error_kind::none, "no"); })};
  object_ref const s{set_conj(make_sorted_set(refusing), num(1))};
  CHECK(message_of([&] { set_conj(s, num(2)); }) == "no");
  CHECK(to_readable(s) == "#{1}");
  CHECK(message_of([] { set_conj(set_conj(make_sorted_set(nil), num(1)), str("a")); }) != "");
}

TEST_CASE("sorted collections equal hashed ones, and hash alike") {
  object_ref const m{map_assoc(map_assoc(make_sorted_map(nil), num(2), str("b")), num(1), str("a"))};
  object_ref const hashed{make_map({num(1), str("a"), num(2), str("b")})};
  CHECK_EQUAL(m, hashed);
  CHECK_EQUAL(hashed, m);
  CHECK(hash(m) == hash(hashed));
  CHECK_FALSE(equal(m, make_map({str("x"), num(1), str("y"), num(2)})));
  CHECK_FALSE(equal(make_map({str("x"), num(1), str("y"), num(2)}), m));
}
