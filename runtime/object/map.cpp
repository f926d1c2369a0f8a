#include "object/collections.hpp"
#include "object/detail/array_map.hpp"
#include "object/detail/champ_visit.hpp"
#include "object/detail/hash_map.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/map_builder.hpp"
#include "object/detail/sorted.hpp"
#include "object/detail/visit.hpp"

#include <algorithm>

namespace jank::object {

namespace {

object_ref make_hash_map_of(detail::hash_tree const &tree, object_ref meta) {
  return memory::make<hash_map>(tree, meta);
}

using detail::compared_by_identity;

array_map *make_array_map_of(object_ref const *slots, std::size_t count, object_ref meta) {
  auto *const result{make_array_map(count, meta)};
  std::copy_n(slots, 2 * count, result->slots);
  return result;
}

object_ref assoc_array(array_map const *old, object_ref key, object_ref value) {
  auto const found{find_in_slots(old->slots, old->count, key)};
  if(found >= 0) {
    if(old->slots[2 * found + 1] == value) { return old; }
    auto *const result{make_array_map_of(old->slots, old->count, old->meta)};
    result->slots[2 * found + 1] = value;
    return result;
  }
  if(old->count < array_map_limit) {
    auto *const result{make_array_map(old->count + 1, old->meta)};
    std::copy_n(old->slots, 2 * old->count, result->slots);
    result->slots[2 * old->count] = key;
    result->slots[2 * old->count + 1] = value;
    return result;
  }
  detail::map_builder builder{old};
  builder.assoc(key, value);
  return builder.finish(old->meta);
}

object_ref dissoc_array(array_map const *old, object_ref key) {
  auto const found{find_in_slots(old->slots, old->count, key)};
  if(found < 0) { return old; }
  auto *const result{make_array_map(old->count - 1, old->meta)};
  auto *const after{std::copy_n(old->slots, 2 * found, result->slots)};
  std::copy(old->slots + 2 * found + 2, old->slots + 2 * old->count, after);
  return result;
}

} // namespace

array_map *make_array_map(std::size_t count, object_ref meta) {
  void *const place{memory::allocate(sizeof(array_map) + 2 * count * sizeof(object_ref))};
  return ::new (place) array_map{static_cast<std::uint32_t>(count), meta};
}

int find_in_slots(object_ref const *slots, std::size_t count, object_ref key) {
  for(std::size_t i{}; i < count; ++i) {
    if(slots[2 * i] == key) { return static_cast<int>(i); }
  }
  if(compared_by_identity(key)) { return -1; }
  for(std::size_t i{}; i < count; ++i) {
    if(!compared_by_identity(slots[2 * i]) && equal(slots[2 * i], key)) { return static_cast<int>(i); }
  }
  return -1;
}

object_ref array_map_description::call(object_ref self, object_ref key) { return map_get(self, key); }
object_ref array_map_description::call(object_ref self, object_ref key, object_ref not_found) {
  return map_get(self, key, not_found);
}
object_ref hash_map_description::call(object_ref self, object_ref key) { return map_get(self, key); }
object_ref hash_map_description::call(object_ref self, object_ref key, object_ref not_found) {
  return map_get(self, key, not_found);
}

object_ref empty_map() {
  static object_ref const empty{make_array_map(0, nil)};
  return empty;
}

object_ref make_map(object_ref const *keys_and_values, std::size_t count) {
  if(count == 0) { return empty_map(); }
  detail::map_builder builder;
  for(std::size_t i{}; i < count; i += 2) { builder.assoc(keys_and_values[i], keys_and_values[i + 1]); }
  return builder.finish(nil);
}

object_ref make_map(std::initializer_list<object_ref> keys_and_values) {
  return make_map(keys_and_values.begin(), keys_and_values.size());
}

object_ref map_assoc(object_ref map, object_ref key, object_ref value) {
  if(auto const *const small{try_cast<array_map>(map)}) { return assoc_array(small, key, value); }
  if(is(map, kind::sorted_map)) { return sorted_insert(as_sorted(map), key, value); }
  if(is<instance>(map)) { return detail::record_assoc(map, key, value); }
  auto const *const old{cast<hash_map>(map)};
  if(!compared_by_identity(key)) { key = detail::lasting_key(key, old->tree.find(key)); }
  return make_hash_map_of(old->tree.set(key, value), old->meta);
}

object_ref map_dissoc(object_ref map, object_ref key) {
  if(auto const *const small{try_cast<array_map>(map)}) { return dissoc_array(small, key); }
  if(is(map, kind::sorted_map)) { return sorted_remove(as_sorted(map), key); }
  if(is<instance>(map)) { return detail::record_dissoc(map, key); }
  auto const *const old{cast<hash_map>(map)};
  auto const tree{old->tree.erase(key)};
  return tree.size() == old->tree.size() ? map : make_hash_map_of(tree, old->meta);
}

object_ref const *map_find(object_ref map, object_ref key) {
  if(auto const *const small{try_cast<array_map>(map)}) {
    auto const found{find_in_slots(small->slots, small->count, key)};
    return found < 0 ? nullptr : &small->slots[2 * found + 1];
  }
  if(is(map, kind::sorted_map)) {
    auto const *const found{sorted_find(as_sorted(map), key)};
    return found ? &found->value : nullptr;
  }
  if(is<instance>(map)) { return detail::record_find(map, key); }
  return cast<hash_map>(map)->tree.find(key);
}

object_ref map_get(object_ref map, object_ref key, object_ref not_found) {
  auto const *const found{map_find(map, key)};
  return found ? *found : not_found;
}

std::size_t map_count(object_ref map) {
  if(is(map, kind::sorted_map)) { return sorted_count(map); }
  auto const *const small{try_cast<array_map>(map)};
  if(small) { return small->count; }
  return is<instance>(map) ? detail::record_count(map) : cast<hash_map>(map)->tree.size();
}

bool detail::visit_map_entries(object_ref map, visit_entry visit, void *visitor) {
  if(auto const *const small{try_cast<array_map>(map)}) {
    for(std::uint32_t i{}; i < small->count; ++i) {
      if(!visit(visitor, small->slots[2 * i], small->slots[2 * i + 1])) { return false; }
    }
    return true;
  }
  if(is(map, kind::sorted_map)) {
    auto const pass{[&](sorted_node const *n) { return visit(visitor, n->key, n->value); }};
    return visit_sorted(
        as_sorted(map)->root,
        [](void *each, sorted_node const *n) { return (*static_cast<decltype(pass) *>(each))(n); },
        const_cast<void *>(static_cast<void const *>(&pass)));
  }
  if(is<instance>(map)) { return detail::visit_record(map, visit, visitor); }
  return visit_hashed(cast<hash_map>(map)->tree,
                      [=](auto const &entry) { return visit(visitor, entry.first, entry.second); });
}

} // namespace jank::object
