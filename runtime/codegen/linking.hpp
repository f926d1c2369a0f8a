#pragma once

// The tables of the "Linking" convention: symbols and relocations.

#include "codegen/wasm.hpp"

#include <map>
#include <string>

namespace jank::codegen::linking {

enum relocation_type : std::uint8_t {
  function_index_leb = 0,
  table_index_sleb = 1,
  table_index_i32 = 2,
  memory_addr_i32 = 5,
  type_index_leb = 6,
  global_index_leb = 7,
  tag_index_leb = 10,
  memory_addr_rel_sleb = 11,
  table_number_leb = 20,
};

enum symbol_kind : std::uint8_t { function = 0, data = 1, global = 2, tag = 4, table = 5 };
enum symbol_flag : std::uint32_t {
  local = 0x02,
  hidden = 0x04,
  undefined = 0x10,
  no_strip = 0x80,
};

struct relocation {
  relocation_type type;
  std::uint32_t offset; // in the section's content
  std::uint32_t index;  // of the symbol; of the type for type_index_leb
  std::int32_t addend{};
};

// Symbols by name; each is entered once.
class symbol_table {
public:
  // An imported thing, by its index among its kind. Its name is that of its import.
  std::uint32_t imported(symbol_kind k, std::string const &name, std::uint32_t index, std::uint32_t flags = 0);
  std::uint32_t defined_function(std::string const &name, std::uint32_t index, std::uint32_t flags);
  std::uint32_t defined_data(std::string const &name, std::uint32_t segment, std::uint32_t size,
                             std::uint32_t flags = local);
  std::uint32_t undefined_data(std::string const &name);
  bytes subsection() const;

private:
  std::uint32_t add(std::string const &key, bytes entry);
  std::map<std::string, std::uint32_t> indices_;
  std::vector<bytes> entries_;
};

bytes relocation_section(std::uint32_t section_index, std::vector<relocation> const &relocations);

} // namespace jank::codegen::linking
