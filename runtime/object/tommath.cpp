// The parts of libtommath that big integers use, compiled as one. Its functions are C and named mp_*.

#include "object/detail/tommath.hpp"
#include "memory/heap.hpp"

#include <cstring>

#include <tommath_private.h>

void *jank_tommath_allocate(std::size_t size) { return jank::memory::allocate_atomic(size); }

void *jank_tommath_allocate_zeroed(std::size_t count, std::size_t size) {
  return jank::memory::allocate_atomic(count * size);
}

void *jank_tommath_reallocate(void *old, std::size_t old_size, std::size_t new_size) {
  void *const memory{jank::memory::allocate_atomic(new_size)};
  if(old != nullptr) { std::memcpy(memory, old, old_size < new_size ? old_size : new_size); }
  return memory;
}

void jank_tommath_free(void *, std::size_t) {}

#include <bn_mp_abs.c>
#include <bn_mp_add.c>
#include <bn_mp_add_d.c>
#include <bn_mp_clamp.c>
#include <bn_mp_clear.c>
#include <bn_mp_clear_multi.c>
#include <bn_mp_cmp.c>
#include <bn_mp_cmp_d.c>
#include <bn_mp_cmp_mag.c>
#include <bn_mp_cnt_lsb.c>
#include <bn_mp_copy.c>
#include <bn_mp_count_bits.c>
#include <bn_mp_div.c>
#include <bn_mp_div_2.c>
#include <bn_mp_div_2d.c>
#include <bn_mp_div_d.c>
#include <bn_mp_exch.c>
#include <bn_mp_expt_n.c>
#include <bn_mp_gcd.c>
#include <bn_mp_grow.c>
#include <bn_mp_init.c>
#include <bn_mp_init_copy.c>
#include <bn_mp_init_multi.c>
#include <bn_mp_init_size.c>
#include <bn_mp_lshd.c>
#include <bn_mp_mod_2d.c>
#include <bn_mp_mul.c>
#include <bn_mp_mul_2.c>
#include <bn_mp_mul_2d.c>
#include <bn_mp_mul_d.c>
#include <bn_mp_rshd.c>
#include <bn_mp_set.c>
#include <bn_mp_sqr.c>
#include <bn_mp_sub.c>
#include <bn_mp_sub_d.c>
#include <bn_mp_zero.c>
#include <bn_s_mp_add.c>
#include <bn_s_mp_balance_mul.c>
#include <bn_s_mp_div_3.c>
#include <bn_s_mp_karatsuba_mul.c>
#include <bn_s_mp_karatsuba_sqr.c>
#include <bn_s_mp_mul_digs.c>
#include <bn_s_mp_mul_digs_fast.c>
#include <bn_s_mp_sqr.c>
#include <bn_s_mp_sqr_fast.c>
#include <bn_s_mp_sub.c>
#include <bn_s_mp_toom_mul.c>
#include <bn_s_mp_toom_sqr.c>
