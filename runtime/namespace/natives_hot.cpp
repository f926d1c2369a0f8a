#include "namespace/define_table.hpp"
#include "namespace/libraries.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

// In the order in which they were defined.
std::vector<native_table> &tables() {
  static auto *const all{new std::vector<native_table>};
  return *all;
}

constexpr native_table (*core_tables[])(){
    arithmetic_natives,   bit_natives,          number_natives,     cast_natives,      unchecked_natives,
    math_context_natives, predicate_natives,    comparison_natives, sequence_natives,  collection_natives,
    transient_natives,    string_natives,       reference_natives,  var_natives,       namespace_natives,
    error_natives,        metadata_natives,     printing_natives,   control_natives,   sorting_natives,
    multimethod_natives,  regex_natives,        sorted_natives,     array_natives,     cell_natives,
    chunk_natives,        random_natives,       reducible_natives,  hash_natives,      format_natives,
    type_natives,         data_literal_natives, input_natives,      generator_natives,
};

// "_ZN4jank2ns10native_rowINS0_9bit_tableELm3EEE" of "N4jank2ns9bit_tableE": jank is S_, jank::ns is S0_.
std::string symbol_of(std::string_view variable, std::string_view table, std::size_t index) {
  constexpr std::string_view home{"N4jank2ns"};
  constexpr std::string_view outer{"N4jank"};
  std::string const type{table.starts_with(home) ? "NS0_" + std::string{table.substr(home.size())}
                                                 : "NS_" + std::string{table.substr(outer.size())}};
  return "_Z" + std::string{home} + std::to_string(variable.size()) + std::string{variable} + "I" + type + "Lm" +
         std::to_string(index) + "EEE";
}

native_symbols symbols_of(native_table const &t, std::size_t i) {
  return {symbol_of("native_row", t.type_name, i), symbol_of("native_documentation", t.type_name, i)};
}

} // namespace

void define_table(native_table const &table) {
  for(std::size_t i{}; i < table.count; ++i) { define_native(*table.rows[i], table.documentation[i]); }
  tables().push_back(table);
}

void initialize_natives() {
  define_settings();
  for(auto const table : core_tables) { define_table(table()); }
  initialize_libraries();
  define_runtime_types();
}

native_symbols symbols_of_native(std::string_view qualified_name) {
  for(native_table const &t : tables()) {
    for(std::size_t i{}; i < t.count; ++i) {
      if(std::string{t.rows[i]->space} + "/" + t.rows[i]->name == qualified_name) { return symbols_of(t, i); }
    }
  }
  return {};
}

std::vector<native_symbols> symbols_of_natives() {
  std::vector<native_symbols> all;
  for(native_table const &t : tables()) {
    for(std::size_t i{}; i < t.count; ++i) { all.push_back(symbols_of(t, i)); }
  }
  return all;
}

} // namespace jank::ns
