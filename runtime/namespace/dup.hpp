#pragma once

#include "object/object.hpp"

#include <string>

namespace jank::ns {

// What is known by a name, so that reading it under *read-eval* finds the same object: a var as #=(var a/b), a namespace as
// #=(clojure.core/find-ns a), a function or multimethod that a var of its name holds as #=(clojure.core/deref #=(var a/b)). False, with
// nothing printed, for everything else.
bool print_dup_of_named(std::string &out, object::object_ref v);

} // namespace jank::ns
