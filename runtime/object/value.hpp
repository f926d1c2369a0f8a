#pragma once

// How a value is represented.
//
// Every jank value is one word, an `object_ref`. In wasm the word has 32 bits and travels as a plain i32, so that emitted
// code, C++ and JavaScript pass values without any conversion. The low three bits say what the word is:
//
//   0                the word zero is nil
//   ......000        the address of a heap object (8-byte aligned, see object.hpp)
//   .......1         a fixnum: a 31-bit signed integer, shifted left by one
//   ......010        false (2) or true (10)
//   ......110        a character: its Unicode code point, shifted left by three
//
// Three things follow, and the code generator leans on all of them:
//   - truth is one test: only nil (0) and false (2) vanish under the mask ~2;
//   - `a & b & 1` tells that both operands of an addition are fixnums, and the sum is `a + b - 1`;
//   - no immediate is ever taken for an object by the conservative collector: it only looks at words that are the exact
//     start of an object, and those end in 000.
//
// Fixnums have 31 bits on every host, 64-bit ones included, so that a program computes, prints and hashes the same natively and
// in wasm. A long outside that range is boxed (number.hpp); there is exactly one representation for each number, so two
// equal fixnums are the same word.

#include <cstdint>

namespace jank::object {

struct heap_object;

using word = std::uintptr_t;

inline constexpr word nil_bits = 0;
inline constexpr word false_bits = 2;
inline constexpr word true_bits = 10;
inline constexpr word char_tag = 6;
inline constexpr word tag_mask = 7;
inline constexpr std::int64_t fixnum_min = -(std::int64_t{1} << 30);
inline constexpr std::int64_t fixnum_max = (std::int64_t{1} << 30) - 1;

struct object_ref {
  word bits{nil_bits};

  constexpr object_ref() = default;
  constexpr explicit object_ref(word b) : bits{b} {}
  object_ref(heap_object const *o) : bits{reinterpret_cast<word>(o)} {}

  constexpr bool is_nil() const { return bits == nil_bits; }
  constexpr bool is_some() const { return bits != nil_bits; }
  constexpr bool is_fixnum() const { return (bits & 1) != 0; }
  constexpr bool is_boolean() const { return bits == true_bits || bits == false_bits; }
  constexpr bool is_char() const { return (bits & tag_mask) == char_tag; }
  constexpr bool is_heap() const { return (bits & tag_mask) == 0 && bits != 0; }

  // Everything is true save nil and false.
  constexpr bool truthy() const { return (bits & ~false_bits) != 0; }

  // Defined only when is_fixnum(), is_char(), is_heap() respectively.
  constexpr std::int32_t as_fixnum() const { return static_cast<std::int32_t>(bits) >> 1; }
  constexpr char32_t as_char() const { return static_cast<char32_t>(bits >> 3); }
  heap_object *as_heap() const { return reinterpret_cast<heap_object *>(bits); }

  // Identity of words, `identical?` in jank. Equality of values is `equal` in equality.hpp.
  friend constexpr bool operator==(object_ref, object_ref) = default;
};

inline constexpr object_ref nil{};
inline constexpr object_ref jank_false{false_bits};
inline constexpr object_ref jank_true{true_bits};

constexpr object_ref make_boolean(bool b) { return b ? jank_true : jank_false; }
constexpr object_ref make_char(char32_t c) { return object_ref{(static_cast<word>(c) << 3) | char_tag}; }
constexpr bool fits_fixnum(std::int64_t n) { return n >= fixnum_min && n <= fixnum_max; }

// Requires fits_fixnum(n). The word keeps only 32 significant bits on every host.
constexpr object_ref make_fixnum(std::int64_t n) {
  return object_ref{static_cast<word>(static_cast<std::uint32_t>(static_cast<std::int32_t>(n) * 2) | 1u)};
}

} // namespace jank::object

namespace jank {
using object::object_ref;
}
