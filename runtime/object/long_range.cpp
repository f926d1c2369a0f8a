#include "memory/heap.hpp"
#include "object/detail/seqs.hpp"
#include "object/error.hpp"
#include "object/lazy.hpp"
#include "object/list.hpp"

#include <limits>

namespace jank::object {

namespace {

// In unsigned arithmetic, where the distance of two longs and the size of the lowest one have a place.
std::uint64_t range_length(std::int64_t start, std::int64_t end, std::int64_t step) {
  if(step == 0) { return start == end ? 0 : std::numeric_limits<std::uint64_t>::max(); }
  auto const from{static_cast<std::uint64_t>(start)};
  auto const to{static_cast<std::uint64_t>(end)};
  auto const by{static_cast<std::uint64_t>(step)};
  if(step > 0) { return start < end ? (to - from - 1) / by + 1 : 0; }
  return start > end ? (from - to - 1) / (0 - by) + 1 : 0;
}

} // namespace

object_ref make_long_range(std::int64_t start, std::int64_t end, std::int64_t step) {
  auto const length{range_length(start, end, step)};
  return length == 0 ? empty_list() : object_ref{memory::make_atomic<long_range>(start, step, length)};
}

object_ref long_range_next(long_range const *r) {
  if(r->step == 0) { return r; }
  return r->remaining == 1 ? nil : object_ref{memory::make_atomic<long_range>(r->at(1), r->step, r->remaining - 1)};
}

std::int64_t long_range_count(long_range const *r) {
  if(r->remaining > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    throw_error(error_kind::illegal_argument, r->step == 0
                                                  ? "cannot count a range with step 0: it has no end"
                                                  : "cannot count a range of more than 9223372036854775807 longs");
  }
  return static_cast<std::int64_t>(r->remaining);
}

} // namespace jank::object
