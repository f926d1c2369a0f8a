#pragma once

// Reducibles: collections that two functions define, one that makes a seq of them and one that reduces them. Each use runs them anew.
// What eduction and iteration return.

#include "object/object.hpp"

namespace jank::object {

struct reducible : heap_object {
  static constexpr kind object_kind{kind::reducible};
  object_ref make_seq; // (make-seq)
  object_ref reduce;   // (reduce f init), which honours `reduced`
  object_ref name;     // a keyword: what it is, for printing
};

object_ref make_reducible(object_ref name, object_ref make_seq, object_ref reduce);

} // namespace jank::object
