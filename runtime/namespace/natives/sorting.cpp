// sort: a stable merge sort. Written out because the comparator is jank code: collection may happen inside it, it may throw,
// and it may contradict itself; every element must stay reachable and none may be lost or read out of bounds.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/equality.hpp"

#include <algorithm>
#include <utility>

namespace jank::ns {

namespace {

// Does b come before a? A comparator answers with a number, or, as a predicate, with a boolean.
bool comes_before(object_ref comparator, object_ref b, object_ref a) {
  if(comparator.is_nil()) { return compare(b, a) < 0; }
  object_ref const answer{call_rooted(comparator, b, a)};
  if(answer.is_boolean()) { return answer == jank_true; }
  return to_long(answer) < 0;
}

void merge_runs(value_array const &from, value_array &to, std::size_t begin, std::size_t middle, std::size_t end,
                object_ref comparator) {
  std::size_t left{begin};
  std::size_t right{middle};
  for(std::size_t at{begin}; at < end; ++at) {
    bool const take_right{left == middle || (right < end && comes_before(comparator, from[right], from[left]))};
    to[at] = take_right ? from[right++] : from[left++];
  }
}

// Requires: the caller has rooted the comparator.
object_ref sorted(value_array items, object_ref comparator) {
  if(items.empty()) { return empty_list(); }
  value_array other(items.size());
  for(std::size_t width{1}; width < items.size(); width *= 2) {
    for(std::size_t begin{0}; begin < items.size(); begin += 2 * width) {
      std::size_t const middle{std::min(begin + width, items.size())};
      merge_runs(items, other, begin, middle, std::min(begin + 2 * width, items.size()), comparator);
    }
    std::swap(items, other);
  }
  return make_list(items.data(), items.size());
}

object_ref sort_naturally(object_ref, object_ref coll) { return sorted(to_array(coll), nil); }
object_ref sort_with(object_ref, object_ref comparator, object_ref coll) {
  rooted<object_ref> const held{comparator};
  return sorted(to_array(coll), held);
}

constexpr native rows[]{
    {"sort",
     "([coll] [comp coll])",
     "A list of the elements in order, equal ones as they stood. comp compares two values: a number as compare does, "
     "or "
     "true when the first comes before the second. compare is used without it.",
     {sort_naturally, sort_with}},
};

} // namespace

struct sorting_table : rows_of_core<rows> {};
native_table sorting_natives() { return table_of<sorting_table>(); }

} // namespace jank::ns
