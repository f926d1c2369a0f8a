#pragma once

// Loading: how `require` and `load` get at code that is not there yet.
//
// Two places hold it. A *linked unit* is part of the image: the namespaces of the standard library, and those that a program was
// compiled with. It runs when it is first required. A *file* on the module path is compiled by hot images; normal ones have no files.
// What is linked comes first: a file of the same name is left alone, with a warning, and takes its place only by :reload.
//
//   (require 'a)           nothing when a is loaded; else the linked unit, else the file
//   (require 'a :reload)   the file; else the linked unit's forms once more
//   :reload-all            the same for a and for what it requires while it loads, each once
//
// A namespace counts as loaded from the end of its ns form on, which is what lets two of them refer to each other late. One whose
// loading throws does not: the next `require` begins again.

#include "namespace/namespace.hpp"

#include <functional>
#include <string>

namespace jank::unit {

enum class reloading : std::uint8_t { no, this_one, all };

// Loads the namespace; true when anything was run. Throws an `error` of kind loader when there is nothing to load, when the loads form a
// cycle (naming it), or when what was loaded does not define the namespace. *ns* is afterwards what it was. Collection may happen.
bool require_namespace(object::symbol const *name, reloading how);
// Loads "my/part" (below the module path), whether or not it was loaded before.
void load_resource(std::string const &resource);

bool is_loaded(std::string const &name);
void note_loaded(std::string const &name);
void forget_loaded(std::string const &name);
object::object_ref loaded_names(); // a set of symbols
// For who puts an image back: nothing is being loaded (a trap ended it).
void forget_pending();

// Is there a file that the namespace can be loaded from?
bool has_file(std::string const &name);

// "my.app-core" -> "my/app_core"
std::string resource_of(std::string name);
// The names under which a linked unit is found: a namespace's own, and that of a file which `load` reads.
inline std::string unit_name_of_resource(std::string const &resource) { return "/" + resource; }

// Where files come from. Without one there are none.
struct file_source {
  // The path of a resource, or "".
  std::string (*find)(std::string const &resource);
  // Where `find` looks, for a message: a line each, indented.
  std::string (*places)(std::string const &resource);
  // Evaluates the file. `unit_name` is what its code is called when it is compiled ahead of time.
  void (*load)(std::string const &path, std::string const &unit_name);
};
void set_file_source(file_source const &source);

// Who wants to know which namespaces are asked for, loaded or not (a compilation ahead of time). Returns who it was before.
using require_observer = std::function<void(std::string const &name)>;
require_observer observe_requires(require_observer observer);

// The natives require*, load* and the like, once at start.
void initialize_loading();

} // namespace jank::unit
