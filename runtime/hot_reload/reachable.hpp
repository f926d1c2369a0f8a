#pragma once

// Which top-level forms of a program can matter to it: what a normal image leaves out.
//
// Kept are, of the program's own units, all forms save definitions of functions and constants; of those, and of the library, what is
// reached from there. A form reaches the vars that its code mentions (analysis is over: what macros needed is not among them), and a var
// the forms that define it. Two sorts of forms are reached otherwise:
//   - A form of the library that defines nothing, (extend T P {...}), (host-protocol* P), (add-method* m ...), is about the vars that its
//     own code reads: it is kept when all those of them that forms define are reached.
//   - The vars whose names are looked up while the program runs. Functions that look up names are listed in reachable.cpp. Where they
//     are called with constants, the names are those that stand in the form; where the program calls them with anything else, or passes
//     them on, everything is kept. What the library looks up is what its caller told it.
//
// The library's vars lose their documentation, unless everything is kept or the program has #'that-var in it.

#include "codegen/unit_code.hpp"

#include <set>
#include <string>
#include <vector>

namespace jank::hot_reload {

struct linked_forms {
  std::string unit;
  bool library;
  std::vector<codegen::unit_code> forms;
};

struct reached {
  std::vector<linked_forms> units;  // with the forms that are kept
  std::vector<std::string> natives; // "clojure.core/nth": those the forms need
  std::set<std::string> documented; // vars whose documentation is kept
  // Why everything is kept, for people; then the rest is empty.
  std::string everything;
};

// `main_namespace` is the one whose -main is called. `names`: qualified, kept whatever reaches them. Throws an `error` of kind loader when
// one of them is no var.
reached reach(std::vector<linked_forms> units, std::string const &main_namespace,
              std::vector<std::string> const &names);

} // namespace jank::hot_reload
