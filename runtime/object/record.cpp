#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/visit.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"
#include "object/type_layout.hpp"

#include <vector>

// A record of an older definition (type_layout.hpp) is looked at through its own layout, and is copied into the new one where another
// record is made of it. Such records are `stale` here.

namespace jank::object::detail {

namespace {

instance_type const *layout_of(object_ref record) { return cast<instance>(record)->instance_type_of(); }
type_description *type_of_record(object_ref record) { return layout_of(record)->description; }
object_ref &others(object_ref record) { return cast<instance>(record)->fields[layout_of(record)->field_count]; }
bool stale(object_ref record) { return is_stale(cast<instance>(record)); }

// The keys are keywords, so they are compared by identity. -1: no field.
int slot_of_key(object_ref record, object_ref key) {
  return is(key, kind::keyword) ? slot_of(layout_of(record), key) : -1;
}

// Is it a field by the definition that counts now?
bool is_field(object_ref record, object_ref key) {
  return is(key, kind::keyword) && slot_of(type_of_record(record)->instances, key) >= 0;
}

object_ref const *find_other(object_ref record, object_ref key) {
  object_ref const more{others(record)};
  return more.is_nil() ? nullptr : map_find(more, key);
}

void put(object_ref record, object_ref key, object_ref value) {
  if(int const i{slot_of_key(record, key)}; i >= 0) {
    cast<instance>(record)->fields[i] = value;
  } else {
    object_ref const more{others(record)};
    others(record) = map_assoc(more.is_nil() ? empty_map() : more, key, value);
  }
}

// A copy, of the layout that counts now.
object_ref changed(object_ref record) {
  if(!stale(record)) {
    instance *const copy{copy_instance(cast<instance>(record))};
    *record_hash_slot(copy) = 0;
    return copy;
  }
  object_ref const copy{make_record(type_of_record(record), nil)};
  cast<instance>(copy)->meta = cast<instance>(record)->meta;
  visit_map(record, [&](object_ref key, object_ref value) {
    put(copy, key, value);
    return true;
  });
  return copy;
}

// `visit(key, value)` for the fields that the stale record has and its type has not any more, and for its other entries.
template <typename F> bool visit_leftovers(object_ref record, F &&visit) {
  int slot{};
  bool const went_on{visit_vector(layout_of(record)->keys, [&](object_ref key) {
    object_ref const value{cast<instance>(record)->fields[slot++]};
    return key.is_nil() || is_field(record, key) || visit(key, value);
  })};
  if(!went_on) { return false; }
  object_ref const more{others(record)};
  return more.is_nil() ||
         visit_map(more, [&](object_ref key, object_ref value) { return is_field(record, key) || visit(key, value); });
}

} // namespace

object_ref const *record_find(object_ref record, object_ref key) {
  static constinit object_ref const missing{nil};
  if(int const i{slot_of_key(record, key)}; i >= 0) { return &cast<instance>(record)->fields[i]; }
  object_ref const *const other{find_other(record, key)};
  // What the type has got since.
  return other == nullptr && stale(record) && is_field(record, key) ? &missing : other;
}

object_ref record_assoc(object_ref record, object_ref key, object_ref value) {
  object_ref const result{changed(record)};
  put(result, key, value);
  return result;
}

// Without one of its fields it is no record of its type any more, but a map.
object_ref record_dissoc(object_ref record, object_ref key) {
  if(is_field(record, key)) {
    object_ref map{empty_map()};
    visit_map(record, [&](object_ref k, object_ref v) {
      if(k != key) { map = map_assoc(map, k, v); }
      return true;
    });
    object_ref const kept{cast<instance>(record)->meta};
    return kept.is_nil() ? map : with_meta(map, kept);
  }
  if(record_find(record, key) == nullptr) { return record; }
  object_ref const result{changed(record)};
  object_ref const left{map_dissoc(others(result), key)};
  others(result) = map_count(left) == 0 ? nil : left;
  return result;
}

std::size_t record_count(object_ref record) {
  std::size_t const fields{type_of_record(record)->instances->value_count};
  if(stale(record)) {
    std::size_t leftovers{};
    visit_leftovers(record, [&](object_ref, object_ref) { return ++leftovers > 0; });
    return fields + leftovers;
  }
  object_ref const more{others(record)};
  return fields + (more.is_nil() ? 0 : map_count(more));
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
  instance_type const *const layout{i->instance_type_of()};
  bool const by_index{!stale(record) && layout->order == nullptr};
  std::size_t index{};
  bool const went_on{visit_vector(type_of_record(record)->keys, [&](object_ref key) {
    return visit(visitor, key, by_index ? i->fields[index++] : *record_find(record, key));
  })};
  if(!went_on) { return false; }
  if(stale(record)) {
    return visit_leftovers(record, [&](object_ref key, object_ref value) { return visit(visitor, key, value); });
  }
  object_ref const more{others(record)};
  return more.is_nil() || visit_map_entries(more, visit, visitor);
}

std::uint32_t *record_hash_slot(object_ref record) {
  return reinterpret_cast<std::uint32_t *>(&cast<instance>(record)->fields[layout_of(record)->field_count + 1]);
}

} // namespace jank::object::detail
