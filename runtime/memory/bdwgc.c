// bdwgc 8.2.2 for WebAssembly, as one translation unit. Needs -I<bdwgc> and -I<bdwgc>/include.
//
// wasm locals cannot be scanned, so bdwgc is left with marking and sweeping: when to collect and what the roots are is
// decided by the runtime (heap.hpp).

#include "memory/bdwgc.h"

#include <emscripten.h>
#include <emscripten/stack.h>
#include <stdint.h>
#include <unistd.h>

// ---- Configuration

#define STACK_NOT_SCANNED // push_roots scans the shadow stack; bdwgc would also clear stack below its own frames
#define PLATFORM_GETMEM   // platform_get_mem below
#define HBLKSIZE 8192     // a block holds objects of one size; marking is up to a third faster than with 4096
#define GC_DISABLE_INCREMENTAL
#define GC_TOGGLE_REFS_NOT_NEEDED
#define NO_CLOCK
#define NO_DEBUGGING
#define NO_GETENV

// Both would need ASYNCIFY.
#define emscripten_scan_registers(callback) ((void)(callback))
#define emscripten_scan_stack(callback) ((callback)(0, (void *)emscripten_stack_get_base()))

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Weverything"
#undef EMSCRIPTEN // bdwgc defines it itself

// As extra/gc.c has them; here because gc_priv.h comes first.
#define GC_INNER STATIC
#define GC_EXTERN GC_INNER
#include "private/gc_priv.h"

// bdwgc does not put objects on pages that some word points into without being a pointer: the number 10000000 in a table of
// powers of ten would keep the cell of a sequence that lies there, and with it all that follow. Fixnums and hashes are odd, so
// they never point to an object, and large tables of them must not take page after page.
#undef GC_ADD_TO_BLACK_LIST_NORMAL
#define GC_ADD_TO_BLACK_LIST_NORMAL(bits, source)                                                                      \
  ((word)(bits) % 8 == 0 ? GC_add_to_black_list_normal((word)(bits)) : (void)0)

#include "extra/gc.c"
#pragma clang diagnostic pop

// ---- Memory from the system

// sbrk and not malloc: neighbouring sections become one free block, and nothing is lost to alignment.
void *platform_get_mem(size_t bytes) {
  uintptr_t const end = (uintptr_t)sbrk(0);
  size_t const padding = -end % HBLKSIZE;
  void *const memory = sbrk((intptr_t)(padding + bytes));
  return memory == (void *)-1 ? NULL : (char *)memory + padding;
}

// ---- The interface

static unsigned kinds[collector_kinds];

void collector_start(void (*push_roots)(void), size_t limit) {
  GC_set_all_interior_pointers(0);
  GC_set_no_dls(1);
  GC_set_warn_proc(GC_ignore_warn_proc);
  GC_set_finalize_on_demand(1);
  // What an object leads to that is to be finalized stays with it until then.
  GC_set_java_finalization(1);
  GC_init();
  GC_disable();
  GC_set_max_heap_size(limit);
  // Every address the heap may have one day is plausible from the start, so that pages are known to be unusable before they are used.
  GC_greatest_plausible_heap_addr = (void *)(uintptr_t)limit;
  // bdwgc keeps most of its own state out of the roots, but not these: numbers of bytes look like addresses of objects.
  collector_exclude_static_data(GC_free_bytes, sizeof GC_free_bytes);
  collector_exclude_static_data(GC_hblkfreelist, sizeof GC_hblkfreelist);
  collector_exclude_static_data(&GC_bytes_found, sizeof GC_bytes_found);
  collector_exclude_static_data(&GC_reclaimed_bytes_before_gc, sizeof GC_reclaimed_bytes_before_gc);
  collector_exclude_static_data(&last_bytes_finalized, sizeof last_bytes_finalized);
  collector_exclude_static_data(&GC_non_gc_bytes, sizeof GC_non_gc_bytes);
  collector_exclude_static_data(&GC_non_gc_bytes_at_gc, sizeof GC_non_gc_bytes_at_gc);
  GC_set_push_other_roots(push_roots);
  kinds[collector_scanned] = NORMAL;
  // bdwgc's own kind of unscanned memory is not cleared; clearing a block at once is cheaper than object by object.
  kinds[collector_atomic] = GC_new_kind(GC_new_free_list(), GC_DS_LENGTH, 0, 1);
}

void *collector_take_list(int kind, size_t bytes) {
  void *list = NULL;
  GC_generic_malloc_many(bytes, (int)kinds[kind], &list);
  return list;
}

void *collector_take(int kind, size_t bytes) { return GC_generic_malloc(bytes, (int)kinds[kind]); }
void *collector_take_root(size_t bytes) { return GC_malloc_uncollectable(bytes); }
void collector_release_root(void *object) { GC_free(object); }

void collector_add_static_data(void *begin, void *end) { GC_add_roots(begin, end); }
void collector_exclude_static_data(void *begin, size_t bytes) { GC_exclude_static_roots(begin, (char *)begin + bytes); }

void collector_mark(void *pointer) { GC_PUSH_ONE_HEAP(pointer, NULL, GC_mark_stack_top); }

void collector_mark_range(void *begin, void *end) {
  for(void **p = begin; p < (void **)end; ++p) { collector_mark(*p); }
}

int collector_on_unreachable(void *object, void (*finalize)(void *object, void *data), void *data) {
  word const registered = GC_fo_entries;
  GC_finalization_proc previous = NULL;
  void *previous_data = NULL;
  GC_register_finalizer_no_order(object, finalize, data, &previous, &previous_data);
  return finalize == NULL || previous != NULL || GC_fo_entries > registered;
}

void collector_run_finalizers(void) { GC_invoke_finalizers(); }

void collector_collect(void) {
  GC_enable();
  GC_gcollect();
  GC_disable();
}

size_t collector_heap_bytes(void) { return GC_heapsize; }
size_t collector_live_bytes(void) { return GC_composite_in_use + GC_atomic_in_use; }
size_t collector_bytes_since_collection(void) { return GC_bytes_allocd; }
