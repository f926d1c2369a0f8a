#pragma once

// What a module takes and gives, by name.

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace jank::server {

struct wasm_names {
  std::set<std::string, std::less<>> imports; // functions and data; for side modules also those in GOT.func and GOT.mem
  std::set<std::string, std::less<>> exports;
};

// Nothing for what is no module, or a damaged one.
std::optional<wasm_names> read_wasm_names(std::string_view module);

// The names that a side module imports and that neither it nor the image has. What the linker itself makes is none of them.
std::set<std::string, std::less<>> missing_names(wasm_names const &side_module, wasm_names const &image);

} // namespace jank::server
