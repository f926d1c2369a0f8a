#pragma once

// Looking through whatever has a sequence, from C++: lazy seqs are realized on the way, for other collections no seq is made.

#include "object/object.hpp"

#include <type_traits>

namespace jank::object {

using element_visitor = void (*)(void *visitor, object_ref element);
void visit_elements_rooted(object_ref coll, element_visitor visit, void *visitor);

// Calls `visit(value)` for each element, first to last. Collection may happen meanwhile, as in all functions named *_rooted
// (sequence.hpp), and of a seq only the cell it is at is held. Throws when `coll` has no sequence.
template <typename F> void visit_elements_rooted(object_ref coll, F &&visit) {
  visit_elements_rooted(
      coll, [](void *visitor, object_ref element) { (*static_cast<std::remove_reference_t<F> *>(visitor))(element); },
      &visit);
}

} // namespace jank::object
