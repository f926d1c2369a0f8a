#include "object/type_layout.hpp"

#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/detail/visit.hpp"
#include "object/journal.hpp"

#include <algorithm>
#include <vector>

namespace jank::object {

namespace {

bool known_slots{true};

int index_in(object_ref keys, object_ref key) {
  int index{};
  bool const missing{visit_vector(keys, [&](object_ref k) {
    if(k == key) { return false; }
    ++index;
    return true;
  })};
  return missing ? -1 : index;
}

bool same_keys(object_ref a, object_ref b) {
  std::size_t const count{vector_count(a)};
  if(count != vector_count(b)) { return false; }
  for(std::size_t i{}; i < count; ++i) {
    if(vector_nth(a, i) != vector_nth(b, i)) { return false; }
  }
  return true;
}

// For each slot its field, or nil for one whose field is not in this definition. Behind the base and the last field no slots are needed.
object_ref live_keys(layout_plan const &plan) {
  std::vector<object_ref> live(vector_count(plan.slots));
  visit_vector(plan.field_slots, [&](object_ref slot) {
    auto const s{static_cast<std::size_t>(slot.as_fixnum())};
    live[s] = vector_nth(plan.slots, s);
    return true;
  });
  while(live.size() > plan.base && live.back().is_nil()) { live.pop_back(); }
  return make_vector(live.data(), live.size());
}

std::uint32_t const *order_of(layout_plan const &plan, std::size_t slot_count) {
  std::size_t const count{vector_count(plan.field_slots)};
  std::vector<std::uint32_t> order;
  visit_vector(plan.field_slots, [&](object_ref slot) {
    order.push_back(static_cast<std::uint32_t>(slot.as_fixnum()));
    return true;
  });
  bool plain{count == slot_count};
  for(std::size_t i{}; i < count; ++i) { plain = plain && order[i] == i; }
  if(plain) { return nullptr; }
  auto *const kept{static_cast<std::uint32_t *>(memory::allocate_atomic((count + 1) * sizeof(std::uint32_t)))};
  std::ranges::copy(order, kept);
  return kept;
}

// With the same fields in the same slots, and in the same order.
bool is_layout_of(instance_type const *l, object_ref keys, std::uint32_t const *order, std::size_t value_count) {
  if(l->value_count != value_count || !same_keys(l->keys, keys) || (l->order == nullptr) != (order == nullptr)) {
    return false;
  }
  return order == nullptr || std::equal(order, order + value_count, l->order);
}

} // namespace

layout_plan plan_layout(type_description const *old, object_ref fields) {
  layout_plan plan{old == nullptr ? empty_vector() : old->slots, empty_vector(), 0};
  visit_vector(fields, [&](object_ref field) {
    object_ref const key{make_keyword({}, cast<symbol>(field)->name->view())};
    int slot{index_in(plan.slots, key)};
    if(slot < 0) {
      slot = static_cast<int>(vector_count(plan.slots));
      plan.slots = vector_conj(plan.slots, key);
    }
    plan.field_slots = vector_conj(plan.field_slots, make_fixnum(slot));
    return true;
  });
  plan.base = old == nullptr ? static_cast<std::uint32_t>(vector_count(plan.slots)) : old->base;
  return plan;
}

void set_layout(type_description *type, object_ref fields, layout_plan const &plan) {
  object_ref const live{live_keys(plan)};
  std::uint32_t const *const order{order_of(plan, vector_count(live))};
  std::size_t const value_count{vector_count(fields)};
  instance_type *layout{type->layouts};
  while(layout != nullptr && !is_layout_of(layout, live, order, value_count)) { layout = layout->older; }
  if(layout == nullptr) {
    layout = ::new (memory::allocate(sizeof(instance_type))) instance_type{*type->instances};
    layout->field_count = static_cast<std::uint32_t>(vector_count(live));
    layout->value_count = static_cast<std::uint32_t>(value_count);
    layout->order = order;
    layout->keys = live;
    layout->older = type->layouts;
    type->layouts = layout;
  }
  // Slots and layouts stay when the definition is taken back: there may be instances that have them.
  journal::note(type, type->instances, journal::sort::value);
  journal::note(type, type->fields, journal::sort::value);
  journal::note(type, type->keys, journal::sort::value);
  type->instances = layout;
  type->slots = plan.slots;
  type->fields = fields;
  std::vector<object_ref> keys;
  visit_vector(plan.field_slots, [&](object_ref slot) {
    keys.push_back(vector_nth(plan.slots, static_cast<std::size_t>(slot.as_fixnum())));
    return true;
  });
  type->keys = make_vector(keys.data(), keys.size());
}

int slot_of(instance_type const *layout, object_ref key) { return index_in(layout->keys, key); }

object_ref read_field(instance const *i, object_ref key) {
  instance_type const *const l{i->instance_type_of()};
  if(int const slot{slot_of(l, key)}; slot >= 0) { return i->fields[slot]; }
  object_ref const others{is_record(object_ref{i}) ? i->fields[l->field_count] : i->meta};
  return is_map(others) ? map_get(others, key) : nil;
}

void write_field(instance *i, object_ref key, object_ref value) {
  instance_type const *const l{i->instance_type_of()};
  if(int const slot{slot_of(l, key)}; slot >= 0) {
    i->fields[slot] = value;
    return;
  }
  object_ref &others{is_record(object_ref{i}) ? i->fields[l->field_count] : i->meta};
  others = map_assoc(is_map(others) ? others : empty_map(), key, value);
}

bool slots_are_known() { return known_slots; }
void set_slots_known(bool known) { known_slots = known; }

} // namespace jank::object
