#pragma once

// libtommath, set up for values of jank: digits of 28 bits on every host, so that a big integer looks and hashes the same
// natively and in wasm, and memory from the collector's heap (tommath.cpp).
//
// Nothing is collected inside an operation, so temporaries need no roots; nothing is freed either, as the collector does it.

#define MP_32BIT
#define MP_LOW_MEM
#define MP_NO_FILE
#define MP_FIXED_CUTOFFS
#define MP_NO_ZERO_ON_FREE
#define MP_MALLOC jank_tommath_allocate
#define MP_REALLOC jank_tommath_reallocate
#define MP_CALLOC jank_tommath_allocate_zeroed
#define MP_FREE jank_tommath_free

#include <tommath.h>
