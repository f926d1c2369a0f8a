#include "object/detail/map_builder.hpp"

#include "object/collections.hpp"

#include <algorithm>

namespace jank::object::detail {

map_builder::map_builder(object_ref map) {
  if(auto const *const small{try_cast<array_map>(map)}) {
    std::copy_n(small->slots, 2 * small->count, slots);
    slot_count = small->count;
  } else {
    hashed.emplace(cast<hash_map>(map)->tree.transient());
  }
}

void map_builder::assoc(object_ref key, object_ref value) {
  if(hashed) {
    if(!compared_by_identity(key)) { key = lasting_key(key, hashed->find(key)); }
    return hashed->set(key, value);
  }
  auto const found{find_in_slots(slots, slot_count, key)};
  if(found >= 0) {
    slots[2 * found + 1] = value;
  } else if(slot_count < array_map_limit) {
    slots[2 * slot_count] = key;
    slots[2 * slot_count + 1] = value;
    ++slot_count;
  } else {
    auto tree{hash_tree{}.transient()};
    for(std::uint32_t i{}; i < slot_count; ++i) { tree.set(slots[2 * i], slots[2 * i + 1]); }
    tree.set(key, value);
    hashed.emplace(std::move(tree));
    std::fill_n(slots, 2 * slot_count, nil);
    slot_count = 0;
  }
}

void map_builder::dissoc(object_ref key) {
  if(hashed) { return hashed->erase(key); }
  auto const found{find_in_slots(slots, slot_count, key)};
  if(found < 0) { return; }
  auto *const end{std::copy(slots + 2 * found + 2, slots + 2 * slot_count, slots + 2 * found)};
  std::fill_n(end, 2, nil);
  --slot_count;
}

object_ref const *map_builder::find(object_ref key) const {
  if(hashed) { return hashed->find(key); }
  auto const found{find_in_slots(slots, slot_count, key)};
  return found < 0 ? nullptr : &slots[2 * found + 1];
}

object_ref map_builder::finish(object_ref meta) {
  if(hashed) {
    object_ref const map{memory::make<hash_map>(std::move(*hashed).persistent(), meta)};
    hashed.reset();
    return map;
  }
  if(slot_count == 0 && meta.is_nil()) { return empty_map(); }
  auto *const map{make_array_map(slot_count, meta)};
  std::copy_n(slots, 2 * slot_count, map->slots);
  return map;
}

} // namespace jank::object::detail
