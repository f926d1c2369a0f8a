#pragma once

// Stopping code that runs too long.
//
// Nothing can write into the image's memory while its thread is busy, so the running code itself must ask. Code emitted for hot images
// counts the turns of loops and the calls of functions, and comes to a safepoint every 65,536 of them; C++ that allocates comes by
// as well. There `poll` asks whoever is interested, who may throw an `interruption`.
//
// An interruption unwinds as any exception: handlers of `finally` run and destructors do, but no `catch` of jank code takes it. Only who
// started the code does.

#include <cstdint>

extern "C" {
// Counted down by functions of hot images when they are entered; below zero they call jank_safepoint. A raised request (safepoint.hpp) sets
// it to 0, so that an entry looks at this word only.
extern std::int32_t jank_call_budget;
}

namespace jank::memory {

struct interruption {};

// The turns of a loop, or calls, between two polls.
inline constexpr std::int32_t turns_between_polls{1 << 16};

// Who is asked; null: nobody.
void set_poll(void (*ask)());
// May throw interruption.
void poll();
// From the slow path of allocation, where exceptions are expected, too: polls now and then.
void poll_allocation();

} // namespace jank::memory
