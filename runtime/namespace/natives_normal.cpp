// The natives that were linked in: the list is part of the object of clojure.core that was written for the program.

#include "namespace/libraries.hpp"
#include "namespace/natives/tables.hpp"

namespace {

struct linked_row {
  jank::ns::linked_native const *row; // null behind the last
  jank::ns::native_documentation_row const *documentation;
};

} // namespace

// Absent from an image without clojure.core.
extern "C" __attribute__((weak)) linked_row const jank_linked_natives[];

namespace jank::ns {

void initialize_natives() {
  core_namespace();
  define_settings();
  linked_row const *const none{nullptr};
  for(linked_row const *i{jank_linked_natives}; i != none && i->row != nullptr; ++i) {
    define_native(*i->row, i->documentation);
  }
  initialize_libraries();
  define_runtime_types();
}

} // namespace jank::ns
