#pragma once

// Room on the engine's stack. It cannot be measured; an overflow is a fault that unwinds everything at once (unit/guard.hpp). What must not
// be interrupted halfway, the allocator and the collector, uses so much of it beforehand that it will find enough, or fails there.

namespace jank::memory {

// Native builds have no such fault, and check nothing.
void ensure_room_to_allocate();
void ensure_room_to_collect();

} // namespace jank::memory
