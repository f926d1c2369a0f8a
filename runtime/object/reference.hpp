#pragma once

// Cells: atoms, volatiles, reduced. There is one thread, so a swap never has to be tried again.
//
// Functions named *_rooted run jank code and let collection happen: the caller must have rooted what it
// holds. What they are given they root themselves.

#include "object/object.hpp"

namespace jank::object {

struct atom : heap_object {
  static constexpr kind object_kind{kind::atom};
  object_ref value;
  object_ref meta;
  object_ref watches;   // map of key to function, or nil
  object_ref validator; // function or nil
};

struct volatile_box : heap_object {
  static constexpr kind object_kind{kind::volatile_box};
  object_ref value;
};

struct reduced : heap_object {
  static constexpr kind object_kind{kind::reduced};
  object_ref value;
};

object_ref make_atom(object_ref value);
// Validates, stores, and calls each watch with key, reference, old and new value. Returns the new value. A
// validator that returns false or throws keeps the old value; a watch that throws does not undo the change,
// and the exception goes on.
object_ref reset_atom_rooted(object_ref atom, object_ref value);
// f is called with the value and `count` more arguments, its result stored as by reset_atom_rooted. A change
// that `f` itself makes to the atom is overwritten.
object_ref swap_atom_rooted(object_ref atom, object_ref f, object_ref const *args, int count);
// Throws an illegal state when the validator (nil: there is none) returns false for the value.
void validate_rooted(object_ref validator, object_ref value);
// `set-validator!` of an atom or a cell (cell.hpp): throws, and changes nothing, when the present value is refused. nil removes.
void set_validator_rooted(object_ref reference, object_ref f);

// A watch added with a key that is there replaces it. Throw a type error for what cannot be watched.
void add_watch(object_ref reference, object_ref key, object_ref f);
void remove_watch(object_ref reference, object_ref key);
// Calls each function of `watches` (a map or nil) with its key, the reference, the old and the new value.
void notify_watches_rooted(object_ref reference, object_ref watches, object_ref old_value, object_ref new_value);

object_ref make_volatile(object_ref value);
object_ref make_reduced(object_ref value);
inline bool is_reduced(object_ref v) { return is<reduced>(v); }
// What atoms, volatiles, delays, reduced and vars hold. Throws a type error for others.
object_ref deref_rooted(object_ref reference);

// How deref and watches work for a kind that a higher layer defines (vars).
struct reference_operations {
  object_ref (*deref_rooted)(object_ref reference); // null: it cannot be dereferenced
  object_ref *(*watches_of)(object_ref reference);  // where it keeps its watches; null: it cannot be watched
};
void set_reference(kind k, reference_operations operations);

} // namespace jank::object
