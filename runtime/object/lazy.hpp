#pragma once

// Values that are computed when they are wanted: lazy seqs, ranges, iterate, delays.

#include "object/object.hpp"

namespace jank::object {

// `body`: a function of no arguments that returns something seqable or nil. It runs once; when it throws, the
// next use runs it again.
object_ref make_lazy_seq(object_ref body);
// The seq behind a lazy seq (nil when empty). Unwinds chains of lazy seqs without recursion. Collection may
// happen: see sequence.hpp.
object_ref force_lazy_seq_rooted(object_ref lazy);
bool is_realized(object_ref lazy_or_delay);

// A seq of longs; `step` may be negative; an empty range is the empty list. With step 0 it repeats `start`
// for ever.
object_ref make_long_range(std::int64_t start, std::int64_t end, std::int64_t step);
object_ref make_iterate(object_ref f, object_ref first);

// `body`: a function of no arguments. It runs once: what it returns, or throws, is remembered and returned,
// or thrown, again.
object_ref make_delay(object_ref body);
object_ref force_delay_rooted(object_ref delay);

} // namespace jank::object
