#pragma once

// Natives that not every image holds: those of the libraries beside clojure.core (clojure.string, clojure.math ...), and those of
// clojure.core that read forms.
//
// A library is a file of jank, runtime/clojure/NAME.jank. What of it is written in C++ it asks for itself, at its head:
//
//   (ns clojure.math "...")
//   (jank.natives/math)      ; defines the natives of the library in the current namespace
//
// So an image whose program does not require a library spends no time on it, and a normal image no bytes either: each library's
// table lies in an object of its own in the archive, behind one function `jank_natives_NAME`. Hot images hold them all. In
// normal images the reference from here is weak, and a unit that refers to the var jank.natives/NAME brings the symbol with it (see
// codegen/object_file.cpp), which is what makes the linker take the object.
//
// clojure.core/{read, read-string, read+string} come the same way with the vars themselves: a unit other than clojure.core that refers to one
// of them brings "reading", which defines them when the image starts. Without it they throw, saying so (host/refuse_compiler.hpp).

#include "namespace/native.hpp"

#include <string_view>

namespace jank::ns {

inline constexpr std::string_view libraries_namespace{"jank.natives"};

// The function that defines the natives of a library in the current namespace, by the library's name, or null when this image was
// linked without it.
void (*find_library(std::string_view name))();
// The namespace jank.natives: one function for each library. Once, with the other natives.
void initialize_libraries();

} // namespace jank::ns

extern "C" {
void jank_natives_edn(); // runtime/reader/natives.cpp
void jank_natives_math();
void jank_natives_reading(); // runtime/reader/reading.cpp; in clojure.core, whatever the current namespace is
void jank_natives_repl();
void jank_natives_string();
}
