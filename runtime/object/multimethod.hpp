#pragma once

// Multimethods: functions that choose among methods by what a dispatch function says of the arguments.
//
// A call asks the dispatch function, then takes the method whose dispatch value is equal to what it said, or the nearest one that the
// hierarchy puts above it (`isa`), or the default. Two methods that are both above and of which neither is nearer are an error, unless one
// was preferred. What was found is remembered by dispatch value, until a method, a preference or the hierarchy changes.
//
// A hierarchy is a map as make-hierarchy makes it, {:parents {tag #{tag}} :ancestors ... :descendants ...}; the multimethod holds
// the reference (a var, an atom) in which the present one is found, so that it sees what derive does later.

#include "object/object.hpp"
#include "object/symbol.hpp"

namespace jank::object {

struct multimethod : heap_object {
  static constexpr kind object_kind{kind::multimethod};
  symbol *name; // qualified
  object_ref dispatch;
  object_ref default_value;
  object_ref hierarchy; // a reference
  object_ref methods;   // map of dispatch value to function
  object_ref preferred; // map of dispatch value to the set of those it is preferred over
  object_ref cache;     // map of dispatch value to function
  object_ref cached_in; // the hierarchy for which the cache holds
  object_ref meta;
};

multimethod *make_multimethod(symbol *name, object_ref dispatch, object_ref default_value, object_ref hierarchy);

void add_method(multimethod *m, object_ref dispatch_value, object_ref f);
void remove_method(multimethod *m, object_ref dispatch_value);
void remove_all_methods(multimethod *m);
// Throws when the opposite follows from what is preferred already.
void prefer_method(multimethod *m, object_ref preferred, object_ref over);
// After its methods or preferences were put back: what calls found is forgotten.
void forget_found(multimethod *m);
// The method that a call with this dispatch value takes, the default's included; nil when there is none. Throws when
// two are equally near.
object_ref find_method(multimethod *m, object_ref dispatch_value);
// The same; throws when there is none, naming the multimethod and the value.
object_ref method_for(multimethod *m, object_ref dispatch_value);

// `isa?`: equal, or derived in the hierarchy, or a type of the group, or vectors of which that is true element by element.
bool isa(object_ref hierarchy, object_ref child, object_ref parent);

} // namespace jank::object
