#pragma once

// Cells: refs, agents, promises and futures. What they do is written in jank (clojure/core/references.jank); here is what they have
// in common: a value, watches, a validator, metadata, and whatever their jank code keeps with them.

#include "object/object.hpp"

namespace jank::object {

enum class cell_sort : std::uint8_t { ref, agent, promise, future };
inline constexpr std::size_t cell_sort_count{4};

struct cell : heap_object {
  static constexpr kind object_kind{kind::cell};
  object_ref value;
  object_ref meta;
  object_ref watches;   // map of key to function, or nil
  object_ref validator; // function or nil
  object_ref state;     // for the jank code alone
  object_ref force;     // function of the cell that computes its value, or nil
  cell_sort sort;
  bool settled; // promises and futures: the value is there, and stays
  bool failed;  // the value is what was thrown
};

// `force` is called by deref as long as the cell is not settled; nil: deref is the value.
object_ref make_cell(cell_sort sort, object_ref value, object_ref force);
object_ref deref_cell_rooted(object_ref cell);
// Gives a promise or future its value for good. False, and nothing happens, when it has one.
bool settle_cell(object_ref cell, object_ref value, bool failed);

} // namespace jank::object
