#include "memory/heap.hpp"
#include "object/array.hpp"
#include "object/collections.hpp"
#include "object/detail/collection_error.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/seqs.hpp"
#include "object/detail/transient.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"

#include <utility>

namespace jank::object {

namespace {

// What was looked for, or how many elements there are instead.
struct nth_result {
  bool found;
  object_ref value;
  std::int64_t count;
  char const *what;
};

nth_result walk(object_ref coll, std::int64_t index) {
  memory::rooted<object_ref> left{coll};
  for(std::int64_t at{};; ++at) {
    left = seq_rooted(left);
    if(left.get().is_nil()) { return {false, nil, at, "a seq"}; }
    if(at == index) { return {true, first_rooted(left), 0, nullptr}; }
    left = rest_rooted(left);
  }
}

template <typename Element>
nth_result element(std::int64_t index, std::uint64_t count, char const *what, Element const &at) {
  if(index >= 0 && static_cast<std::uint64_t>(index) < count) {
    return {true, at(static_cast<std::size_t>(index)), 0, nullptr};
  }
  return {false, nil, static_cast<std::int64_t>(count), what};
}

nth_result find_nth(object_ref coll, std::int64_t index) {
  switch(kind_of(coll)) {
  case kind::vector:
  case kind::map_entry:
    return element(index, vector_count(coll), "a vector", [=](std::size_t i) { return vector_nth(coll, i); });
  case kind::vector_seq: {
    auto const *const s{cast<vector_seq>(coll)};
    return element(index, vector_seq_count(s), "a seq", [=](std::size_t i) { return vector_seq_nth(s, i); });
  }
  case kind::array: {
    auto const *const a{cast<array>(coll)};
    return element(index, a->length, "an array", [=](std::size_t i) { return array_get(a, i); });
  }
  case kind::string: {
    auto *const s{cast<string>(coll)};
    return element(index, s->char_count, "a string",
                   [=](std::size_t i) { return make_char(char_at(s, static_cast<std::int64_t>(i))); });
  }
  case kind::long_range: {
    auto const *const r{cast<long_range>(coll)};
    if(index >= 0 && static_cast<std::uint64_t>(index) < r->remaining) {
      return {true, make_long(r->at(static_cast<std::uint64_t>(index))), 0, nullptr};
    }
    bool const countable{std::in_range<std::int64_t>(r->remaining)};
    return {false, nil, countable ? long_range_count(r) : detail::unknown_count, "a range"};
  }
  case kind::transient: {
    auto const *const found{transient_find(coll, make_long(index))};
    return found ? nth_result{true, *found, 0, nullptr} : nth_result{false, nil, transient_count(coll), "a transient"};
  }
  default:
    if(!has_flag(coll, flag_sequential)) {
      detail::throw_not_a("take the nth element of", coll, "sequential collection");
    }
    return index < 0 ? nth_result{false, nil, detail::unknown_count, "a seq"} : walk(coll, index);
  }
}

} // namespace

object_ref nth_rooted(object_ref coll, std::int64_t index) {
  if(is(coll, kind::vector) && index >= 0 && static_cast<std::uint64_t>(index) < vector_count(coll)) [[likely]] {
    return vector_nth(coll, static_cast<std::size_t>(index));
  }
  if(coll.is_nil()) { return nil; }
  if(is<instance>(coll)) { return detail::instance_nth_rooted(coll, index, nullptr); }
  auto const result{find_nth(coll, index)};
  if(!result.found) { detail::throw_out_of_bounds(index, result.what, result.count); }
  return result.value;
}

object_ref nth_rooted(object_ref coll, std::int64_t index, object_ref not_found) {
  if(is(coll, kind::vector) && index >= 0 && static_cast<std::uint64_t>(index) < vector_count(coll)) [[likely]] {
    return vector_nth(coll, static_cast<std::size_t>(index));
  }
  if(coll.is_nil()) { return not_found; }
  if(is<instance>(coll)) { return detail::instance_nth_rooted(coll, index, &not_found); }
  memory::rooted<object_ref> const otherwise{not_found};
  auto const result{find_nth(coll, index)};
  return result.found ? result.value : otherwise.get();
}

object_ref nth(object_ref coll, std::int64_t index) {
  memory::collection_delay const delay;
  return nth_rooted(coll, index);
}

object_ref nth(object_ref coll, std::int64_t index, object_ref not_found) {
  memory::collection_delay const delay;
  return nth_rooted(coll, index, not_found);
}

} // namespace jank::object
