// What a build runs to keep the image as it is before the program begins (libexec/bundle/snapshot.mjs).

#include "host/start.hpp"
#include "unit/unit.hpp"

#include <cstring>

#include <emscripten/stack.h>

namespace {

// What frames that have ended left there would be kept with the rest.
__attribute__((noinline)) void clear_unused_stack() {
  auto const top{emscripten_stack_get_current()};
  auto const end{emscripten_stack_get_end()};
  std::memset(reinterpret_cast<void *>(end), 0, top - end);
}

} // namespace

// 0, or 1 when something was thrown, which stderr then tells of.
extern "C" __attribute__((used, visibility("default"))) int jank_image_prepare() {
  int const status{jank::host::reported([] { jank::host::prepare(); })};
  clear_unused_stack();
  return status;
}
