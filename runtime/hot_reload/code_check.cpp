#include "hot_reload/code_check.hpp"

#include "object/error.hpp"
#include "unit/decode.hpp"

#include <cstdio>
#include <string>

namespace jank::hot_reload {

namespace {

using unit::decoder;

// What follows an instruction's code: WebAssembly specification, 5.4, with exceptions in both forms, SIMD and atomics.
enum class operands : std::uint8_t {
  unknown,
  none,
  index,
  two_indices,
  integer,
  four_bytes,
  eight_bytes,
  memory, // alignment and offset
  type_of_block,
  types,
  branches,
  catches,
  refused,
};

operands operands_of(std::uint8_t code) {
  switch(code) {
  case 0x02: // block loop if try
  case 0x03:
  case 0x04:
  case 0x06: return operands::type_of_block;
  case 0x1f: return operands::catches; // try_table
  case 0x07:                           // catch throw rethrow br br_if
  case 0x08:
  case 0x09:
  case 0x0c:
  case 0x0d:
  case 0x10: // call return_call call_ref return_call_ref delegate
  case 0x12:
  case 0x14:
  case 0x15:
  case 0x18:
  case 0x25: // table.get
  case 0x3f: // memory.size
  case 0xd2: return operands::index;
  case 0x0e: return operands::branches;
  case 0x11: // call_indirect return_call_indirect
  case 0x13: return operands::two_indices;
  case 0x1c: return operands::types;
  case 0x26:                           // table.set
  case 0x40: return operands::refused; // memory.grow
  case 0x41:                           // i32.const i64.const ref.null
  case 0x42:
  case 0xd0: return operands::integer;
  case 0x43: return operands::four_bytes;
  case 0x44: return operands::eight_bytes;
  case 0x00:
  case 0x01:
  case 0x05:
  case 0x0a:
  case 0x0b:
  case 0x0f:
  case 0x19:
  case 0x1a:
  case 0x1b:
  case 0xd1: return operands::none;
  default: break;
  }
  if(code >= 0x20 && code <= 0x24) { return operands::index; }
  if(code >= 0x28 && code <= 0x3e) { return operands::memory; }
  if(code >= 0x45 && code <= 0xc4) { return operands::none; }
  return operands::unknown;
}

[[noreturn]] void refuse(char const *why, std::uint32_t code) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%02x", static_cast<unsigned>(code));
  object::throw_error(object::error_kind::loader,
                      std::string{"this patch is refused: its code "} + why + " (instruction " + text + ")");
}

constexpr char const *reaches_out = "changes the function table, or the size of memory, which belong to the image";
constexpr char const *is_unknown = "has an instruction that the image does not know";

void skip_memory(decoder &in) {
  constexpr std::uint32_t names_memory{1u << 6};
  if((in.count() & names_memory) != 0) { in.count(); }
  in.count();
}

void skip_catches(decoder &in) {
  in.integer();
  for(std::uint32_t n{in.count_of(2)}; n > 0; --n) {
    std::uint8_t const kind{in.byte()};
    if(kind > 3) { in.fail("a catch is of an unknown kind"); }
    if(kind < 2) { in.count(); }
    in.count();
  }
}

// Conversions, and what handles memory and tables as a whole.
void skip_bulk(decoder &in) {
  std::uint32_t const code{in.count()};
  switch(code) {
  case 8: // memory.init memory.copy
  case 10:
    in.count();
    in.count();
    return;
  case 9: // data.drop memory.fill elem.drop table.size
  case 11:
  case 13:
  case 16: in.count(); return;
  case 12: // table.init table.copy table.grow table.fill
  case 14:
  case 15:
  case 17: refuse(reaches_out, 0xfc00 + code);
  default: break;
  }
  if(code > 7) { refuse(is_unknown, 0xfc00 + code); }
}

void skip_vector(decoder &in) {
  std::uint32_t const code{in.count()};
  if(code <= 11 || code == 92 || code == 93) {
    skip_memory(in);
  } else if(code == 12 || code == 13) {
    in.skip(16);
  } else if(code >= 21 && code <= 34) {
    in.skip(1);
  } else if(code >= 84 && code <= 91) {
    skip_memory(in);
    in.skip(1);
  }
}

void skip_atomic(decoder &in) {
  if(in.count() == 3) {
    in.skip(1);
  } else {
    skip_memory(in);
  }
}

void check_instruction(decoder &in) {
  std::uint8_t const code{in.byte()};
  switch(code) {
  case 0xfc: skip_bulk(in); return;
  case 0xfd: skip_vector(in); return;
  case 0xfe: skip_atomic(in); return;
  default: break;
  }
  switch(operands_of(code)) {
  case operands::none: return;
  case operands::two_indices: in.count(); [[fallthrough]];
  case operands::index: in.count(); return;
  case operands::type_of_block:
  case operands::integer: in.integer(); return;
  case operands::four_bytes: in.skip(4); return;
  case operands::eight_bytes: in.skip(8); return;
  case operands::memory: skip_memory(in); return;
  case operands::types:
    for(std::uint32_t n{in.count_of(1)}; n > 0; --n) { in.integer(); }
    return;
  case operands::branches:
    for(std::uint32_t n{in.count_of(1)}; n > 0; --n) { in.count(); }
    in.count();
    return;
  case operands::catches: skip_catches(in); return;
  case operands::refused: refuse(reaches_out, code);
  case operands::unknown: refuse(is_unknown, code);
  }
}

void check_function(decoder in) {
  for(std::uint32_t n{in.count_of(2)}; n > 0; --n) {
    in.count();
    in.integer(); // a type
  }
  while(in.left() > 0) { check_instruction(in); }
}

} // namespace

void check_code(std::span<std::uint8_t const> section, std::string_view subject) {
  decoder in{section, subject};
  for(std::uint32_t n{in.count_of(1)}; n > 0; --n) {
    std::uint32_t const size{in.count()};
    in.need(size);
    check_function(decoder{section.subspan(in.position(), size), subject});
    in.skip(size);
  }
}

} // namespace jank::hot_reload
