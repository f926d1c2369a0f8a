#pragma once

// What the functions of sequence.hpp and their like do with instances: records are maps, others do what they implement.
// Those that are not named *_rooted delay collection.

#include "object/instance.hpp"

namespace jank::object::detail {

object_ref instance_get(object_ref v, object_ref key, object_ref not_found);
bool instance_contains(object_ref v, object_ref key);
object_ref instance_assoc(object_ref v, object_ref key, object_ref value);
object_ref instance_dissoc(object_ref v, object_ref key);
object_ref instance_disjoin(object_ref v, object_ref element);
object_ref instance_conj(object_ref v, object_ref element);
object_ref instance_empty(object_ref v);
object_ref instance_peek(object_ref v);
object_ref instance_pop(object_ref v);
object_ref instance_meta(object_ref v);
object_ref instance_with_meta(object_ref v, object_ref meta);

bool instance_is_seqable(object_ref v);
object_ref instance_seq_rooted(object_ref v); // nil, or a seq that is not lazy: perhaps an instance that is one
object_ref instance_first_rooted(object_ref v);
object_ref instance_next_rooted(object_ref v);
object_ref instance_rest_rooted(object_ref v);
std::int64_t instance_count_rooted(object_ref v);
object_ref instance_nth_rooted(object_ref v, std::int64_t index, object_ref const *not_found);
// (reduce f init v), when the type has a way of its own to do it; else null.
heap_object *instance_reducer(object_ref v);

// At least one of the two is an instance.
bool instance_equal(object_ref a, object_ref b);
// Has the type a hash of its own? Then it is in `hash`.
bool instance_hash(object_ref v, std::uint32_t &hash);
// At least one of the two is an instance, and they are compared by it: the result is in `order`.
bool instance_compare(object_ref a, object_ref b, int &order);
object_ref instance_deref_rooted(object_ref v);
// As toString says, or null when the type does not.
string const *instance_text(object_ref v);

// Records as maps. `map_find` and its like of detail/visit.hpp come here.
object_ref const *record_find(object_ref record, object_ref key);
object_ref record_assoc(object_ref record, object_ref key, object_ref value);
object_ref record_dissoc(object_ref record, object_ref key);
std::size_t record_count(object_ref record);
object_ref record_seq(object_ref record);
bool visit_record(object_ref record, bool (*visit)(void *visitor, object_ref key, object_ref value), void *visitor);
std::uint32_t *record_hash_slot(object_ref record);

} // namespace jank::object::detail
