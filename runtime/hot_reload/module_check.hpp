#pragma once

// What a file must be before anything of it is loaded: a side module, whole, that asks for nothing out of reach and writes only into
// the memory and the table slots it asks for. (That its code is valid is checked by the engine, what it may not do by code_check.hpp.)

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace jank::hot_reload {

struct module_outline {
  std::uint32_t memory_size{};                 // bytes of data it wants
  std::uint32_t memory_align{};                // as a power of two
  std::uint32_t table_size{};                  // slots it wants
  std::vector<std::string> imported_functions; // from "env"; without those it can do without (weak)
  std::vector<std::string> imported_addresses; // of functions and data, likewise
  std::vector<std::string> exports;

  bool has_export(std::string const &name) const;
};

// The most a patch may ask for.
inline constexpr std::uint32_t largest_patch_memory = 64u << 20; // bytes
inline constexpr std::uint32_t largest_patch_table = 1u << 20;   // slots
inline constexpr std::uint32_t largest_patch_align = 16;         // as a power of two

// Reads the sections of a side module ("Dynamic Linking" convention of WebAssembly's tools). Throws an `error` of kind loader that says
// what is wrong.
module_outline outline_module(std::span<std::uint8_t const> module);

} // namespace jank::hot_reload
