#pragma once

// Getting a side module into the image: by emscripten's dynamic linker, or directly.

#include "hot_reload/module_check.hpp"
#include "unit/unit.hpp"

#include <span>
#include <string>
#include <vector>

namespace jank::hot_reload {

// dlopen under a path of its own (the dynamic linker would answer a known path with the module it has). Throws with its reason.
void *open_side_module(std::span<std::uint8_t const> module);
// dlsym; throws when there is no such symbol.
void *find_symbol(void *handle, char const *name);

bool image_has_function(std::string const &name);
// How many parameters the function in a table slot takes.
int parameter_count_of(void *function);

// The unit in a side module that was compiled from jank, through one door or the other. Nothing of it has run.
unit::unit *open_jank_unit(std::span<std::uint8_t const> module);
unit::unit *load_jank_unit(std::span<std::uint8_t const> module, module_outline const &outline);

// Runs the unit's forms; the qualified names of the vars whose root was bound by them.
std::vector<std::string> run_unit_noting_vars(unit::unit *u);

} // namespace jank::hot_reload
