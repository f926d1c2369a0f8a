#pragma once

// Lists and cons cells.

#include "object/object.hpp"

#include <initializer_list>

namespace jank::object {

struct list : heap_object {
  static constexpr kind object_kind{kind::list};
  object_ref first;
  object_ref rest; // a list; of the empty list: itself
  object_ref meta;
  std::uint32_t count; // as a number; small, never taken for an address
  std::uint32_t hash;  // odd; 0: not computed yet
};

struct cons : heap_object {
  static constexpr kind object_kind{kind::cons};
  object_ref first;
  object_ref rest; // any seq, or nil
  object_ref meta;
};

object_ref empty_list();
object_ref make_list(object_ref const *values, std::size_t count);
object_ref make_list(std::initializer_list<object_ref> values);
object_ref list_conj(object_ref list, object_ref value);
// `(cons x coll)`: coll may be anything seqable.
object_ref make_cons(object_ref first, object_ref rest);

} // namespace jank::object
