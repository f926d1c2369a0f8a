#pragma once

// Stack traces in jank's terms: which functions were running, and where in their source.
//
// An error keeps a number (object/error.hpp) that stands for the calls as the engine noted them: module, function index, offset in the
// module's bytes. Only when somebody asks are they looked up:
//   - forms evaluated in this image: the engine calls their module by the unit's name, and the unit has its line table;
//   - units linked into a hot image, and patches: a function of the unit, its probe, is called and looked at from inside, which tells
//     where the unit's code lies in the module; everything else follows from its line table;
//   - units linked into a static image: that is optimised as a whole after linking, which moves the code. The host has the optimiser's own
//     account of it (jank_host_position). Without it functions are known by their index, which the table slots of their types tell,
//     and have the position of their definition;
//   - natives are known the same way and have no position; other C++ is left out.
//
// The engine's notes are kept as long as somebody can ask for them (object/error_trace.hpp); what was looked up once stays with the error.

#include "object/error.hpp"
#include "unit/unit.hpp"

#include <span>
#include <string>
#include <vector>

namespace jank::unit {

struct frame {
  std::string function; // "user/ggg", "user/ggg/fn--1", "clojure.core/nth"
  std::string file;     // empty: unknown
  std::uint32_t line{};
  std::uint32_t column{};
};

// The calls of that number, the innermost first; empty when they are not known. Never throws.
std::vector<frame> frames_of(std::int32_t trace);
// As a vector of [function-symbol file line column], or nil.
object_ref trace_vector(object_ref error);
// Of an exception that carries a value: the value's own trace, or the exception's.
std::vector<frame> frames_of(object::thrown_value const &t);
std::vector<frame> frames_of_error(object_ref error);

// Units tell when they come and go. Those of the direct loader may be collected, forms and patches, others stay.
void note_unit(unit *u);
void note_patch_unit(unit *u);
void forget_patch_unit(unit const *u);
// The code of the units lies in one module, in this order. It is known by that one's name from now on.
void note_direct_module(std::span<unit *const> units);
void forget_direct_unit(unit const *u);

// An error of the last fault, with the calls that were running when it happened.
object_ref make_error_of_fault(object::error_kind why, std::string_view message);

// Gives errors their traces from now on.
void initialize_traces();

} // namespace jank::unit
