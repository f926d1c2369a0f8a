#pragma once

// What the heap uses of bdwgc (plain C; defined in bdwgc.c, with bdwgc's internals in sight). One thread; wasm only.

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// The two sorts of memory. Objects of both come zeroed, save the first word of those on a list: it links to the next.
enum { collector_scanned, collector_atomic, collector_kinds };

// Once, before all others. `push_roots` is called in each collection and gives its roots to collector_mark_range;
// `limit` bounds the bytes taken from the system.
void collector_start(void (*push_roots)(void), size_t limit);

// A list of at least one free object of `bytes` (a multiple of 8, at most 256), or null when memory is exhausted.
void *collector_take_list(int kind, size_t bytes);
// One zeroed object of any size; null when memory is exhausted.
void *collector_take(int kind, size_t bytes);
// Scanned, never collected.
void *collector_take_root(size_t bytes);
void collector_release_root(void *object);

// Static data to scan in each collection; bdwgc leaves its own data out of it.
void collector_add_static_data(void *begin, void *end);
// A part of the static data that holds no pointers to objects, but numbers that may look like some.
void collector_exclude_static_data(void *begin, size_t bytes);
// Only from push_roots: marks what the words of the range, or this word, point to the start of.
void collector_mark_range(void *begin, void *end);
void collector_mark(void *pointer);

// Replaces an earlier one of the same object; `data` is kept alive meanwhile.
int collector_on_unreachable(void *object, void (*finalize)(void *object, void *data), void *data);
// Runs the finalizers of what the last collection found unreachable.
void collector_run_finalizers(void);

void collector_collect(void);

size_t collector_heap_bytes(void);
size_t collector_live_bytes(void);             // as the last collection found it
size_t collector_bytes_since_collection(void); // objects on taken lists count as allocated

#ifdef __cplusplus
}
#endif
