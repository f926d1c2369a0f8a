#include "namespace/input.hpp"
#include "namespace/natives/tables.hpp"
#include "namespace/output.hpp"

namespace jank::ns {

void define_settings() {
  core_namespace();
  define_output_vars();
  define_input_vars();
  define_print_settings();
  watch_math_context();
}

} // namespace jank::ns
