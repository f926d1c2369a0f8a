#pragma once

// The sequence functions of the language, over every value that has a sequence: nil, lists, cons cells, lazy
// seqs, vectors, maps, sets, strings, ranges. Each throws a type error naming the value when it has none.
//
// Lazy seqs run jank code when they are realized. The functions named *_rooted let collection happen
// meanwhile and expect that their caller has rooted all it still needs; the others delay it. What they are
// given they root themselves, and of a seq only the cell they are at: a caller that does not root its head
// lets a long seq be walked in constant memory.

#include "object/call.hpp"

namespace jank::object {

object_ref seq(object_ref coll); // nil when empty
object_ref first(object_ref coll);
object_ref next(object_ref coll); // nil at the end
object_ref rest(object_ref coll); // the empty list at the end
object_ref seq_rooted(object_ref coll);
object_ref first_rooted(object_ref coll);
object_ref next_rooted(object_ref coll);
object_ref rest_rooted(object_ref coll);

std::int64_t count(object_ref coll);                 // walks what is not counted
object_ref nth(object_ref coll, std::int64_t index); // throws index out of bounds
object_ref nth(object_ref coll, std::int64_t index, object_ref not_found);
std::int64_t count_rooted(object_ref coll);
object_ref nth_rooted(object_ref coll, std::int64_t index);
object_ref nth_rooted(object_ref coll, std::int64_t index, object_ref not_found);
object_ref get(object_ref coll, object_ref key, object_ref not_found = nil);
bool contains(object_ref coll, object_ref key);
object_ref assoc(object_ref coll, object_ref key, object_ref value);
object_ref dissoc(object_ref map, object_ref key);
object_ref disjoin(object_ref set, object_ref value);
object_ref conj(object_ref coll, object_ref value);
object_ref empty(object_ref coll);
object_ref peek(object_ref coll);
object_ref pop(object_ref coll);
bool is_seqable(object_ref v);

// `(reduce f init coll)` honouring `reduced`; works on vectors, strings, ranges, maps and sets without making
// a seq.
object_ref reduce_rooted(object_ref f, object_ref init, object_ref coll);

object_ref meta(object_ref v);                       // nil when it has none or can have none
object_ref with_meta(object_ref v, object_ref meta); // throws for what can have none

// Calls `visit(value)` for each element, first to last. Delays collection.
template <typename F> void for_each(object_ref coll, F &&visit) {
  memory::collection_delay const delay;
  for(object_ref s{seq(coll)}; s.is_some(); s = next(s)) { visit(first(s)); }
}

} // namespace jank::object
