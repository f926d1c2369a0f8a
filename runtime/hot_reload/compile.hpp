#pragma once

// Compilation ahead of time: evaluates files form by form, as the programmer would, and keeps the code of every form.
//
// The files given make one unit. Each file that they load (require, load) makes a unit of its own, which runs when it is loaded in the
// program too: so top-level forms have their effects in the order in which they had them here, and once. What is linked into this image
// already (the standard library) is only named: whoever links says where its objects are.

#include <string>
#include <vector>

namespace jank::hot_reload {

struct compile_request {
  std::vector<std::string> files;
  std::string object;        // relocatable object for images whose vars can be rebound; empty: none
  std::string direct_object; // relocatable object with direct calls, for static builds; empty: none
  std::string patch;         // side module for dlopen and the direct loader, which holds all units; empty: none
  // What else is to be linked, a line each, "KIND<TAB>TEXT":
  //   object   an object beside `object`:        "<object without .o>.<number>.o"
  //   direct   the same beside `direct_object`
  //   library  a unit of this image's that the program requires
  //   source   a file that was read
  std::string manifest;
  // In place of all of the above: namespaces on the module path, each to FOLDER/NAME.o, FOLDER/NAME-direct.o, and FOLDER/NAME.sources
  // (the files it was made from, its own and those of what it requires).
  std::string library_folder;
  std::vector<std::string> libraries;
};

// Writes each output whole or not at all. Throws what evaluation throws, and an `error` of kind loader for files.
void compile(compile_request const &request);

} // namespace jank::hot_reload
