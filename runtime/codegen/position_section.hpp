#pragma once

// The section "jank.positions" of an object for images that are optimised after linking: what of their source the functions and their
// calls are. The linker joins the sections of all objects and writes the places of the functions into them; libexec/bundle/positions.mjs
// makes a source map of that, which the optimiser carries on, and takes the section out.
//
// Counts and indices are unsigned LEB128, texts are a length and UTF-8 bytes, u32 is four bytes, little-endian:
//
//   u32        how many bytes follow
//   files      count, texts
//   functions  count, then for each:
//                u32: where its body begins in the code section's content (after the size); 0 when the linker left it out
//                size of the body
//                its name as a text: "user/ggg"
//                index of the file * 2, + 1 for the body of a `try`
//                line and column of its definition
//                count of its marks, then for each
//                  offset, less the one before (the first: in the body)
//                  line, less the one before (the first: less the definition's), signed; column

#include "codegen/line_table.hpp"
#include "codegen/linking.hpp"

#include <unordered_map>

namespace jank::codegen {

class position_section {
public:
  explicit position_section(unit_code const &unit);

  // `symbol` is that of the function. Functions that are nowhere in the source are left out.
  void add(std::uint32_t function, std::uint32_t symbol, std::uint32_t size, std::vector<placed_mark> const &marks);

  struct written {
    bytes content;
    std::vector<linking::relocation> relocations;
  };
  written finish() const;

private:
  std::string name_of(std::uint32_t function) const;

  unit_code const &unit_;
  std::unordered_map<std::uint32_t, std::uint32_t> type_of_; // by function, for those that function objects have
  std::unordered_map<std::string, std::uint32_t> file_index_;
  bytes files_;
  bytes functions_;
  std::uint32_t count_{};
  std::vector<linking::relocation> relocations_; // offsets in functions_
};

} // namespace jank::codegen
