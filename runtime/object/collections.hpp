#pragma once

// Making vectors, maps and sets, and looking into them from C++. All are persistent (immer, with its memory
// taken from memory/heap.hpp). Maps of up to 8 entries keep the order of insertion (array maps). Metadata is
// kept by assoc, conj and their like.

#include "object/object.hpp"

#include <initializer_list>

namespace jank::object {

object_ref empty_vector();
object_ref make_vector(object_ref const *values, std::size_t count);
object_ref make_vector(std::initializer_list<object_ref> values);
object_ref vector_conj(object_ref vector, object_ref value);
object_ref vector_assoc(object_ref vector, std::size_t i, object_ref value); // requires i <= count
object_ref vector_pop(object_ref vector);                                    // requires count > 0
std::size_t vector_count(object_ref vector);                                 // requires a vector or map entry
object_ref vector_nth(object_ref vector, std::size_t i);                     // requires i < count
object_ref make_map_entry(object_ref key, object_ref value);

object_ref empty_map();
// Keys and values in turn; a later duplicate key wins.
object_ref make_map(object_ref const *keys_and_values, std::size_t count);
object_ref make_map(std::initializer_list<object_ref> keys_and_values);
object_ref map_assoc(object_ref map, object_ref key, object_ref value);
object_ref map_dissoc(object_ref map, object_ref key);
object_ref map_get(object_ref map, object_ref key, object_ref not_found = nil);
std::size_t map_count(object_ref map);

object_ref empty_set();
object_ref make_set(object_ref const *values, std::size_t count);
object_ref set_conj(object_ref set, object_ref value);
object_ref set_disjoin(object_ref set, object_ref value);
bool set_contains(object_ref set, object_ref value);
std::size_t set_count(object_ref set);

inline bool is_vector(object_ref v) { return has_flag(v, flag_vector); }
inline bool is_map(object_ref v) { return has_flag(v, flag_map); }
inline bool is_set(object_ref v) { return has_flag(v, flag_set); }

// Transients: `transient`, `conj!`, `assoc!`, `dissoc!`, `disj!`, `pop!`, `persistent!`. Using one after
// persistent! throws.
object_ref transient(object_ref coll);
object_ref transient_conj(object_ref coll, object_ref value);
object_ref transient_assoc(object_ref coll, object_ref key, object_ref value);
object_ref transient_dissoc(object_ref coll, object_ref key);
object_ref transient_disjoin(object_ref coll, object_ref value);
object_ref transient_pop(object_ref coll);
object_ref persistent(object_ref coll);

} // namespace jank::object
