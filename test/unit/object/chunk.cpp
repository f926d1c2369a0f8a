#include "object/chunk.hpp"

#include "object/lazy.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"

#include "values.hpp"

using namespace jank::object;
using namespace jank::object::test;

TEST_CASE("a chunked cons is a seq of its chunk and what follows") {
  object_ref const s{make_chunked_cons(make_vector({num(1), num(2)}), make_list({num(3)}))};
  CHECK(to_readable(s) == "(1 2 3)");
  CHECK(count(s) == 3);
  CHECK_EQUAL(nth(s, 2), num(3));
  CHECK_EQUAL(s, make_vector({num(1), num(2), num(3)}));
  CHECK(hash(s) == hash(make_vector({num(1), num(2), num(3)})));
  CHECK_EQUAL(after_chunk(s), make_list({num(3)}));
  CHECK_EQUAL(after_chunk(next(s)), make_list({num(3)}));
  CHECK_EQUAL(make_chunked_cons(empty_vector(), s), s);
  CHECK(next(make_chunked_cons(make_vector({num(1)}), nil)).is_nil());
  CHECK_EQUAL(rest(make_chunked_cons(make_vector({num(1)}), nil)), empty_list());
}

TEST_CASE("chunks of ranges and vectors have up to 32 elements, and nothing is lost between them") {
  object_ref values[chunk_size];
  std::int64_t seen{};
  for(object_ref s{make_long_range(0, 100, 1)}; s.is_some(); s = after_chunk(s)) {
    REQUIRE(is_chunked_seq(s));
    auto const n{copy_chunk(s, values)};
    REQUIRE(n <= chunk_size);
    for(std::size_t i{}; i < n; ++i) { REQUIRE(as_long(values[i]) == seen++); }
  }
  CHECK(seen == 100);
  CHECK_FALSE(is_chunked_seq(make_list({num(1)})));
  CHECK_FALSE(is_chunked_seq(make_long_range(1, 2, 0)));
}
