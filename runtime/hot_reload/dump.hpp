#pragma once

// For tests and the curious: with JANK_DUMP_MODULES=FOLDER in the environment, every module that is emitted for the direct loader is
// also written to FOLDER, as NAME.wasm with NAME made of the unit's name ("user:12" becomes user-12.wasm).

#include <cstdint>
#include <span>
#include <string_view>

namespace jank::hot_reload {

// Does nothing when the variable is not set. Throws an `error` of kind loader when the file cannot be written.
void dump_module(std::string_view unit_name, std::span<std::uint8_t const> module);

} // namespace jank::hot_reload
