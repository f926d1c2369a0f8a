#pragma once

// Getting a side module into the image: by emscripten's dynamic linker, or directly.

#include "hot_reload/module_check.hpp"
#include "unit/unit.hpp"

#include <span>
#include <string>

namespace jank::hot_reload {

// Throws an `error` of kind loader with the reason when the engine does not take the bytes for a module.
void check_by_engine(std::span<std::uint8_t const> module);

// dlopen under a path of its own: the dynamic linker would answer a known path with the module it has. The module's static data are
// roots from then on, and its static constructors have run. Throws with the linker's reason, or what a constructor threw.
void *open_side_module(std::span<std::uint8_t const> module, module_outline const &outline);
// What dlopen has taken for good, and how much it may. A module that would take more is refused.
struct linker_counts {
  std::uint32_t modules; // opened, also those that were refused afterwards
  std::uint64_t bytes;   // of data
  std::uint32_t slots;
  std::uint64_t byte_limit;
  std::uint32_t slot_limit;
};
linker_counts dynamic_linker_counts();
void set_dynamic_linker_limits(std::uint64_t bytes, std::uint32_t slots);
// dlsym; throws when there is no such symbol.
void *find_symbol(void *handle, char const *name);

bool image_has_function(std::string const &name);
bool image_has_address(std::string const &name);
// What is wrong with the function in a table slot that shall take so many words and return one: "takes 1 value"; "" when nothing is.
std::string check_function(void *function, int parameters);
int parameter_count_of(void *function); // -1 when the slot is empty

// The unit in a side module that was compiled from jank, through one door or the other. Nothing of it has run. Throws an `error` of kind
// loader when the module is damaged or for another version of the ABI.
unit::unit *open_jank_unit(std::span<std::uint8_t const> module, module_outline const &outline);
unit::unit *load_jank_unit(std::span<std::uint8_t const> module, module_outline const &outline);

} // namespace jank::hot_reload
