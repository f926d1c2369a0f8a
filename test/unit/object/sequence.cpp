#include "object/sequence.hpp"
#include "object/collections.hpp"
#include "object/lazy.hpp"
#include "object/list.hpp"
#include "object/reference.hpp"

#include "values.hpp"

using namespace jank::object;
using namespace jank::object::test;

namespace {

std::vector<object_ref> walk(object_ref coll) {
  std::vector<object_ref> values;
  for(object_ref s{seq(coll)}; s.is_some(); s = next(s)) { values.push_back(first(s)); }
  return values;
}

// The same three elements, 1 2 3, as every sequential thing there is.
std::vector<object_ref> one_two_three() {
  object_ref const three{native([] { return make_list({num(3)}); })};
  object_ref const rest{make_cons(num(2), make_lazy_seq(three))};
  object_ref const all{native([] { return make_vector({num(1), num(2), num(3)}); })};
  return {make_list({num(1), num(2), num(3)}),
          make_vector({num(1), num(2), num(3)}),
          seq(make_vector({num(1), num(2), num(3)})),
          make_cons(num(1), make_vector({num(2), num(3)})),
          make_cons(num(1), rest),
          make_lazy_seq(all),
          make_long_range(1, 4, 1),
          next(make_long_range(0, 4, 1)),
          next(make_list({num(0), num(1), num(2), num(3)}))};
}

object_ref counting_sum() {
  return native([](object_ref sum, object_ref n) { return add(sum, n); });
}

} // namespace

TEST_CASE("everything sequential answers alike", "[sequence]") {
  for(object_ref const s : one_two_three()) {
    INFO(s.as_heap()->type->name);
    CHECK(is_seqable(s));
    CHECK(walk(s) == std::vector<object_ref>{num(1), num(2), num(3)});
    CHECK(count(s) == 3);
    CHECK(first(s) == num(1));
    CHECK_EQUAL(next(s), make_list({num(2), num(3)}));
    CHECK_EQUAL(rest(s), make_list({num(2), num(3)}));
    CHECK(next(next(next(s))) == nil);
    CHECK(rest(next(next(s))) == empty_list());
    CHECK(nth(s, 0) == num(1));
    CHECK(nth(s, 2) == num(3));
    CHECK(nth(s, 3, key("none")) == key("none"));
    CHECK(nth(s, -1, key("none")) == key("none"));
    CHECK(message_of([&] { nth(s, 3); }).find("index 3 is out of bounds for a ") == 0);
    CHECK(message_of([&] { nth(s, -1); }).find("index -1 is out of bounds for a ") == 0);
    CHECK_EQUAL(s, make_vector({num(1), num(2), num(3)}));
    CHECK(hash(s) == hash(make_vector({num(1), num(2), num(3)})));
    CHECK(reduce_rooted(counting_sum(), num(10), s) == num(16));
    CHECK_EQUAL(with_meta(s, make_map({key("a"), num(1)})), s);
    CHECK_EQUAL(meta(with_meta(s, make_map({key("a"), num(1)}))), make_map({key("a"), num(1)}));
    CHECK(count(empty(s)) == 0);
  }
}

TEST_CASE("nil is an empty sequence to every function", "[sequence]") {
  CHECK(seq(nil) == nil);
  CHECK(first(nil) == nil);
  CHECK(next(nil) == nil);
  CHECK(rest(nil) == empty_list());
  CHECK(count(nil) == 0);
  CHECK(nth(nil, 3) == nil);
  CHECK(nth(nil, 3, num(1)) == num(1));
  CHECK(get(nil, num(1), num(2)) == num(2));
  CHECK_FALSE(contains(nil, num(1)));
  CHECK_EQUAL(assoc(nil, num(1), num(2)), make_map({num(1), num(2)}));
  CHECK(dissoc(nil, num(1)) == nil);
  CHECK(disjoin(nil, num(1)) == nil);
  CHECK_EQUAL(conj(nil, num(1)), make_list({num(1)}));
  CHECK(empty(nil) == nil);
  CHECK(peek(nil) == nil);
  CHECK(pop(nil) == nil);
  CHECK(is_seqable(nil));
  CHECK(meta(nil) == nil);
  CHECK(reduce_rooted(counting_sum(), num(7), nil) == num(7));
}

TEST_CASE("what is no collection is refused by name", "[sequence]") {
  object_ref const five{num(5)};
  CHECK(message_of([&] { seq(five); }) == "cannot take a seq of 5: it is no collection");
  CHECK(message_of([&] { first(key("a")); }) == "cannot take a seq of :a: it is no collection");
  CHECK(message_of([&] { count(five); }) == "cannot count 5: it is no collection");
  CHECK(message_of([&] { nth(five, 0); }) == "cannot take the nth element of 5: it is no sequential collection");
  CHECK(message_of([&] { nth(empty_map(), 0); }) ==
        "cannot take the nth element of {}: it is no sequential collection");
  CHECK(message_of([&] { assoc(five, nil, nil); }) == "cannot assoc to 5: it is no map or vector");
  CHECK(message_of([&] { dissoc(make_vector({five}), nil); }) == "cannot dissoc from [5]: it is no map");
  CHECK(message_of([&] { disjoin(five, nil); }) == "cannot disj from 5: it is no set");
  CHECK(message_of([&] { conj(str("a"), nil); }) == "cannot conj onto \"a\": it is no collection");
  CHECK(message_of([&] { contains(five, nil); }) == "cannot look for a key in 5: it is no map, set, vector or string");
  CHECK(message_of([&] { peek(empty_map()); }) == "cannot peek into {}: it is no list or vector");
  CHECK(message_of([&] { pop(make_long_range(0, 2, 1)); }) == "cannot pop (0 1): it is no list or vector");
  CHECK(message_of([&] { reduce_rooted(five, nil, five); }) == "cannot reduce 5: it is no collection");
  CHECK(message_of([&] { with_meta(five, nil); }) ==
        "cannot give metadata to 5: it is no collection, symbol or function");
  CHECK(get(five, num(0), key("none")) == key("none"));
  CHECK(get(make_list({five}), num(0), key("none")) == key("none"));
  CHECK_FALSE(is_seqable(five));
}

TEST_CASE("a string is a sequence of characters", "[sequence]") {
  object_ref const s{str("aé€😀z")};
  CHECK(walk(s) ==
        std::vector<object_ref>{make_char('a'), make_char(U'é'), make_char(U'€'), make_char(U'😀'), make_char('z')});
  CHECK(count(s) == 5);
  CHECK(count(next(seq(s))) == 4);
  CHECK(nth(s, 3) == make_char(U'😀'));
  CHECK(get(s, num(2)) == make_char(U'€'));
  CHECK(get(s, num(5)) == nil);
  CHECK(contains(s, num(4)));
  CHECK_FALSE(contains(s, num(5)));
  CHECK(message_of([&] { nth(s, 7); }) == "index 7 is out of bounds for a string of 5");
  CHECK(seq(str("")) == nil);
  object_ref const letters{native([](object_ref sofar, object_ref c) { return conj(sofar, c); })};
  CHECK_EQUAL(reduce_rooted(letters, empty_vector(), s), seq(s));
  CHECK_EQUAL(reduce_rooted(letters, empty_vector(), next(seq(s))), next(seq(s)));
}

TEST_CASE("the seq of a map gives its entries", "[sequence]") {
  for(std::int64_t const size : {0, 1, 8, 9, 1000}) {
    object_ref m{empty_map()};
    for(std::int64_t i{}; i < size; ++i) { m = map_assoc(m, num(i), num(-i)); }
    std::int64_t left{size};
    for(object_ref s{seq(m)}; s.is_some(); s = next(s)) {
      REQUIRE(count(s) == left--);
      REQUIRE(is_vector(first(s)));
      REQUIRE(as_long(nth(first(s), 0)) == -as_long(nth(first(s), 1)));
    }
    CHECK(left == 0);
    CHECK(count(m) == size);
    object_ref const sum{native([](object_ref n, object_ref entry) { return add(n, nth(entry, 0)); })};
    CHECK(reduce_rooted(sum, num(0), m) == num(size * (size - 1) / 2));
    CHECK(reduce_rooted(sum, num(0), seq(m)) == num(size * (size - 1) / 2));
  }
}

TEST_CASE("two walks along the same seq see the same", "[sequence]") {
  object_ref m{empty_map()};
  for(std::int64_t i{}; i < 100; ++i) { m = map_assoc(m, num(i), nil); }
  object_ref const middle{next(next(next(seq(m))))};
  CHECK(walk(middle).size() == 97);
  object_ref const again{walk(middle).front()};
  CHECK_EQUAL(first(middle), again);
  CHECK_EQUAL(first(next(middle)), first(next(middle)));
}

TEST_CASE("contains asks for keys: indices of vectors, not their elements", "[sequence]") {
  object_ref const v{make_vector({key("a"), key("b")})};
  CHECK(contains(v, num(0)));
  CHECK_FALSE(contains(v, num(2)));
  CHECK_FALSE(contains(v, num(-1)));
  CHECK_FALSE(contains(v, key("a")));
  CHECK_FALSE(contains(v, make_double(0.0)));
  CHECK(get(v, num(1)) == key("b"));
  CHECK(get(v, num(2), num(9)) == num(9));
  CHECK(get(v, key("a"), num(9)) == num(9));
}

TEST_CASE("conj puts in front of a seq", "[sequence]") {
  CHECK_EQUAL(conj(seq(make_vector({num(2)})), num(1)), make_list({num(1), num(2)}));
  CHECK_EQUAL(conj(make_long_range(0, 2, 1), num(-1)), make_long_range(-1, 2, 1));
  CHECK(empty(make_long_range(0, 2, 1)) == empty_list());
}

TEST_CASE("reduce stops at a reduced value and unwraps it", "[sequence]") {
  object_ref m{empty_map()};
  object_ref s{empty_set()};
  for(std::int64_t i{}; i < 100; ++i) {
    m = map_assoc(m, num(i), nil);
    s = conj(s, num(i));
  }
  object_ref large{empty_vector()};
  for(std::int64_t i{}; i < 100; ++i) { large = conj(large, num(i)); }
  std::vector<object_ref> colls{one_two_three()};
  for(object_ref const more :
      {m, map_dissoc(make_map({num(1), nil, num(2), nil}), nil), s, str("abcdef"), large, seq(m), seq(s), seq(large),
       seq(str("abc")), make_iterate(native([](object_ref n) { return add(n, num(1)); }), num(0))}) {
    colls.push_back(more);
  }
  for(object_ref const coll : colls) {
    INFO(coll.as_heap()->type->name);
    int calls{};
    object_ref const stop_at_two{native([&](object_ref sofar, object_ref) {
      ++calls;
      object_ref const n{add(sofar, num(1))};
      return n == num(2) ? make_reduced(n) : n;
    })};
    CHECK(reduce_rooted(stop_at_two, num(0), coll) == num(2));
    CHECK(calls == 2);
  }
}

TEST_CASE("what reduce's function throws comes through", "[sequence]") {
  object_ref const refuse{native([](object_ref, object_ref n) -> object_ref {
    if(n == num(2)) { throw_error(error_kind::illegal_argument, "two"); }
    return n;
  })};
  for(object_ref const s : one_two_three()) {
    CHECK(message_of([&] { reduce_rooted(refuse, nil, s); }) == "two");
  }
}
