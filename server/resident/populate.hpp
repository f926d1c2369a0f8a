#pragma once

// A copy of a process shares its memory until it writes, and has to be told by the processor, page by page, of what it reads. In a virtual
// machine each such fault costs some ten microseconds, and compiling a small file takes ten thousand. A copy that waits can have that done.

#include <cstddef>

namespace jank::resident {

// How much more than it has the heap takes from the system at once, so that what a compilation needs is there, too.
constexpr std::size_t heap_reserve{std::size_t{48} << 20};

// Once, before anything is allocated: one heap, which grows in such steps and does not shrink.
void use_reserving_heap();

// Makes the memory of this process its own, and maps its code, the latter until there is something to read on `until`.
void populate_memory(int until);

} // namespace jank::resident
