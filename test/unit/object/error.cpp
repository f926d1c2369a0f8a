#include "object/error.hpp"

#include "catch2.hpp"
#include "object/collections.hpp"
#include "object/number.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "thrown.hpp"

#include <optional>
#include <vector>

using namespace jank::object;

namespace {

std::vector<void *> marked;
void remember(void *pointer) { marked.push_back(pointer); }

std::vector<void *> marked_in_flight() {
  marked.clear();
  thrown_value::mark_in_flight(remember);
  return marked;
}

} // namespace

TEST_CASE("any value can be thrown and is caught as it was") {
  for(auto const v : {nil, jank_false, make_fixnum(3), object_ref{make_keyword("k")}}) {
    bool caught{};
    try {
      throw_value(v);
    } catch(thrown_value const &thrown) { caught = thrown.value == v; }
    CHECK(caught);
  }
}

TEST_CASE("the runtime's errors carry their kind in their data") {
  try {
    throw_error(error_kind::index_out_of_bounds, "too far", make_map({make_keyword("index"), make_fixnum(3)}));
  } catch(thrown_value const &thrown) {
    auto const *const e{try_cast<error>(thrown.value)};
    REQUIRE(e);
    CHECK(to_readable(e->data) == "{:index 3, :jank/error :index-out-of-bounds}");
    CHECK(to_text(e->message) == "too far");
    CHECK(e->why == error_kind::index_out_of_bounds);
    CHECK(e->cause == nil);
  }
  CHECK(thrown_by([] { throw_error(error_kind::stack_overflow, "x"); }) == "stack-overflow: x");
}

TEST_CASE("ex-info keeps its data as it is") {
  object_ref const data{make_map({make_keyword("a"), make_fixnum(1)})};
  object_ref const cause{make_error("inner", nil, nil)};
  auto const *const e{cast<error>(make_error("outer", data, cause))};
  CHECK(e->data == data);
  CHECK(e->cause == cause);
  CHECK(e->why == error_kind::none);
}

TEST_CASE("every thrown value has a message for people") {
  CHECK(to_text(error_message(make_error("boom", nil, nil))) == "boom");
  CHECK(to_text(error_message(make_cpp_error("std::bad_alloc", "no memory"))) == "no memory");
  CHECK(to_text(error_message(make_fixnum(3))) == "3");
  CHECK(to_text(error_message(make_string("plain"))) == "\"plain\"");
  CHECK(to_text(error_message(nil)) == "nil");
}

TEST_CASE("values in flight are roots, in whatever order their exceptions end") {
  object_ref const a{make_string("a")};
  object_ref const b{make_string("b")};
  object_ref const c{make_string("c")};
  CHECK(marked_in_flight().empty());
  try {
    throw_value(a);
  } catch(thrown_value const &) {
    CHECK(marked_in_flight() == std::vector<void *>{a.as_heap()});
    try {
      throw_value(b);
    } catch(thrown_value const &inner) {
      CHECK(marked_in_flight() == std::vector<void *>{b.as_heap(), a.as_heap()});
      thrown_value const copy{inner};
      CHECK(marked_in_flight() == std::vector<void *>{b.as_heap(), b.as_heap(), a.as_heap()});
    }
    CHECK(marked_in_flight() == std::vector<void *>{a.as_heap()});
    try {
      throw_value(make_fixnum(1));
    } catch(thrown_value const &) { CHECK(marked_in_flight() == std::vector<void *>{a.as_heap()}); }
  }
  CHECK(marked_in_flight().empty());

  {
    thrown_value const kept{a};
    std::uint64_t const number{thrown_value::newest()};
    // Their frames are gone without a word.
    alignas(thrown_value) unsigned char lost[2][sizeof(thrown_value)];
    ::new (lost[0]) thrown_value{b};
    ::new (lost[1]) thrown_value{c};
    thrown_value::forget_after(number);
    CHECK(marked_in_flight() == std::vector<void *>{a.as_heap()});
    ::new (lost[0]) thrown_value{b};
    reinterpret_cast<thrown_value *>(lost[0])->~thrown_value();
    CHECK(marked_in_flight() == std::vector<void *>{a.as_heap()});
  }
  CHECK(marked_in_flight().empty());

  std::optional<thrown_value> first{a};
  std::optional<thrown_value> second{b};
  std::optional<thrown_value> third{c};
  second.reset();
  CHECK(marked_in_flight() == std::vector<void *>{c.as_heap(), a.as_heap()});
  first.reset();
  CHECK(marked_in_flight() == std::vector<void *>{c.as_heap()});
  third.reset();
  CHECK(marked_in_flight().empty());
}
