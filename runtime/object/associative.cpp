#include "object/array.hpp"
#include "object/big_integer.hpp"
#include "object/collections.hpp"
#include "object/data_literals.hpp"
#include "object/detail/collection.hpp"
#include "object/detail/collection_error.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/sorted.hpp"
#include "object/detail/transient.hpp"
#include "object/detail/visit.hpp"
#include "object/error.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"
#include "object/sorted.hpp"
#include "object/string.hpp"

#include <string>

namespace jank::object {

namespace {

constexpr std::int64_t no_index = -1;

// The index below `count` that `key` is, or no_index.
std::int64_t index_below(object_ref key, std::uint64_t count) {
  std::int64_t index{};
  bool const below{find_long(key, index) && index >= 0 && static_cast<std::uint64_t>(index) < count};
  return below ? index : no_index;
}

object_ref conj_onto_map(object_ref map, object_ref value) {
  if(value.is_nil()) { return map; }
  if(is_map(value)) {
    visit_map(value, [&](object_ref key, object_ref v) {
      map = map_assoc(map, key, v);
      return true;
    });
    return map;
  }
  if(is_vector(value) && vector_count(value) == 2) {
    return map_assoc(map, vector_nth(value, 0), vector_nth(value, 1));
  }
  detail::throw_not_a("conj onto a map the value", value, "map entry, vector of two or map");
}

} // namespace

object_ref get(object_ref coll, object_ref key, object_ref not_found) {
  object_ref const *found{};
  switch(kind_of(coll)) {
  case kind::array_map:
  case kind::sorted_map:
  case kind::hash_map: found = map_find(coll, key); break;
  case kind::sorted_set:
  case kind::hash_set: found = set_find(coll, key); break;
  case kind::transient: found = transient_find(coll, key); break;
  case kind::vector:
  case kind::map_entry:
    if(auto const index{index_below(key, vector_count(coll))}; index != no_index) {
      return vector_nth(coll, static_cast<std::size_t>(index));
    }
    return not_found;
  case kind::string: {
    auto *const s{cast<string>(coll)};
    auto const index{index_below(key, s->char_count)};
    return index != no_index ? make_char(char_at(s, index)) : not_found;
  }
  case kind::array: {
    auto const *const a{cast<array>(coll)};
    auto const index{index_below(key, a->length)};
    return index != no_index ? array_get(a, static_cast<std::size_t>(index)) : not_found;
  }
  case kind::tagged_literal:
  case kind::reader_conditional: return data_literal_part(coll, key, not_found);
  case kind::instance: return detail::instance_get(coll, key, not_found);
  default: break;
  }
  return found ? *found : not_found;
}

bool contains(object_ref coll, object_ref key) {
  switch(kind_of(coll)) {
  case kind::array_map:
  case kind::sorted_map:
  case kind::hash_map: return map_find(coll, key) != nullptr;
  case kind::sorted_set:
  case kind::hash_set: return set_contains(coll, key);
  case kind::transient: return transient_find(coll, key) != nullptr;
  case kind::vector:
  case kind::map_entry: return index_below(key, vector_count(coll)) != no_index;
  case kind::string: return index_below(key, cast<string>(coll)->char_count) != no_index;
  case kind::array: return index_below(key, cast<array>(coll)->length) != no_index;
  case kind::instance: return detail::instance_contains(coll, key);
  default:
    if(coll.is_nil()) { return false; }
    detail::throw_not_a("look for a key in", coll, "map, set, vector or string");
  }
}

object_ref assoc(object_ref coll, object_ref key, object_ref value) {
  switch(kind_of(coll)) {
  case kind::array_map:
  case kind::sorted_map:
  case kind::hash_map: return map_assoc(coll, key, value);
  case kind::vector:
  case kind::map_entry: {
    auto const index{detail::index_of(key, "a vector")};
    auto const count{vector_count(coll)};
    if(index < 0 || static_cast<std::uint64_t>(index) > count) {
      detail::throw_out_of_bounds(index, "a vector", static_cast<std::int64_t>(count));
    }
    return vector_assoc(coll, static_cast<std::size_t>(index), value);
  }
  case kind::instance: return detail::instance_assoc(coll, key, value);
  default:
    if(coll.is_nil()) { return make_map({key, value}); }
    detail::throw_not_a("assoc to", coll, "map or vector");
  }
}

object_ref dissoc(object_ref map, object_ref key) {
  if(map.is_nil()) { return nil; }
  if(is<instance>(map)) { return detail::instance_dissoc(map, key); }
  if(!is_map(map)) { detail::throw_not_a("dissoc from", map, "map"); }
  return map_dissoc(map, key);
}

object_ref disjoin(object_ref set, object_ref value) {
  if(set.is_nil()) { return nil; }
  if(is<instance>(set)) { return detail::instance_disjoin(set, value); }
  if(!is_set(set)) { detail::throw_not_a("disj from", set, "set"); }
  return set_disjoin(set, value);
}

object_ref conj(object_ref coll, object_ref value) {
  switch(kind_of(coll)) {
  case kind::list: return list_conj(coll, value);
  case kind::vector:
  case kind::map_entry: return vector_conj(coll, value);
  case kind::array_map:
  case kind::sorted_map:
  case kind::hash_map: return conj_onto_map(coll, value);
  case kind::sorted_set:
  case kind::hash_set: return set_conj(coll, value);
  case kind::instance: return detail::instance_conj(coll, value);
  default:
    if(coll.is_nil()) { return make_list({value}); }
    if(has_flag(coll, flag_seq)) { return make_cons(value, coll); }
    detail::throw_not_a("conj onto", coll, "collection");
  }
}

object_ref empty(object_ref coll) {
  object_ref fresh;
  switch(kind_of(coll)) {
  case kind::map_entry:
  case kind::vector: fresh = empty_vector(); break;
  case kind::array_map:
  case kind::hash_map: fresh = empty_map(); break;
  case kind::hash_set: fresh = empty_set(); break;
  case kind::sorted_map: fresh = make_sorted_map(as_sorted(coll)->comparator); break;
  case kind::sorted_set: fresh = make_sorted_set(as_sorted(coll)->comparator); break;
  case kind::list: fresh = empty_list(); break;
  case kind::instance: return detail::instance_empty(coll);
  default: return has_flag(coll, flag_seq) ? empty_list() : nil;
  }
  object_ref const kept{meta(coll)};
  return kept.is_nil() ? fresh : with_meta(fresh, kept);
}

object_ref peek(object_ref coll) {
  if(coll.is_nil()) { return nil; }
  if(is<list>(coll)) { return cast<list>(coll)->first; }
  if(is<instance>(coll)) { return detail::instance_peek(coll); }
  if(!is_vector(coll)) { detail::throw_not_a("peek into", coll, "list or vector"); }
  auto const count{vector_count(coll)};
  return count == 0 ? nil : vector_nth(coll, count - 1);
}

object_ref pop(object_ref coll) {
  if(coll.is_nil()) { return nil; }
  if(is<list>(coll)) {
    auto const *const l{cast<list>(coll)};
    if(l->count == 0) { throw_error(error_kind::illegal_state, "cannot pop an empty list"); }
    return cast<list>(l->rest)->meta == l->meta ? l->rest : with_meta(l->rest, l->meta);
  }
  if(is<instance>(coll)) { return detail::instance_pop(coll); }
  if(!is_vector(coll)) { detail::throw_not_a("pop", coll, "list or vector"); }
  if(vector_count(coll) == 0) { throw_error(error_kind::illegal_state, "cannot pop an empty vector"); }
  return vector_pop(coll);
}

} // namespace jank::object
