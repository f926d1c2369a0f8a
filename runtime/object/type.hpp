#pragma once

// Types as values: what `type` returns, protocols are extended to and `instance?` asks for.
//
// Every value has one type. Values that the runtime defines have the type of their kind, named as in static_type's descriptions
// ("jank.runtime.keyword"); nil, booleans and characters, which are no objects, have types of their own, and a long has the same one
// whether it is boxed or not. deftype, defrecord and reify make further types (instance.hpp).
//
// Above the types stand groups: jank.runtime.map takes in every kind of map, records among them, jank.runtime.object everything but
// nil. A type lists the groups it belongs to from the nearest to the widest, and that is the order in which an implementation for
// a value is looked for: its type, then its groups. One group is a type as well: map entries are vectors.
//
// The id of a type is a small number, for tables: those of the runtime's kinds are the kinds themselves, others follow.

#include "object/object.hpp"
#include "object/symbol.hpp"

#include <string_view>

namespace jank::object {

enum class type_sort : std::uint8_t {
  built_in,
  group,
  defined, // by deftype
  record,  // by defrecord
  reified, // by reify
};

// From the nearest to the widest. A type has a bit for each it belongs to.
enum class group : std::uint8_t {
  vector,
  integer,
  number,
  record,
  map,
  set,
  seq,
  sequential,
  associative,
  collection,
  named,
  callable,
  reference,
  throwable,
  object,
};
inline constexpr std::size_t group_count{static_cast<std::size_t>(group::object) + 1};
constexpr std::uint32_t group_bit(group g) { return 1u << static_cast<unsigned>(g); }

struct instance_type;

struct type_description : heap_object {
  static constexpr kind object_kind{kind::type_description};
  symbol *name; // jank.runtime.keyword, my_app.core.Point
  type_sort sort;
  std::uint32_t id;
  std::uint32_t groups;     // group_bit
  instance_type *instances; // how new instances are laid out; null when the runtime defines it
  object_ref fields;        // vector of symbols, with their metadata; nil when the runtime defines it
  object_ref keys;          // vector of the same as keywords
  instance_type *layouts;   // the first of all that it had, the latest first
  object_ref slots;         // vector of keywords: which field each slot is for (type_layout.hpp)
  std::uint32_t base;       // so many slots has every instance
  object_ref methods;       // what its definition implements: map of keyword to function
  object_ref protocols;     // set of the protocols it implements by its definition
};

inline constexpr std::uint32_t nil_type_id{static_cast<std::uint32_t>(kind_count)};
inline constexpr std::uint32_t boolean_type_id{nil_type_id + 1};
inline constexpr std::uint32_t character_type_id{nil_type_id + 2};
inline constexpr std::uint32_t group_type_id{nil_type_id + 3}; // the first of the groups
inline constexpr std::uint32_t first_defined_type_id{128};
static_assert(group_type_id + group_count <= first_defined_type_id);

// The type of instances, as the header of each points to it. A type that was defined again with other fields has several, of one
// description and one id (type_layout.hpp).
struct instance_type : object_type {
  type_description *description;
  std::uint32_t id;
  std::uint32_t field_count;  // slots; part of the ABI of emitted code
  std::uint32_t value_count;  // fields, which a constructor takes the values of
  std::uint32_t const *order; // the slot of each field; null: field n is in slot n, and there are no other slots
  object_ref keys;            // vector: the keyword of the field in each slot, nil where there is none any more
  instance_type *older;       // the next of its type's layouts
};

inline std::uint32_t type_id(object_ref v) {
  if(v.is_heap()) {
    object_type const &type{*v.as_heap()->type};
    return type.what == kind::instance ? static_cast<instance_type const &>(type).id
                                       : static_cast<std::uint32_t>(type.what);
  }
  return v.is_fixnum() ? static_cast<std::uint32_t>(kind::long_integer)
         : v.is_nil()  ? nil_type_id
         : v.is_char() ? character_type_id
                       : boolean_type_id;
}

type_description *type_of(object_ref v);
type_description *type_of_kind(kind k);
type_description *group_type(group g);

// Is `of` the type itself, or a group it belongs to?
bool is_subtype(type_description const *type, type_description const *of);
bool is_instance(object_ref v, type_description const *of);
// Calls `visit(type_description *)` for the groups a type belongs to, from the nearest, until it returns false.
template <typename F> void for_each_group(type_description const *type, F &&visit) {
  for(std::size_t i{}; i < group_count; ++i) {
    if((type->groups >> i & 1u) == 0) { continue; }
    type_description *const g{group_type(static_cast<group>(i))};
    if(g != type && !visit(g)) { return; }
  }
}

// A type that has the name in full, or null: the runtime's and the groups; those that programs define are added by `add_type`.
type_description *find_type(symbol const *name);
void add_type(type_description *type);
// The name means nothing any more; instances keep their type. False when it was not there.
bool remove_type(symbol const *name);
std::uint32_t next_type_id();

type_description *make_type_description(std::string_view name, type_sort sort, std::uint32_t id, std::uint32_t groups);
// Calls `visit(type_description *)` for each of the runtime's types and groups.
void visit_runtime_types(void (*visit)(type_description *));

} // namespace jank::object
