#pragma once

// What reading asks of the image: the values of vars, and calls of the functions behind tags, types and #=.

#include "reader/parser.hpp"

#include "namespace/namespace.hpp"
#include "object/print.hpp"

namespace jank::reader {

// The value of a dynamic var of clojure.core; nil in an image that has not got as far as to define it.
object_ref session_value(std::string_view name);

// What `f` returns; what it throws is an error of the text at `at`: "`what` could not be read: ...".
template <typename F> object_ref called(parser const &p, std::string const &what, position at, F &&f) {
  try {
    return f();
  } catch(object::thrown_value const &thrown) {
    fail(p, at, what + " could not be read: " + object::to_text(object::error_message(thrown.value)));
  }
}

// my.app.Point as the var my.app/<prefix>Point; null when there is none. Dashes of a namespace may be written as underscores, as types
// print.
ns::var *find_var_of_type(std::string_view type, std::string_view prefix);
// The function that makes instances of the type: prefix "->" or "map->". It is an error of the text when there is none.
object_ref constructor_of_type(parser const &p, std::string_view type, std::string_view prefix, position at);

} // namespace jank::reader
