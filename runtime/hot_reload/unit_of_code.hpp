#pragma once

// A unit of what the generator made of a form, without a description in between: the form's constants are values of this image already.

#include "codegen/unit_code.hpp"
#include "unit/unit.hpp"

#include <span>

namespace jank::hot_reload {

// A pending unit (unit/pending.hpp). Throws an `error` of kind compiler for a constant that cannot stand in code.
unit::unit *make_unit_of(codegen::unit_code const &code);

// What a value is as a constant of code: without positions, plain in kind. Throws as above.
object::object_ref as_constant(object::object_ref value);

// Gives the unit its code, which lies in the slots from `first` on, in the order of code_of_types (codegen/description.hpp).
void settle_unit(unit::unit *u, codegen::unit_code const &code, std::uint32_t first);

} // namespace jank::hot_reload
