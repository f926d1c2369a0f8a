// Calls of a callable object for code that has no table of its own to call through: modules of the direct loader do not import
// the function table, because on V8 up to 11 every instance that does costs time and memory for each slot of it.

#include "object/object.hpp"

using jank::object::heap_object;
using jank::object::object_ref;

namespace {

template <typename... Args> inline object_ref invoke(heap_object *self, Args... args) {
  using signature = object_ref (*)(object_ref, Args...);
  return reinterpret_cast<signature>(self->type->entries[sizeof...(Args)])(object_ref{self}, args...);
}

using v = object_ref;

} // namespace

#define JANK_INVOKE(n, parameters, arguments)                                                                          \
  extern "C" __attribute__((used, visibility("default"))) object_ref jank_invoke_##n parameters {                      \
    return invoke arguments;                                                                                           \
  }

JANK_INVOKE(0, (heap_object * f), (f))
JANK_INVOKE(1, (heap_object * f, v a1), (f, a1))
JANK_INVOKE(2, (heap_object * f, v a1, v a2), (f, a1, a2))
JANK_INVOKE(3, (heap_object * f, v a1, v a2, v a3), (f, a1, a2, a3))
JANK_INVOKE(4, (heap_object * f, v a1, v a2, v a3, v a4), (f, a1, a2, a3, a4))
JANK_INVOKE(5, (heap_object * f, v a1, v a2, v a3, v a4, v a5), (f, a1, a2, a3, a4, a5))
JANK_INVOKE(6, (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6), (f, a1, a2, a3, a4, a5, a6))
JANK_INVOKE(7, (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7), (f, a1, a2, a3, a4, a5, a6, a7))
JANK_INVOKE(8, (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8), (f, a1, a2, a3, a4, a5, a6, a7, a8))
JANK_INVOKE(9, (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9))
JANK_INVOKE(10, (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10))
JANK_INVOKE(11, (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10, v a11),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11))
JANK_INVOKE(12, (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10, v a11, v a12),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12))
JANK_INVOKE(13, (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10, v a11, v a12, v a13),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13))
JANK_INVOKE(14,
            (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10, v a11, v a12, v a13, v a14),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14))
JANK_INVOKE(15,
            (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10, v a11, v a12, v a13, v a14,
             v a15),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15))
JANK_INVOKE(16,
            (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10, v a11, v a12, v a13, v a14,
             v a15, v a16),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16))
JANK_INVOKE(17,
            (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10, v a11, v a12, v a13, v a14,
             v a15, v a16, v a17),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17))
JANK_INVOKE(18,
            (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10, v a11, v a12, v a13, v a14,
             v a15, v a16, v a17, v a18),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18))
JANK_INVOKE(19,
            (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10, v a11, v a12, v a13, v a14,
             v a15, v a16, v a17, v a18, v a19),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19))
JANK_INVOKE(20,
            (heap_object * f, v a1, v a2, v a3, v a4, v a5, v a6, v a7, v a8, v a9, v a10, v a11, v a12, v a13, v a14,
             v a15, v a16, v a17, v a18, v a19, v a20),
            (f, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20))
