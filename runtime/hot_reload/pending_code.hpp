#pragma once

// Definitions that wait for the engine.
//
// The code of a form that runs at once is loaded at once. A definition of a function runs nothing, nor does a method, and the function is bound,
// by C++, before the engine has seen its code (unit/pending.hpp): so the definitions of a load, of a file with what it requires, share one
// module, in which each is still a unit of its own, with its constants, its line table and its slots, which are given back singly. The engine frees the
// module's code when none of them is left.
//
// What waits is loaded when one of its functions is called (by a macro, by a form that runs), at the end of the load (transaction.hpp), and
// when there is much of it. When the load fails it is given up: what is kept of it goes with the functions, which nothing has any more unless the
// program kept one. Such a function is loaded when it is called.

#include "codegen/unit_code.hpp"
#include "unit/unit.hpp"

#include <cstdint>

namespace jank::hot_reload {

using object::object_ref;

// A unit of a form that runs nothing (plain_form.hpp), without its init; its code waits. Throws an `error` of kind compiler for a constant that
// cannot stand in code.
unit::unit *add_pending(codegen::unit_code &&code);

// A unit of the form with its init, loaded. Throws as add_pending and the loader do.
unit::unit *load_at_once(codegen::unit_code const &code);

// Loads what waits. Returns the milliseconds it took. Throws an `error` of kind loader when the engine refuses a form, which does not wait
// any more then. What fails for want of memory or stack still waits. Nothing is collected.
double load_pending();

// A place in the order in which code is added.
std::uint64_t pending_place();
// Gives up what was added since and still waits: its load has failed.
void give_up_pending(std::uint64_t since);

// Once: from now on calls load what waits.
void initialize_pending_code();

} // namespace jank::hot_reload
