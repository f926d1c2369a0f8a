#pragma once

// The registry of patches: what was loaded into this image from files, through which door, and what it bound.
//
// C and C++ patches (jank/patch.h) come through dlopen; patches compiled from jank (codegen/side_module.hpp) through the direct loader, or
// through dlopen when that is asked for. Both are checked before they are loaded, and again before they are bound. A patch that is
// refused, or throws while its forms run, has changed no namespace, and no var that it names. (Other values that its code changed,
// atoms say, stay changed.)

#include "namespace/var.hpp"

#include <deque>
#include <string>
#include <vector>

namespace jank::hot_reload {

enum class door : std::uint8_t { automatic, dynamic_linker, direct };

struct load_record {
  std::uint32_t number; // from 1
  std::string path;
  std::string kind;    // "c++" or "jank"
  std::string through; // "dlopen" or "direct"
  std::uint32_t bytes;
  double milliseconds;
  std::vector<std::string> bound; // qualified names
};

// Loads a patch. `table`: the name of a C++ patch's table function, or "" for what JANK_PATCH makes. Throws an `error` of kind loader
// with the reason, or what the patch's own code threw. Collection may happen.
load_record load_patch(std::string const &path, std::string const &table = {}, door through = door::automatic);

// The last ones, as many as generations are kept (history.hpp).
std::deque<load_record> const &loads();

// Since the start.
struct load_counts {
  std::uint32_t loaded;
  std::uint32_t bound; // vars, each time
  std::uint32_t refused;
};
load_counts const &counts_of_loads();

} // namespace jank::hot_reload
