// Hot images hold the natives of every library, normal ones those that the program refers to: the addresses of the others are null.

#include "namespace/libraries.hpp"

#ifndef JANK_HOT_RELOAD
#pragma weak jank_natives_edn
#pragma weak jank_natives_math
#pragma weak jank_natives_reading
#pragma weak jank_natives_repl
#pragma weak jank_natives_string
#endif

namespace jank::ns {

namespace {

struct library {
  std::string_view name;
  void (*define)();
};

constexpr library libraries[]{
    {"edn", jank_natives_edn},   {"math", jank_natives_math},     {"reading", jank_natives_reading},
    {"repl", jank_natives_repl}, {"string", jank_natives_string},
};

} // namespace

void (*find_library(std::string_view name))() {
  for(library const &l : libraries) {
    if(l.name == name) { return l.define; }
  }
  return nullptr;
}

} // namespace jank::ns
