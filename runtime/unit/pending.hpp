#pragma once

// Units whose code the engine has not compiled yet.
//
// The function types of such a unit are complete but for their code: in its place stand entries that have the code loaded when one of them
// is called, and then call it. So a function can be bound, passed on and called as soon as it is defined, while the engine, to
// which a module costs far more than a function, gets the definitions of a whole file at once (hot_reload/pending_code.hpp).

#include "unit/unit.hpp"

#include <span>

namespace jank::unit {

// A unit without code; its types and constants are still to be filled in.
unit *make_pending_unit(std::string_view name, std::uint32_t type_count, std::uint32_t constant_count);

// A function type of the unit: the arities in `fixed`, and a variadic one when `variadic_required` is not -1.
object::function_type *make_pending_type(unit *of, std::string_view name, std::span<int const> fixed,
                                         int variadic_required, std::uint32_t captured_count);

// Gives the type its code.
void settle_type(object::function_type &type, std::span<object::arity_entry const> fixed, object::entry variadic);

// What loads the code of a unit, a function of which is called. It settles the types of the unit, or throws. Nothing may be collected meanwhile.
void set_pending_loader(void (*load)(unit *of));

} // namespace jank::unit
