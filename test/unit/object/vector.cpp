#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/detail/visit.hpp"
#include "object/sequence.hpp"

#include "values.hpp"

using namespace jank::object;
using namespace jank::object::test;

namespace {

object_ref numbers(std::int64_t count) {
  object_ref v{empty_vector()};
  for(std::int64_t i{}; i < count; ++i) { v = vector_conj(v, num(i)); }
  return v;
}

void check_same(object_ref v, std::vector<std::int64_t> const &model) {
  REQUIRE(vector_count(v) == model.size());
  std::size_t i{};
  visit_vector(v, [&](object_ref element) {
    REQUIRE(as_long(element) == model[i]);
    REQUIRE(as_long(vector_nth(v, i)) == model[i]);
    ++i;
    return true;
  });
  REQUIRE(i == model.size());
}

} // namespace

TEST_CASE("a vector holds what was put in, in order", "[vector]") {
  for(std::int64_t const count :
      {0, 1, 31, 32, 33, 64, 1023, 1024, 1025, 1056, 1057, 32'768 + 32, 32'768 + 33, 40'000}) {
    std::vector<std::int64_t> model;
    std::vector<object_ref> values;
    for(std::int64_t i{}; i < count; ++i) {
      model.push_back(i);
      values.push_back(num(i));
    }
    check_same(numbers(count), model);
    check_same(make_vector(values.data(), values.size()), model);
    CHECK_EQUAL(make_vector(values.data(), values.size()), numbers(count));
  }
}

TEST_CASE("any sequence of conj, assoc and pop leaves every older vector as it was", "[vector]") {
  std::mt19937 random{1};
  std::vector<std::pair<object_ref, std::vector<std::int64_t>>> versions{{empty_vector(), {}}};
  for(int step{}; step < 6000; ++step) {
    // Mostly the newest version, now and then an old one: a second future of the same past.
    auto const at{random() % 8 == 0 ? random() % versions.size() : versions.size() - 1};
    auto [v, model]{versions[at]};
    auto const many{random() % 4 == 0 ? 70u : 1u};
    for(unsigned i{}; i < many; ++i) {
      switch(random() % 3) {
      case 0:
        if(!model.empty()) {
          v = pop(v);
          model.pop_back();
        }
        break;
      case 1: {
        auto const index{random() % (model.size() + 1)};
        std::int64_t const value{static_cast<std::int64_t>(random())};
        v = assoc(v, num(static_cast<std::int64_t>(index)), num(value));
        if(index == model.size()) {
          model.push_back(value);
        } else {
          model[index] = value;
        }
        break;
      }
      default: {
        std::int64_t const value{static_cast<std::int64_t>(random())};
        v = conj(v, num(value));
        model.push_back(value);
      }
      }
    }
    versions.emplace_back(v, model);
    if(versions.size() > 40) { versions.erase(versions.begin() + static_cast<std::ptrdiff_t>(random() % 39)); }
    if(step % 50 == 0) {
      for(auto const &[old, expected] : versions) { check_same(old, expected); }
    }
  }
}

TEST_CASE("nil and vectors are elements like any other", "[vector]") {
  object_ref const v{make_vector({nil, make_vector({nil}), jank_false})};
  CHECK(vector_count(v) == 3);
  CHECK(vector_nth(v, 0) == nil);
  CHECK_EQUAL(vector_nth(v, 1), make_vector({nil}));
  CHECK(vector_nth(v, 2) == jank_false);
}

TEST_CASE("a vector called with an index gives the element", "[vector]") {
  object_ref const v{make_vector({key("a"), key("b")})};
  CHECK(call(v, num(1)) == key("b"));
  CHECK(message_of([&] { call(v, num(2)); }) == "index 2 is out of bounds for a vector of 2");
  CHECK(message_of([&] { call(v, key("a")); }) == "the index of a vector must be a long, not :a");
  CHECK(message_of([&] { call(v); }).find("wrong number of arguments (0)") == 0);
}

TEST_CASE("assoc at the end appends, beyond it throws", "[vector]") {
  object_ref const v{numbers(3)};
  CHECK_EQUAL(assoc(v, num(3), num(3)), numbers(4));
  CHECK(message_of([&] { assoc(v, num(4), nil); }) == "index 4 is out of bounds for a vector of 3");
  CHECK(message_of([&] { assoc(v, num(-1), nil); }) == "index -1 is out of bounds for a vector of 3");
  CHECK(message_of([&] { assoc(v, key("a"), nil); }) == "the index of a vector must be a long, not :a");
}

TEST_CASE("peek and pop work at the end", "[vector]") {
  CHECK(peek(numbers(40)) == num(39));
  CHECK(peek(empty_vector()) == nil);
  CHECK_EQUAL(pop(numbers(33)), numbers(32));
  CHECK_EQUAL(pop(numbers(1)), empty_vector());
  CHECK(message_of([] { pop(empty_vector()); }) == "cannot pop an empty vector");
}

TEST_CASE("metadata stays with a vector through its changes and does not count for equality", "[vector]") {
  object_ref const m{make_map({key("doc"), str("x")})};
  object_ref const v{with_meta(numbers(40), m)};
  CHECK_EQUAL(v, numbers(40));
  for(object_ref const changed : {conj(v, nil), assoc(v, num(0), nil), assoc(v, num(40), nil), pop(v), empty(v)}) {
    CHECK(meta(changed) == m);
  }
  CHECK(meta(numbers(40)) == nil);
  CHECK(meta(with_meta(v, nil)) == nil);
  CHECK(meta(seq(v)) == nil);
  CHECK(message_of([&] { with_meta(v, num(5)); }) == "cannot use as metadata 5: it is no map");
}

TEST_CASE("runs cover a vector from any index", "[vector]") {
  object_ref const v{numbers(100)};
  for(std::size_t from{}; from < 100; ++from) {
    value_run const run{vector_run(v, from)};
    REQUIRE(run.count > 0);
    REQUIRE(run.count <= 32);
    REQUIRE(run.values[0] == num(static_cast<std::int64_t>(from)));
    REQUIRE(run.values[run.count - 1] == num(static_cast<std::int64_t>(from + run.count - 1)));
  }
  CHECK(vector_run(v, 100).count == 0);
  CHECK(vector_run(empty_vector(), 0).count == 0);
}

TEST_CASE("a map entry is a vector of two", "[vector]") {
  object_ref const entry{make_map_entry(key("a"), num(1))};
  CHECK(is_vector(entry));
  CHECK_EQUAL(entry, make_vector({key("a"), num(1)}));
  CHECK(hash(entry) == hash(make_vector({key("a"), num(1)})));
  CHECK(count(entry) == 2);
  CHECK(nth(entry, 0) == key("a"));
  CHECK(nth(entry, 1) == num(1));
  CHECK(message_of([&] { nth(entry, 2); }) == "index 2 is out of bounds for a vector of 2");
  CHECK(get(entry, num(1)) == num(1));
  CHECK(call(entry, num(0)) == key("a"));
  CHECK(contains(entry, num(1)));
  CHECK_FALSE(contains(entry, num(2)));
  CHECK(peek(entry) == num(1));
  CHECK_EQUAL(conj(entry, num(2)), make_vector({key("a"), num(1), num(2)}));
  CHECK_EQUAL(assoc(entry, num(1), num(5)), make_vector({key("a"), num(5)}));
  CHECK_EQUAL(pop(entry), make_vector({key("a")}));
  CHECK_EQUAL(empty(entry), empty_vector());
  CHECK_EQUAL(seq(entry), make_vector({key("a"), num(1)}));
  CHECK_EQUAL(with_meta(entry, empty_map()), entry);
}
