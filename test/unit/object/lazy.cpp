#include "object/lazy.hpp"
#include "object/collections.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"

#include "values.hpp"

#include <limits>

using namespace jank::object;
using namespace jank::object::test;

namespace {

object_ref increment() {
  return native([](object_ref n) { return add(n, num(1)); });
}

// n, n + 1, ... below `end`, each cell realized when it is reached; counts the bodies that ran.
object_ref lazy_numbers(std::int64_t n, std::int64_t end, int &runs) {
  return make_lazy_seq(native([n, end, &runs]() -> object_ref {
    ++runs;
    return n == end ? nil : make_cons(num(n), lazy_numbers(n + 1, end, runs));
  }));
}

// A lazy seq of a lazy seq of ... of `last`.
object_ref chain(int depth, object_ref last, int &runs) {
  return make_lazy_seq(native([depth, last, &runs] {
    ++runs;
    return depth == 1 ? last : chain(depth - 1, last, runs);
  }));
}

} // namespace

TEST_CASE("the body of a lazy seq runs when it is wanted, and once", "[lazy]") {
  int runs{};
  object_ref const s{lazy_numbers(0, 3, runs)};
  CHECK(runs == 0);
  CHECK_FALSE(is_realized(s));
  CHECK(first(s) == num(0));
  CHECK(runs == 1);
  CHECK(is_realized(s));
  object_ref const after{rest(s)};
  CHECK(runs == 1);
  CHECK_FALSE(is_realized(after));
  CHECK(first(after) == num(1));
  CHECK(runs == 2);
  CHECK(count(s) == 3);
  CHECK(runs == 4);
  CHECK_EQUAL(s, make_vector({num(0), num(1), num(2)}));
  CHECK(runs == 4);
}

TEST_CASE("a lazy seq may hold anything seqable", "[lazy]") {
  auto const lazy_of{[](object_ref value) { return make_lazy_seq(native([value] { return value; })); }};
  CHECK(seq(lazy_of(nil)) == nil);
  CHECK(seq(lazy_of(empty_list())) == nil);
  CHECK(seq(lazy_of(empty_vector())) == nil);
  CHECK(count(lazy_of(nil)) == 0);
  CHECK(rest(lazy_of(nil)) == empty_list());
  CHECK_EQUAL(lazy_of(nil), empty_list());
  CHECK_EQUAL(lazy_of(make_vector({num(1)})), make_list({num(1)}));
  CHECK_EQUAL(lazy_of(str("ab")), seq(str("ab")));
  CHECK_EQUAL(lazy_of(make_map({num(1), num(2)})), seq(make_map({num(1), num(2)})));
  CHECK(message_of([&] { seq(lazy_of(num(5))); }) == "cannot take a seq of 5: it is no collection");
  CHECK_EQUAL(with_meta(lazy_of(nil), empty_map()), empty_list());
}

TEST_CASE("a chain of lazy seqs unwinds without recursion, each body once", "[lazy]") {
  int runs{};
  constexpr int depth{200'000};
  object_ref const s{chain(depth, make_list({key("end")}), runs)};
  CHECK(first(s) == key("end"));
  CHECK(runs == depth);
  CHECK(count(s) == 1);
  CHECK(runs == depth);
}

TEST_CASE("the inner seqs of a chain remember what the outer one realized", "[lazy]") {
  int runs{};
  object_ref const inner{chain(1, make_list({num(1)}), runs)};
  object_ref const middle{make_lazy_seq(native([&] {
    ++runs;
    return inner;
  }))};
  object_ref const outer{make_lazy_seq(native([&] {
    ++runs;
    return middle;
  }))};
  CHECK(first(outer) == num(1));
  CHECK(is_realized(middle));
  CHECK(is_realized(inner));
  CHECK(first(middle) == num(1));
  CHECK(first(inner) == num(1));
  CHECK(runs == 3);
}

TEST_CASE("a body that throws leaves the seq unrealized; the next use runs it again", "[lazy]") {
  int tries{};
  object_ref const s{make_lazy_seq(native([&]() -> object_ref {
    if(++tries < 3) { throw_error(error_kind::illegal_state, "not yet"); }
    return make_list({num(tries)});
  }))};
  CHECK(message_of([&] { seq(s); }) == "not yet");
  CHECK_FALSE(is_realized(s));
  CHECK(message_of([&] { count(s); }) == "not yet");
  CHECK(first(s) == num(3));
  CHECK(first(s) == num(3));
  CHECK(tries == 3);
}

TEST_CASE("after an exception within a chain only the link that threw runs again", "[lazy]") {
  int outer_runs{};
  int inner_runs{};
  object_ref const inner{make_lazy_seq(native([&]() -> object_ref {
    if(++inner_runs == 1) { throw_error(error_kind::illegal_state, "not yet"); }
    return make_list({num(7)});
  }))};
  object_ref const outer{make_lazy_seq(native([&] {
    ++outer_runs;
    return inner;
  }))};
  CHECK(message_of([&] { seq(outer); }) == "not yet");
  CHECK_FALSE(is_realized(outer));
  CHECK(first(outer) == num(7));
  CHECK(outer_runs == 1);
  CHECK(inner_runs == 2);
}

TEST_CASE("reduce over a lazy seq realizes each cell once, as far as it goes", "[lazy]") {
  int runs{};
  object_ref const sum{native([](object_ref a, object_ref b) { return add(a, b); })};
  object_ref const s{lazy_numbers(0, 1000, runs)};
  CHECK(reduce_rooted(sum, num(0), s) == num(499'500));
  CHECK(runs == 1001);
  CHECK(reduce_rooted(sum, num(0), s) == num(499'500));
  CHECK(runs == 1001);
}

TEST_CASE("nth realizes no more than it passes", "[lazy]") {
  int runs{};
  object_ref const s{lazy_numbers(0, 1000, runs)};
  CHECK(nth(s, 9) == num(9));
  CHECK(runs == 10);
  CHECK(nth(s, -1, key("none")) == key("none"));
  CHECK(runs == 10);
  CHECK(message_of([&] { nth(s, 1000); }) == "index 1000 is out of bounds for a seq of 1000");
}

TEST_CASE("a range holds its numbers without having made them", "[lazy]") {
  struct {
    std::int64_t start, end, step;
    std::vector<std::int64_t> expected;
  } const cases[]{{0, 5, 1, {0, 1, 2, 3, 4}},
                  {0, 5, 2, {0, 2, 4}},
                  {0, 6, 2, {0, 2, 4}},
                  {5, 0, -2, {5, 3, 1}},
                  {-3, 0, 1, {-3, -2, -1}},
                  {5, 5, 1, {}},
                  {5, 0, 1, {}},
                  {0, 5, -1, {}},
                  {7, 7, 0, {}},
                  {0, 1, 1'000'000, {0}}};
  for(auto const &[start, end, step, expected] : cases) {
    object_ref const r{make_long_range(start, end, step)};
    std::vector<std::int64_t> seen;
    for_each(r, [&](object_ref n) { seen.push_back(as_long(n)); });
    CHECK(seen == expected);
    CHECK(count(r) == static_cast<std::int64_t>(expected.size()));
    if(expected.empty()) { CHECK(r == empty_list()); }
  }
  object_ref const large{make_long_range(0, 1'000'000'000'000, 3)};
  CHECK(count(large) == 333'333'333'334);
  CHECK_EQUAL(nth(large, 333'333'333'333), num(999'999'999'999));
  CHECK(message_of([&] { nth(large, 333'333'333'334); }) ==
        "index 333333333334 is out of bounds for a range of 333333333334");
}

TEST_CASE("a range reaches both ends of the longs", "[lazy]") {
  constexpr auto lowest{std::numeric_limits<std::int64_t>::min()};
  constexpr auto highest{std::numeric_limits<std::int64_t>::max()};
  object_ref const up{make_long_range(highest - 2, highest, 1)};
  CHECK(count(up) == 2);
  CHECK_EQUAL(nth(up, 1), num(highest - 1));
  object_ref const wide{make_long_range(highest - 3, highest, 2)};
  CHECK_EQUAL(wide, make_list({num(highest - 3), num(highest - 1)}));
  object_ref const down{make_long_range(lowest + 1, lowest, lowest)};
  CHECK_EQUAL(down, make_list({num(lowest + 1)}));
  object_ref const all{make_long_range(lowest, highest, 1)};
  CHECK_EQUAL(first(next(all)), num(lowest + 1));
  CHECK(message_of([&] { count(all); }).find("cannot count a range of more than") == 0);
  CHECK_EQUAL(nth(all, 5), num(lowest + 5));
  CHECK(nth(all, -1, key("none")) == key("none"));
  CHECK(message_of([&] { nth(all, -1); }) == "index -1 is out of bounds for a range");
}

TEST_CASE("a range with step 0 repeats its start for ever", "[lazy]") {
  object_ref const r{make_long_range(4, 9, 0)};
  CHECK(first(next(next(r))) == num(4));
  CHECK(nth(r, 1'000'000) == num(4));
  CHECK(message_of([&] { count(r); }) == "cannot count a range with step 0: it has no end");
}

TEST_CASE("iterate computes a value when it is asked for, and once", "[lazy]") {
  int calls{};
  object_ref const twice{native([&](object_ref n) {
    ++calls;
    return add(n, n);
  })};
  object_ref const s{make_iterate(twice, num(1))};
  CHECK(first(s) == num(1));
  object_ref const third{next(next(s))};
  CHECK(calls == 1);
  CHECK(first(third) == num(4));
  CHECK(first(third) == num(4));
  CHECK(calls == 2);
  CHECK(nth(s, 10) == num(1024));
  CHECK(calls == 10);
  CHECK(nth(s, 10) == num(1024));
  CHECK(calls == 10);
}

TEST_CASE("iterate tries again what threw", "[lazy]") {
  int calls{};
  object_ref const s{make_iterate(native([&](object_ref n) {
                                    if(++calls == 1) { throw_error(error_kind::illegal_state, "not yet"); }
                                    return n;
                                  }),
                                  nil)};
  CHECK(message_of([&] { first(next(s)); }) == "not yet");
  CHECK(first(next(s)) == nil);
  CHECK(calls == 2);
}

TEST_CASE("a delay runs once and remembers the value or what was thrown", "[lazy]") {
  int runs{};
  object_ref const good{make_delay(native([&] { return num(++runs); }))};
  CHECK_FALSE(is_realized(good));
  CHECK(force_delay_rooted(good) == num(1));
  CHECK(is_realized(good));
  CHECK(force_delay_rooted(good) == num(1));
  object_ref const bad{make_delay(native([&]() -> object_ref {
    ++runs;
    throw_error(error_kind::illegal_state, "broken");
  }))};
  CHECK(message_of([&] { force_delay_rooted(bad); }) == "broken");
  CHECK(message_of([&] { force_delay_rooted(bad); }) == "broken");
  CHECK(is_realized(bad));
  CHECK(runs == 2);
}

TEST_CASE("walking an endless seq stops where it is told", "[lazy]") {
  object_ref const naturals{make_iterate(increment(), num(0))};
  CHECK(nth(naturals, 50'000) == num(50'000));
  CHECK(nth(naturals, -1, key("none")) == key("none"));
  CHECK(message_of([&] { nth(naturals, -1); }) == "index -1 is out of bounds for a seq");
}
