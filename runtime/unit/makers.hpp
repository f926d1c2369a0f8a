#pragma once

// Values that a description (format.hpp) holds as a name and a simpler value: what the maker of that name is given.

#include "object/object.hpp"

#include <string_view>

namespace jank::unit {

struct maker {
  char const *name;
  object::kind what;                                     // the kind of the values
  object::object_ref (*parts)(object::object_ref value); // of other kinds, or of such that are made themselves
  object::object_ref (*make)(object::object_ref parts);  // throws when the parts are of no such value
};

maker const *find_maker(std::string_view name); // null when there is none
maker const *find_maker(object::object_ref value);

} // namespace jank::unit
