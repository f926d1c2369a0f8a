#pragma once

// The parts of the WebAssembly binary format that the emitter uses (specification, chapter 5; exception handling in its
// first, "legacy" form, which is what emscripten's -fwasm-exceptions emits).

#include <cstdint>
#include <string_view>
#include <vector>

namespace jank::codegen {

using bytes = std::vector<std::uint8_t>;

namespace wasm {

enum value_type : std::uint8_t { i32 = 0x7f, i64 = 0x7e, f64 = 0x7c, empty = 0x40 };

enum opcode : std::uint8_t {
  unreachable = 0x00,
  block = 0x02,
  loop = 0x03,
  if_ = 0x04,
  else_ = 0x05,
  try_ = 0x06,
  catch_ = 0x07,
  rethrow = 0x09,
  end = 0x0b,
  br = 0x0c,
  br_if = 0x0d,
  return_ = 0x0f,
  call = 0x10,
  call_indirect = 0x11,
  catch_all = 0x19,
  drop = 0x1a,
  select = 0x1b,
  local_get = 0x20,
  local_set = 0x21,
  local_tee = 0x22,
  global_get = 0x23,
  global_set = 0x24,
  i32_load = 0x28,
  i64_load = 0x29,
  f64_load = 0x2b,
  i32_load8_u = 0x2d,
  i32_store = 0x36,
  i64_store = 0x37,
  i32_const = 0x41,
  i64_const = 0x42,
  f64_const = 0x44,
  i32_eqz = 0x45,
  i32_eq = 0x46,
  i32_ne = 0x47,
  i32_lt_s = 0x48,
  i32_lt_u = 0x49,
  i32_gt_s = 0x4a,
  i32_gt_u = 0x4b,
  i32_le_s = 0x4c,
  i32_le_u = 0x4d,
  i32_ge_s = 0x4e,
  i32_ge_u = 0x4f,
  i64_eqz = 0x50,
  i64_eq = 0x51,
  i64_ne = 0x52,
  i64_lt_s = 0x53,
  i64_lt_u = 0x54,
  i64_gt_s = 0x55,
  i64_le_s = 0x57,
  i64_ge_s = 0x59,
  i64_ge_u = 0x5a,
  f64_eq = 0x61,
  f64_ne = 0x62,
  f64_lt = 0x63,
  f64_gt = 0x64,
  f64_le = 0x65,
  f64_ge = 0x66,
  i32_add = 0x6a,
  i32_sub = 0x6b,
  i32_div_s = 0x6d,
  i32_rem_s = 0x6f,
  i32_and = 0x71,
  i32_or = 0x72,
  i32_xor = 0x73,
  i32_shl = 0x74,
  i32_shr_s = 0x75,
  i64_add = 0x7c,
  i64_sub = 0x7d,
  i64_mul = 0x7e,
  i64_div_s = 0x7f,
  i64_rem_s = 0x81,
  i64_and = 0x83,
  i64_or = 0x84,
  i64_xor = 0x85,
  i64_shl = 0x86,
  i64_shr_s = 0x87,
  i64_shr_u = 0x88,
  f64_neg = 0x9a,
  f64_ceil = 0x9b,
  f64_floor = 0x9c,
  f64_nearest = 0x9e,
  f64_sqrt = 0x9f,
  f64_add = 0xa0,
  f64_sub = 0xa1,
  f64_mul = 0xa2,
  f64_div = 0xa3,
  i32_wrap_i64 = 0xa7,
  i64_extend_i32_s = 0xac,
  i64_extend_i32_u = 0xad,
  f64_convert_i64_s = 0xb9,
};

// Instructions of two bytes.
inline constexpr std::uint8_t bulk_memory_prefix{0xfc};
inline constexpr std::uint32_t memory_fill{11};

enum section : std::uint8_t {
  custom = 0,
  type = 1,
  import = 2,
  function = 3,
  table = 4,
  memory = 5,
  global = 6,
  export_ = 7,
  start = 8,
  element = 9,
  code = 10,
  data = 11,
  data_count = 12,
};

} // namespace wasm

inline void put_unsigned(bytes &out, std::uint64_t n) {
  do {
    std::uint8_t const low{static_cast<std::uint8_t>(n & 0x7f)};
    n >>= 7;
    out.push_back(n != 0 ? low | 0x80 : low);
  } while(n != 0);
}

inline void put_signed(bytes &out, std::int64_t n) {
  for(;;) {
    std::uint8_t const low{static_cast<std::uint8_t>(n & 0x7f)};
    n >>= 7; // arithmetic
    if((n == 0 && (low & 0x40) == 0) || (n == -1 && (low & 0x40) != 0)) {
      out.push_back(low);
      return;
    }
    out.push_back(low | 0x80);
  }
}

// Five bytes whatever the value, so that a linker or loader can write another one in place.
inline void put_padded_unsigned(bytes &out, std::uint32_t n) {
  for(int i{0}; i < 4; ++i) {
    out.push_back(static_cast<std::uint8_t>((n & 0x7f) | 0x80));
    n >>= 7;
  }
  out.push_back(static_cast<std::uint8_t>(n & 0x0f));
}
inline void write_padded_signed(std::uint8_t *at, std::int32_t n) {
  for(int i{0}; i < 4; ++i) {
    at[i] = static_cast<std::uint8_t>((n & 0x7f) | 0x80);
    n >>= 7;
  }
  at[4] = static_cast<std::uint8_t>(n & 0x7f);
}
inline void put_padded_signed(bytes &out, std::int32_t n) {
  std::size_t const at{out.size()};
  out.resize(at + 5);
  write_padded_signed(out.data() + at, n);
}

inline void put_bytes(bytes &out, bytes const &more) { out.insert(out.end(), more.begin(), more.end()); }
inline void put_text(bytes &out, std::string_view text) {
  put_unsigned(out, text.size());
  out.insert(out.end(), text.begin(), text.end());
}
inline void put_u32(bytes &out, std::uint32_t n) {
  for(int i{0}; i < 4; ++i) { out.push_back(static_cast<std::uint8_t>(n >> (8 * i))); }
}

} // namespace jank::codegen
