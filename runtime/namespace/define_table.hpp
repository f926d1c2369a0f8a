#pragma once

// Tables of natives beside those of namespace/natives/: of the layers above.

#include "namespace/linked_native.hpp"

namespace jank::ns {

// In hot images: defines the natives of the table, and has symbols_of_native find them.
void define_table(native_table const &table);

// At start. A normal image has the rows that its program reaches, wherever they come from (natives_normal.cpp); `table` must be a function
// that others see, so that the rows are there to be linked.
inline void define_whole_table([[maybe_unused]] native_table (*table)()) {
#ifdef JANK_HOT_RELOAD
  define_table(table());
#endif
}

} // namespace jank::ns
