#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/visit.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"

#include <vector>

namespace jank::object::detail {

namespace {

std::size_t field_count(object_ref record) { return cast<instance>(record)->instance_type_of()->field_count; }
type_description *type_of_record(object_ref record) { return cast<instance>(record)->instance_type_of()->description; }
object_ref &others(object_ref record) { return cast<instance>(record)->fields[field_count(record)]; }

// The keys are keywords, so they are compared by identity. -1: no field.
int index_of_key(object_ref record, object_ref key) {
  if(!is(key, kind::keyword)) { return -1; }
  int index{};
  bool const missing{visit_vector(type_of_record(record)->keys, [&](object_ref k) {
    if(k == key) { return false; }
    ++index;
    return true;
  })};
  return missing ? -1 : index;
}

object_ref changed(object_ref record) {
  instance *const copy{copy_instance(cast<instance>(record))};
  *record_hash_slot(copy) = 0;
  return copy;
}

} // namespace

object_ref const *record_find(object_ref record, object_ref key) {
  if(int const i{index_of_key(record, key)}; i >= 0) { return &cast<instance>(record)->fields[i]; }
  object_ref const more{others(record)};
  return more.is_nil() ? nullptr : map_find(more, key);
}

object_ref record_assoc(object_ref record, object_ref key, object_ref value) {
  object_ref const result{changed(record)};
  if(int const i{index_of_key(record, key)}; i >= 0) {
    cast<instance>(result)->fields[i] = value;
  } else {
    object_ref const more{others(record)};
    others(result) = map_assoc(more.is_nil() ? empty_map() : more, key, value);
  }
  return result;
}

// Without one of its fields it is no record of its type any more, but a map.
object_ref record_dissoc(object_ref record, object_ref key) {
  if(index_of_key(record, key) >= 0) {
    object_ref map{empty_map()};
    visit_map(record, [&](object_ref k, object_ref v) {
      if(k != key) { map = map_assoc(map, k, v); }
      return true;
    });
    object_ref const kept{cast<instance>(record)->meta};
    return kept.is_nil() ? map : with_meta(map, kept);
  }
  object_ref const more{others(record)};
  if(more.is_nil() || map_find(more, key) == nullptr) { return record; }
  object_ref const result{changed(record)};
  object_ref const left{map_dissoc(more, key)};
  others(result) = map_count(left) == 0 ? nil : left;
  return result;
}

std::size_t record_count(object_ref record) {
  object_ref const more{others(record)};
  return field_count(record) + (more.is_nil() ? 0 : map_count(more));
}

object_ref record_seq(object_ref record) {
  std::vector<object_ref, memory::allocator<object_ref>> entries;
  visit_map(record, [&](object_ref key, object_ref value) {
    entries.push_back(make_map_entry(key, value));
    return true;
  });
  return entries.empty() ? nil : make_list(entries.data(), entries.size());
}

bool visit_record(object_ref record, bool (*visit)(void *visitor, object_ref key, object_ref value), void *visitor) {
  auto const *const i{cast<instance>(record)};
  std::size_t index{};
  bool const went_on{visit_vector(type_of_record(record)->keys,
                                  [&](object_ref key) { return visit(visitor, key, i->fields[index++]); })};
  if(!went_on) { return false; }
  object_ref const more{others(record)};
  return more.is_nil() || visit_map_entries(more, visit, visitor);
}

std::uint32_t *record_hash_slot(object_ref record) {
  return reinterpret_cast<std::uint32_t *>(&cast<instance>(record)->fields[field_count(record) + 1]);
}

} // namespace jank::object::detail
