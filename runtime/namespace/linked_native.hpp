#pragma once

// Natives that are linked one by one.
//
// Hot images hold every row of every table. A normal image holds those that its program reaches: the object of clojure.core that is
// written for the program (hot_reload/compile.hpp) has a list of their addresses, `jank_linked_natives`, and the linker leaves out the
// other rows with all the code that only they refer to. So each row is a symbol, and its documentation another, which few programs ask for.
//
//   constexpr native rows[]{...};                        // in the unnamed namespace
//   struct bit_table : rows_of_core<rows> {};            // its name is part of the symbols of the rows
//   native_table bit_natives() { return table_of<bit_table>(); }

#include "namespace/native.hpp"

#include <iterator>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

namespace jank::ns {

struct linked_native {
  char const *space; // the namespace
  char const *name;
  std::initializer_list<native_arity> arities;
  native_variadic variadic;
};
struct native_documentation_row {
  char const *arglists;
  char const *doc;
};

template <typename Table, std::size_t I>
constexpr linked_native native_row{Table::space, Table::rows[I].name, Table::rows[I].arities, Table::rows[I].variadic};
template <typename Table, std::size_t I>
constexpr native_documentation_row native_documentation{Table::rows[I].arglists, Table::rows[I].doc};

template <auto &Rows> struct native_rows {
  static constexpr auto const &rows{Rows};
};
template <auto &Rows> struct rows_of_core : native_rows<Rows> {
  static constexpr char const *space{"clojure.core"};
};

// A table as hot images have it.
struct native_table {
  linked_native const *const *rows;
  native_documentation_row const *const *documentation;
  std::size_t count;
  char const *type_name; // of the struct, mangled: "N4jank2ns9bit_tableE"
};

template <typename Table, typename Index> struct every_row;
template <typename Table, std::size_t... I> struct every_row<Table, std::index_sequence<I...>> {
  static constexpr linked_native const *rows[]{&native_row<Table, I>...};
  static constexpr native_documentation_row const *documentation[]{&native_documentation<Table, I>...};
};

template <typename Table> native_table table_of() {
  using every = every_row<Table, std::make_index_sequence<std::size(Table::rows)>>;
  return {every::rows, every::documentation, std::size(Table::rows), typeid(Table).name()};
}

// Interns and binds it; without documentation the var has no metadata.
void define_native(linked_native const &row, native_documentation_row const *documentation);

// In hot images: the symbols of the row that defines the native, or "" when it has none of its own.
struct native_symbols {
  std::string row;
  std::string documentation;
};
native_symbols symbols_of_native(std::string_view qualified_name);
std::vector<native_symbols> symbols_of_natives();

} // namespace jank::ns
