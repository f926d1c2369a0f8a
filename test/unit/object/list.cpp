#include "object/list.hpp"
#include "object/collections.hpp"
#include "object/sequence.hpp"

#include "values.hpp"

using namespace jank::object;
using namespace jank::object::test;

TEST_CASE("a list knows its count and gives its elements in order", "[list]") {
  object_ref const l{make_list({num(1), nil, num(3)})};
  CHECK(count(l) == 3);
  CHECK(first(l) == num(1));
  CHECK(nth(l, 1) == nil);
  CHECK(nth(l, 2) == num(3));
  CHECK(next(next(next(l))) == nil);
  CHECK_EQUAL(l, make_vector({num(1), nil, num(3)}));
  CHECK(hash(l) == hash(make_vector({num(1), nil, num(3)})));
}

TEST_CASE("the empty list is a value, its seq is nil", "[list]") {
  CHECK(is(empty_list(), kind::list));
  CHECK(make_list(nullptr, 0) == empty_list());
  CHECK(count(empty_list()) == 0);
  CHECK(seq(empty_list()) == nil);
  CHECK(first(empty_list()) == nil);
  CHECK(next(empty_list()) == nil);
  CHECK(rest(empty_list()) == empty_list());
  CHECK(rest(make_list({num(1)})) == empty_list());
  CHECK_EQUAL(conj(empty_list(), num(1)), make_list({num(1)}));
}

TEST_CASE("conj puts before the first, pop takes it away", "[list]") {
  object_ref const l{make_list({num(2), num(3)})};
  CHECK_EQUAL(conj(l, num(1)), make_list({num(1), num(2), num(3)}));
  CHECK(peek(l) == num(2));
  CHECK_EQUAL(pop(l), make_list({num(3)}));
  CHECK(peek(empty_list()) == nil);
  CHECK(message_of([] { pop(empty_list()); }) == "cannot pop an empty list");
}

TEST_CASE("metadata stays with a list through conj, pop and empty", "[list]") {
  object_ref const about{make_map({key("line"), num(7)})};
  object_ref const l{with_meta(make_list({num(1), num(2)}), about)};
  for(object_ref const changed : {conj(l, num(0)), pop(l), pop(pop(l)), empty(l)}) {
    CHECK(meta(changed) == about);
    CHECK(is(changed, kind::list));
  }
  CHECK(meta(rest(l)) == nil);
  CHECK(meta(empty_list()) == nil);
  object_ref const marked{with_meta(empty_list(), about)};
  CHECK(count(marked) == 0);
  CHECK(seq(marked) == nil);
  CHECK_EQUAL(marked, empty_list());
  CHECK(count(conj(marked, num(1))) == 1);
}

TEST_CASE("cons puts a value before anything seqable", "[list]") {
  CHECK_EQUAL(make_cons(num(1), nil), make_list({num(1)}));
  CHECK(count(make_cons(num(1), nil)) == 1);
  CHECK_EQUAL(make_cons(num(1), make_list({num(2)})), make_list({num(1), num(2)}));
  CHECK_EQUAL(make_cons(num(1), make_vector({num(2)})), make_list({num(1), num(2)}));
  CHECK_EQUAL(make_cons(num(1), empty_vector()), make_list({num(1)}));
  CHECK_EQUAL(make_cons(make_char('a'), str("bc")), seq(str("abc")));
  CHECK(rest(make_cons(num(1), empty_vector())) == empty_list());
  CHECK(count(make_cons(num(1), make_cons(num(2), make_list({num(3), num(4)})))) == 4);
  CHECK(message_of([] { make_cons(num(1), num(5)); }) == "cannot take a seq of 5: it is no collection");
}
