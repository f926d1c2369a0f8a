// Sorted maps and sets.

#include "object/sorted.hpp"

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/detail/sorted.hpp"

namespace jank::ns {

namespace {

object_ref map_by(object_ref comparator, object_ref keyvals, char const *function) {
  rooted<object_ref> result{make_sorted_map(comparator)};
  for_each_pair(keyvals, function,
                [&result](object_ref key, object_ref value) { result = map_assoc(result, key, value); });
  return result;
}

object_ref set_by(object_ref comparator, object_ref elements) {
  rooted<object_ref> result{make_sorted_set(comparator)};
  for_each_rooted(elements, [&result](object_ref v) { result = set_conj(result, v); });
  return result;
}

std::uint32_t checked_count(object_ref coll, char const *function) {
  if(!is_sorted(coll)) { throw_wrong_argument(function, "a sorted map or set", coll); }
  return sorted_count(coll);
}

object_ref rank(object_ref, object_ref coll, object_ref key, object_ref inclusive) {
  checked_count(coll, "subseq");
  return make_long(sorted_rank(as_sorted(coll), key, inclusive.truthy()));
}

object_ref part(object_ref, object_ref coll, object_ref begin, object_ref end, object_ref backwards) {
  std::int64_t const count{checked_count(coll, "subseq")};
  auto const from{expect_long(begin, "subseq")};
  auto const to{expect_long(end, "subseq")};
  if(from < 0 || to > count) { throw_error(error_kind::index_out_of_bounds, "subseq is out of bounds"); }
  return make_sorted_seq(coll, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(std::max(from, to)),
                         backwards.truthy());
}

constexpr native rows[]{
    {"sorted-map",
     "([& keyvals])",
     "A map of the keys and values given in turn, kept in the order of compare. A later equal key wins.",
     {},
     +[](object_ref, object_ref rest) { return map_by(nil, rest, "sorted-map"); }},
    {"sorted-map-by",
     "([comparator & keyvals])",
     "A map of the keys and values given in turn, kept in the order of the comparator: a function of two keys that "
     "returns a number as compare does, or true when the first comes before the second. Keys that are neither before "
     "nor after each other are the same key.",
     {},
     +[](object_ref, object_ref comparator, object_ref rest) {
       rooted<object_ref> const held{comparator};
       return map_by(held, rest, "sorted-map-by");
     }},
    {"sorted-set",
     "([& keys])",
     "A set of the arguments, kept in the order of compare.",
     {},
     +[](object_ref, object_ref rest) { return set_by(nil, rest); }},
    {"sorted-set-by",
     "([comparator & keys])",
     "A set of the arguments, kept in the order of the comparator. See sorted-map-by.",
     {},
     +[](object_ref, object_ref comparator, object_ref rest) {
       rooted<object_ref> const held{comparator};
       return set_by(held, rest);
     }},
    {"sorted?", "([coll])", "Is coll kept in sorted order?", {+[](object_ref, object_ref coll) {
       return make_boolean(is_sorted(coll));
     }}},
    {"sorted-rank*",
     "([coll key inclusive])",
     "How many elements of the sorted collection come before key, or, with inclusive, before it or with it.",
     {rank}},
    {"sorted-part*",
     "([coll begin end backwards])",
     "A seq of the elements of the sorted collection at the positions from begin up to end, or from the one before end "
     "down to begin; nil when there are none.",
     {part}},
};

} // namespace

struct sorted_table : rows_of_core<rows> {};
native_table sorted_natives() { return table_of<sorted_table>(); }

} // namespace jank::ns
