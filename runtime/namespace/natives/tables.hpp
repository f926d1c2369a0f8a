#pragma once

// The tables of clojure.core's natives, one for each area.

#include "namespace/linked_native.hpp"

namespace jank::ns {

native_table arithmetic_natives();
native_table bit_natives();
native_table number_natives();
native_table cast_natives();
native_table unchecked_natives();
native_table math_context_natives();
native_table predicate_natives();
native_table comparison_natives();
native_table sequence_natives();
native_table collection_natives();
native_table transient_natives();
native_table string_natives();
native_table reference_natives();
native_table var_natives();
native_table namespace_natives();
native_table error_natives();
native_table metadata_natives();
native_table printing_natives();
native_table control_natives();
native_table sorting_natives();
native_table regex_natives();
native_table data_literal_natives();
native_table input_natives();
native_table multimethod_natives();
native_table sorted_natives();
native_table array_natives();
native_table cell_natives();
native_table chunk_natives();
native_table random_natives();
native_table generator_natives(); // of jank.random
native_table reducible_natives();
native_table hash_natives();
native_table format_natives();
native_table type_natives();

// jank.runtime/keyword and so on: a var for each type and group.
void define_runtime_types();
// *print-length* and its like.
void define_print_settings();
// Has decimal arithmetic read *math-context*.
void watch_math_context();
// What every image has of clojure.core whether or not its program names it.
void define_settings();

} // namespace jank::ns
