#pragma once

// The direct loader: makes a running unit of the bytes of a direct module (codegen/direct_module.hpp).
//
// The module is checked, its constants are made and written into its code, the engine compiles and instantiates it, and its exports go
// into table slots. No step binds a var: that is what running the unit does. A failure leaves nothing behind save interned names.

#include "codegen/joined_module.hpp"
#include "unit/unit.hpp"

#include <span>

namespace jank::hot_reload {

// Throws an `error` of kind loader with the reason.
unit::unit *load_direct(std::span<std::uint8_t const> module);

// Has the engine compile the code of pending units (unit/pending.hpp), and tells each where it lies: its slots, its line table, its init. Their types
// are still to be settled (unit_of_code.hpp). Throws an `error` of kind loader, or stack_overflow; nothing has happened then.
void load_joined(codegen::joined_module const &module, std::string_view name, std::span<unit::unit *const> units);

// Gives back the slots and instances of units that cannot be reached any more. Only where no emitted code is running: it is the entry hook
// of unit/guard.hpp.
void reclaim_unreachable_code();

// Slots for other loaders. Throws an `error` when the table cannot grow; giving back empties them.
std::uint32_t take_slots(std::uint32_t count);
void give_back_slots(std::uint32_t first, std::uint32_t count);

// The unit is loaded: its slots are given back when nothing reaches it any more.
void give_back_with(unit::unit *u, std::uint32_t first, std::uint32_t count);

struct loader_counts {
  std::uint32_t modules;   // loaded and not given back
  std::uint32_t reclaimed; // given back
  std::uint32_t slots_in_use;
  std::uint32_t slots_reserved;
};
loader_counts direct_loader_counts();

} // namespace jank::hot_reload
