#pragma once

// The typed tree as text, for people and for golden tests. It reads like jank:
//
//   (def user/f (fn user/f ([x#0] (add x#0 1))))
//
// Locals carry their id; where one is bound, its type follows (x#1:long). A node whose type is not object carries it behind its
// first word: (add:long x#1 1). Constants that code would take for something else are quoted; var values are qualified.
// (fn user/f self f#0 captures (x#1) ([a#2 & more#3] ...)) names what the fn binds and what it captures.

#include "analyzer/node.hpp"

#include <string>

namespace jank::analyzer {

std::string dump(node const *n);
char const *operation_name(operation op); // "add"
char const *type_name(value_type t);      // "long", "double", "boolean", "nothing", "object"

} // namespace jank::analyzer
