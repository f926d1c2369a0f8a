#include "namespace/libraries.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

constexpr native_table (*every_table[])(){
    arithmetic_natives,   bit_natives,          number_natives,     cast_natives,     unchecked_natives,
    math_context_natives, predicate_natives,    comparison_natives, sequence_natives, collection_natives,
    transient_natives,    string_natives,       reference_natives,  var_natives,      namespace_natives,
    error_natives,        metadata_natives,     printing_natives,   control_natives,  sorting_natives,
    multimethod_natives,  regex_natives,        sorted_natives,     array_natives,    cell_natives,
    chunk_natives,        random_natives,       reducible_natives,  hash_natives,     format_natives,
    type_natives,         data_literal_natives, input_natives,
};

} // namespace

void initialize_natives() {
  for(auto const table : every_table) {
    native_table const t{table()};
    define_natives("clojure.core", t.rows, t.count);
  }
  initialize_libraries();
  native_table const generator{generator_natives()};
  define_natives("jank.random", generator.rows, generator.count);
  define_runtime_types();
}

} // namespace jank::ns
