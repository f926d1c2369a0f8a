#pragma once

// The tables of clojure.core's natives, one for each area.

#include "namespace/native.hpp"

namespace jank::ns {

struct native_table {
  native const *rows;
  std::size_t count;
};

template <std::size_t N> native_table table_of(native const (&rows)[N]) { return {rows, N}; }

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

} // namespace jank::ns
