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
  std::string stored;        // the code of the forms (codegen/stored_code.hpp); empty: none
  // Folder of the library's stored code, core.code and NAME.code. With it `direct_object` and those beside it hold what the program
  // reaches (reachable.hpp), and the library's part of that gets objects of its own. Empty: all of the program, nothing of the library.
  std::string library_code;
  std::vector<std::string> keep; // names of vars that are kept whatever reaches them
  // What else is to be linked, a line each, "KIND<TAB>TEXT":
  //   object   an object beside `object`:        "<object without .o>.<number>.o"
  //   direct   the same beside `direct_object`
  //   library  a unit of this image's that the program requires
  //   core     clojure.core's object, in place of all of it; `direct` objects are then there for the libraries, too
  //   source   a file that was read
  std::string manifest;
  // In place of all of the above: namespaces on the module path, each to FOLDER/NAME.o, FOLDER/NAME-direct.o, FOLDER/NAME.code, and
  // FOLDER/NAME.sources (the files it was made from, its own and those of what it requires).
  std::string library_folder;
  std::vector<std::string> libraries;
};

// Writes each output whole or not at all. Throws what evaluation throws, and an `error` of kind loader for files.
void compile(compile_request const &request);

} // namespace jank::hot_reload
