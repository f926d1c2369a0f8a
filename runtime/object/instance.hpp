#pragma once

// Instances of the types that deftype, defrecord and reify make.
//
// An instance is its metadata and its fields. A record is a map besides: what is associated under other keys than its fields' lies in
// one more map, and it keeps its hash. The fields of what reify makes hold the functions of its methods, closures over the
// locals around it, so that one type serves every value of one reify form.
//
// Calling a type makes an instance; calling an instance calls its implementation of -invoke (host_protocol.hpp).

#include "object/object.hpp"
#include "object/type.hpp"

namespace jank::object {

struct instance : heap_object {
  static constexpr kind object_kind{kind::instance};
  object_ref meta;
  object_ref fields[]; // a record has two more: the map of its other entries, or nil, and its hash

  instance_type const *instance_type_of() const { return static_cast<instance_type const *>(type); }
};

inline bool is_record(object_ref v) { return has_flag(v, flag_map) && is(v, kind::instance); }

// The type with that name and these fields (symbols): the one that is there already, with these fields from now on, so that its instances
// stay instances of it (type_layout.hpp tells how); or a new one. Throws when a deftype is to become a record, or a record a deftype:
// their instances differ in more than fields.
type_description *define_type(symbol *name, object_ref fields, bool record);
// The type of a reify form: the one for that name, protocols and methods, a vector of [protocol keyword ...] each, made when it
// is not there. The i-th method in this order is the i-th field.
type_description *reified_type(symbol *name, object_ref specification);

// `new`. Throws when the number of values is not that of the fields, or the type is not one that programs define.
object_ref make_instance(type_description *type, object_ref const *values, std::size_t count);
// A record of the entries of a map: fields that are not in it are nil, other entries are kept beside them.
object_ref make_record(type_description *type, object_ref map);
instance *copy_instance(instance const *i);

// Does the implementation of a method for `v` take so many arguments, `v` included?
bool takes_arguments(heap_object const *implementation, object_ref v, std::size_t count);

// Index of the field with that name in the type's vector of fields, or -1.
int field_index(type_description const *type, string const *name);
// Implements a protocol by the type's definition; the group that stands for a host protocol may be given in its place. Throws when
// the protocol has no such method.
void implement(type_description *type, object_ref protocol_or_group, object_ref implementations);
// Begins a definition anew: what the type implemented by the last one is gone.
void forget_implementations(type_description *type);

} // namespace jank::object
