#include "memory/stack_room.hpp"

namespace jank::memory {

namespace {

// A call takes at least 48 bytes on V8's stack.
constexpr int calls_to_allocate{80};
constexpr int calls_to_collect{500};

// Not a loop: something happens after the call.
[[gnu::noinline]] void descend(int calls) {
  if(calls > 0) { descend(calls - 1); }
  asm volatile("");
}

} // namespace

void ensure_room_to_allocate() { descend(calls_to_allocate); }
void ensure_room_to_collect() { descend(calls_to_collect); }

} // namespace jank::memory
