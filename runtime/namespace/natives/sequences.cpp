// Seqs: taking them apart and making them.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/concat.hpp"
#include "namespace/natives/tables.hpp"
#include "object/detail/sorted.hpp"
#include "object/lazy.hpp"
#include "object/sorted.hpp"

namespace jank::ns {

namespace {

using walk = object_ref (*)(object_ref);

template <walk Step> object_ref step(object_ref, object_ref coll) {
  rooted<object_ref> const held{coll};
  return Step(held);
}
// The first of what follows, and so on: each step may run jank code.
template <walk Outer, walk Inner> object_ref two_steps(object_ref, object_ref coll) {
  rooted<object_ref> held{coll};
  held = Inner(held);
  return Outer(held);
}

object_ref count_of(object_ref, object_ref coll) {
  rooted<object_ref> const held{coll};
  return make_long(count_rooted(held));
}

// The seq that begins at `index`, or nil when there is none.
object_ref walk_to(object_ref coll, std::int64_t index) {
  rooted<object_ref> s{seq_rooted(coll)};
  for(; index > 0 && s.get().is_some(); --index) { s = next_rooted(s); }
  return index < 0 ? nil : s.get();
}

object_ref nth_or_throw(object_ref, object_ref coll, object_ref index) {
  rooted<object_ref> const held{coll};
  return nth_rooted(held, to_long(index));
}
object_ref nth_or_default(object_ref, object_ref coll, object_ref index, object_ref not_found) {
  rooted<object_ref> const held{coll};
  rooted<object_ref> const otherwise{not_found};
  return nth_rooted(held, to_long(index), otherwise);
}

object_ref last_of(object_ref, object_ref coll) {
  if(is_vector(coll)) { return peek(coll); }
  rooted<object_ref> s{seq_rooted(coll)};
  rooted<object_ref> after{next_rooted(s)};
  while(after.get().is_some()) {
    s = after.get();
    after = next_rooted(s);
  }
  return first_rooted(s);
}

object_ref nthrest(object_ref, object_ref coll, object_ref n) {
  std::int64_t left{to_long(n)};
  rooted<object_ref> s{coll};
  for(; left > 0; --left) {
    rooted<object_ref> const here{seq_rooted(s)};
    if(here.get().is_nil()) { return empty_list(); }
    s = rest_rooted(here);
  }
  return s;
}

object_ref to_list(object_ref, object_ref rest) {
  if(rest.is_nil()) { return empty_list(); }
  if(is(rest, kind::list)) { return rest; }
  value_array const items{to_array(rest)};
  return make_list(items.data(), items.size());
}

// (list* a b rest): the last of `more` is the tail.
object_ref prepend_all(object_ref, object_ref value, object_ref more) {
  value_array items{value};
  for_each_rooted(more, [&items](object_ref v) { items.push_back(v); });
  rooted<object_ref> tail{seq_rooted(items.back())};
  for(std::size_t i{items.size() - 1}; i-- > 0;) { tail = make_cons(items[i], tail); }
  return tail;
}

object_ref reverse(object_ref, object_ref coll) {
  rooted<object_ref> result{empty_list()};
  for_each_rooted(coll, [&result](object_ref v) { result = list_conj(result, v); });
  return result;
}

object_ref reverse_seq(object_ref, object_ref coll) {
  if(coll.is_nil()) { return nil; }
  if(is_sorted(coll)) { return make_sorted_seq(coll, 0, sorted_count(coll), true); }
  if(!is_vector(coll)) { throw_wrong_argument("rseq", "a vector, sorted map or sorted set", coll); }
  rooted<object_ref> result{empty_list()};
  for(std::size_t i{0}; i < vector_count(coll); ++i) { result = list_conj(result, vector_nth(coll, i)); }
  return seq(result);
}

object_ref walk_all(object_ref coll) {
  for_each_rooted(coll, [](object_ref) {});
  return nil;
}
object_ref walk_some(object_ref, object_ref n, object_ref coll) {
  std::int64_t left{to_long(n)};
  rooted<object_ref> s{seq_rooted(coll)};
  for(; left > 0 && s.get().is_some(); --left) { s = next_rooted(s); }
  return nil;
}

constexpr native rows[]{
    {"seq", "([coll])", "A seq of the elements of coll, or nil when there are none.", {step<seq_rooted>}},
    {"first", "([coll])", "The first element of coll; nil when there is none.", {step<first_rooted>}},
    {"next", "([coll])", "A seq of the elements after the first; nil when there are none.", {step<next_rooted>}},
    {"rest", "([coll])", "A seq of the elements after the first, which may turn out to be empty.", {step<rest_rooted>}},
    {"second",
     "([coll])",
     "The second element of coll; nil when there is none.",
     {two_steps<first_rooted, next_rooted>}},
    {"ffirst", "([coll])", "The first element of the first element.", {two_steps<first_rooted, first_rooted>}},
    {"fnext", "([coll])", "The first element of next, which is the second.", {two_steps<first_rooted, next_rooted>}},
    {"nfirst", "([coll])", "The next of the first element.", {two_steps<next_rooted, first_rooted>}},
    {"nnext", "([coll])", "The next of next.", {two_steps<next_rooted, next_rooted>}},
    {"last", "([coll])", "The last element of coll, found in as many steps as there are elements.", {last_of}},
    {"cons", "([x coll])", "A seq with x first and coll after it.", {+[](object_ref, object_ref x, object_ref coll) {
       return make_cons(x, coll);
     }}},
    {"list", "([& items])", "A list of the items.", {}, to_list},
    {"list*",
     "([args] [x & more])",
     "A seq of the arguments before the last, followed by the elements of the last.",
     {step<seq_rooted>},
     prepend_all},
    {"concat",
     "([] [x] [x y] [x y & zs])",
     "A lazy seq of the elements of each collection in turn.",
     {+[](object_ref) { return make_concat(nil, nil); }, +[](object_ref, object_ref x) { return make_concat(x, nil); },
      +[](object_ref, object_ref x, object_ref y) { return make_concat(x, list_conj(empty_list(), y)); }},
     +[](object_ref, object_ref x, object_ref y, object_ref zs) { return make_concat(x, make_cons(y, zs)); }},
    {"count", "([coll])", "How many elements coll has; 0 for nil. Walks seqs that do not know.", {count_of}},
    {"nth",
     "([coll index] [coll index not-found])",
     "The element at index, counted from 0. Without not-found an index out of bounds throws.",
     {nth_or_throw, nth_or_default}},
    {"nthrest", "([coll n])", "What follows the first n elements of coll; coll itself when n is 0.", {nthrest}},
    {"nthnext",
     "([coll n])",
     "A seq of what follows the first n elements of coll; nil when nothing does.",
     {+[](object_ref, object_ref coll, object_ref n) { return walk_to(coll, std::max<std::int64_t>(to_long(n), 0)); }}},
    {"reverse", "([coll])", "A list of the elements of coll, last to first.", {reverse}},
    {"rseq",
     "([coll])",
     "A seq of the elements of the vector or sorted collection, last to first; nil when there are none.",
     {reverse_seq}},
    {"dorun",
     "([coll] [n coll])",
     "Walks coll (at most n steps) for the effects of realizing it. Returns nil.",
     {+[](object_ref, object_ref coll) { return walk_all(coll); }, walk_some}},
    {"repeat-endless*",
     "([x])",
     "The infinite seq of x: one cell, which is followed by itself. See repeat.",
     {+[](object_ref, object_ref x) {
       object_ref const cell{make_cons(x, make_cons(x, empty_list()))};
       cast<cons>(cell)->rest = cell;
       return cell;
     }}},
    {"lazy-seq*",
     "([f])",
     "The lazy seq whose elements are those of what (f) returns when they are first wanted. See lazy-seq.",
     {+[](object_ref, object_ref f) { return make_lazy_seq(f); }}},
    {"long-range*",
     "([start end step])",
     "The seq of longs from start to end (exclusive) by step, which is not 0. See range.",
     {+[](object_ref, object_ref start, object_ref end, object_ref by) {
       return make_long_range(expect_long(start, "range"), expect_long(end, "range"), expect_long(by, "range"));
     }}},
    {"iterate",
     "([f x])",
     "The lazy infinite seq of x, (f x), (f (f x)) and so on. f must have no effects.",
     {+[](object_ref, object_ref f, object_ref x) { return make_iterate(f, x); }}},
};

} // namespace

struct sequence_table : rows_of_core<rows> {};
native_table sequence_natives() { return table_of<sequence_table>(); }

} // namespace jank::ns
