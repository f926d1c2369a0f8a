#pragma once

// The description of a unit: what one compilation emitted, in names.
//
// Emitted code consists of functions (wasm) and a description (bytes). The code refers to constants, vars and its own function types
// by index; the description says by name what stands at each index, so that the same bytes work in any image of the same ABI version.
// Three containers carry the two (codegen/): a module for the direct loader, a side module for dlopen, a relocatable object.
//
// Layout, in order; counts and indices are unsigned LEB128, texts are a length and UTF-8 bytes:
//
//   magic          4 bytes, "jank"
//   abi version    count
//   name           text
//   code           count: functions that need a table slot
//   init           index of the code function that runs the unit: (self) -> value, self is nil
//   types          count, then for each function type:
//                    name text, captured count (plus nested_definition), number of fixed arities, (arity, code index)*,
//                    variadic required + 1 or 0, code index of the variadic function (only when there is one)
//   constants      count, then one item each
//
// An item is a tag byte and its content. Collections contain items; `shared` refers to an earlier constant.

#include <cstdint>

namespace jank::unit {

// Counts up when code or descriptions of one version would not work in an image of another: the layout of var,
// function_type and instance, the runtime functions emitted code calls, this format.
inline constexpr std::uint32_t abi_version = 4;
// The flag of a function that a def binds which is no top-level form: it may not be reached by a direct call, because it may never run,
// or run late.
inline constexpr std::uint32_t nested_definition = 1u << 20;
// The same in function_type::fixed_arities.
inline constexpr std::uint32_t function_of_nested_definition = 1u << 31;
inline constexpr char description_magic[4] = {'j', 'a', 'n', 'k'};

enum class item : std::uint8_t {
  nil,
  true_,
  false_,
  long_integer,  // signed LEB128
  double_float,  // 8 bytes, little endian
  character,     // code point
  string,        // text
  symbol,        // namespace text (empty: none), name text
  keyword,       // namespace text, name text
  list,          // count, items
  vector,        // count, items
  map,           // count of entries, key and value items in turn
  set,           // count, items
  with_meta,     // metadata item, item
  var,           // namespace text, name text: interned, unbound when it is new
  function,      // index of a function type: one function object without captured values
  function_type, // index: the type's address
  address,       // text: the address of something of the image (unit/address.cpp)
  shared,        // index of an earlier constant
  name_space,    // name text: interned
  made,          // name text, item: what the maker of that name makes of the item (unit/makers.hpp)
  big_integer,   // flags, count of digits of 28 bits, the digits as counts, the least significant first
  ratio,         // numerator item, denominator item: big integers
  big_decimal,   // unscaled item, a big integer; scale as signed LEB128
};

// The flags of a big integer.
inline constexpr std::uint32_t big_negative = 1;
inline constexpr std::uint32_t big_plain = 2;

} // namespace jank::unit
