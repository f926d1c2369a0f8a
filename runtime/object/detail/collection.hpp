#pragma once

// What vectors, maps and sets have in common.

#include "object/object.hpp"

namespace jank::object {

struct collection : heap_object {
  object_ref meta;    // a map or nil
  std::uint32_t hash; // odd; 0: not computed yet

  collection(object_type const *t, object_ref m) : heap_object{t}, meta{m}, hash{0} {}
};

// The kind of an object, for a switch. `uncallable`, which is never a value of the language, stands for every
// immediate.
inline kind kind_of(object_ref v) { return v.is_heap() ? v.as_heap()->type->what : kind::uncallable; }

} // namespace jank::object
