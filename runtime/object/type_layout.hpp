#pragma once

// Where the fields of instances lie, through all definitions of a type.
//
// A type that is defined again keeps its identity, so instances of several definitions are alive at once, and the code of any
// definition, old or new, may get any of them. Objects neither move nor grow. So slots are only ever added:
//
//   - A field has a slot, which it keeps in every later definition, also when it went and comes back.
//   - A new field gets a new slot, behind all others. An instance has the slots up to the last field of its own definition.
//   - The first definition's slots are the *base*, which every instance has: their fields are read by a load at a fixed offset.
//     Fields that came later are *late*: whoever reads one compares its slot with the number of the instance's own slots.
//
// Where an instance has no slot, a record keeps the field among its other entries, and an instance of deftype in a map in place of its
// metadata, which such have none of. An old record is read through its own layout: what has been added is nil, what went is one of its
// other entries. `assoc` and its like return a record in the new layout.
//
// Code that is compiled in the image knows the slots. Patches that are compiled elsewhere do not; they read fields by name.

#include "object/instance.hpp"

namespace jank::object {

// What a definition with these fields will be, when it is made: nothing is changed. Fields are symbols.
struct layout_plan {
  object_ref slots;       // vector of keywords, the type's old slots first
  object_ref field_slots; // vector of fixnums: the slot of each field
  std::uint32_t base;
};
layout_plan plan_layout(type_description const *old, object_ref fields);

// Gives the type the layout of the plan: one that it had before, when its fields were the same, or a new one.
void set_layout(type_description *type, object_ref fields, layout_plan const &plan);

// Is the instance one of a definition that has been replaced by another with other fields?
inline bool is_stale(instance const *i) {
  instance_type const *const l{i->instance_type_of()};
  return l != l->description->instances;
}

// The slot of the field in this layout, or -1.
int slot_of(instance_type const *layout, object_ref key);
// The field of that name, which the type has now or had: nil when the instance has none.
object_ref read_field(instance const *i, object_ref key);
void write_field(instance *i, object_ref key, object_ref value);

// Code that is being compiled now may count on the slots of this image. False while a patch for other images is compiled.
bool slots_are_known();
void set_slots_known(bool known);

} // namespace jank::object
