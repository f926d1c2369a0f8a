#pragma once

// What a file must be before anything of it is loaded: a side module, whole, that imports only what the image offers.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace jank::hot_reload {

struct module_outline {
  std::uint32_t memory_size{};  // bytes of data it wants
  std::uint32_t memory_align{}; // as a power of two
  std::uint32_t table_size{};   // slots it wants
  std::vector<std::string> imported_functions; // from "env"
  std::vector<std::string> exports;

  bool has_export(std::string const &name) const;
};

// Reads the sections of a side module ("Dynamic Linking" convention). Throws an `error` of kind loader that says what is wrong: no wasm,
// too short, no dylink.0 section first, sections out of bounds.
module_outline outline_module(std::span<std::uint8_t const> module);

} // namespace jank::hot_reload
