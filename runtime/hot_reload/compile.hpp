#pragma once

// Compilation ahead of time: evaluates files form by form, as the programmer would, and keeps the code of every form.

#include <string>
#include <vector>

namespace jank::hot_reload {

struct compile_request {
  std::vector<std::string> files;
  std::string object;        // relocatable object for images whose vars can be rebound; empty: none
  std::string direct_object; // relocatable object with direct calls, for static builds; empty: none
  std::string patch;         // side module for dlopen and the direct loader; empty: none
};

// Writes each output whole or not at all. Throws what evaluation throws, and an `error` of kind loader for files.
void compile(compile_request const &request);

} // namespace jank::hot_reload
