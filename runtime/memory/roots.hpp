#pragma once

// The roots of the wasm heap: see the contract in heap.hpp, which declares how ranges and visitors are added.

namespace jank::memory {

// Tells the collector where the image's static data lies. Once.
void add_static_data();
// Marks from the shadow stack, the added ranges and the visitors. Only while the collector asks for its roots.
void mark_roots();

} // namespace jank::memory
