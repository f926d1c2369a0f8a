#pragma once

// Protocols: functions whose implementation depends on the type of their first argument.
//
// A method of a protocol is an ordinary function object (of the arities the protocol declares) that jumps through a table of its own:
// the id of the first argument's type is the index, the implementation, a callable object, the entry. An entry is filled when the
// first value of its type comes along, by looking for what the protocol was extended to: the type itself, then the groups it belongs
// to from the nearest to the widest (type.hpp). Where nothing is found the entry is an object whose call throws. Extending a protocol
// empties the tables of its methods and counts its version.
//
// A protocol that is defined again stays the same object: what it was extended to stays, and so do the method functions that others
// hold; methods that are not declared any more are gone from it.
//
// A protocol that extends by metadata asks, for values whose type does not implement it by its definition, the metadata first: there the
// implementation stands under the qualified symbol of the method.

#include "object/object.hpp"
#include "object/symbol.hpp"
#include "object/type.hpp"

namespace jank::object {

struct protocol;

struct protocol_method : heap_object {
  protocol *of;
  keyword *key;
  symbol *qualified;   // user/area
  heap_object **table; // by type id; null: not asked for yet
  std::uint32_t size;
  std::uint32_t always_ask; // by metadata: the table alone cannot tell
  object_ref function;      // the method itself, of the kind `function`
};

struct protocol : heap_object {
  static constexpr kind object_kind{kind::protocol};
  symbol *name;               // user/Shape
  object_ref methods;         // map of keyword to protocol_method
  object_ref signatures;      // map of keyword to a map with :name, :arglists, :doc
  object_ref implementations; // map of type_description to map of keyword to function
  std::uint32_t via_metadata;
  std::uint32_t version;
};

// `signatures` is a map of keyword to a map with :name (a symbol) and :arglists (vectors). `old`: the protocol to be defined
// again, or null. Throws when a method has an arity without parameters or more than max_arity of them.
protocol *define_protocol(protocol *old, symbol *name, object_ref signatures, bool via_metadata);

// The implementations for one type, a map of keyword to callable, replace those it had. Throws when the protocol has no such method.
void extend_protocol(protocol *p, type_description *type, object_ref implementations);

// The type does not implement it any more.
void withdraw_protocol(protocol *p, type_description *type);

// After what it holds was put back: what calls found is forgotten, and its version counted.
void forget_found(protocol *p);

// What the protocol was extended to for the type, or for its nearest group: a map of keyword to function; else nil.
object_ref implementations_for(protocol const *p, type_description const *type);
// Was the protocol extended to the type of `v`, or to a group of it?
bool satisfies(protocol const *p, object_ref v);

// The implementation of the method for `v`, or null.
heap_object *find_implementation(protocol_method *m, object_ref v);

} // namespace jank::object
