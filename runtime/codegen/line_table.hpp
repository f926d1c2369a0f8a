#pragma once

// Writes the line table of a unit (unit/line_table.hpp tells its layout) while a container writes the code.

#include "codegen/unit_code.hpp"

namespace jank::codegen {

// A mark of a function's body, by its offset there.
struct placed_mark {
  std::uint32_t offset;
  reader::position where;
};

class line_table_writer {
public:
  // `code`: the functions that have an index among the unit's code functions (description.hpp).
  line_table_writer(unit_code const &unit, std::vector<std::uint32_t> const &code);

  // The function stands at `begin` in the code section's content. In ascending order.
  void add(std::uint32_t function, std::uint32_t begin, std::vector<placed_mark> const &marks);
  // `function` is the probe; its call stands at `offset` in the code section's content.
  void set_probe(std::uint32_t function, std::uint32_t offset);

  // `end`: the size of the code section's content. Without offsets, when what follows moves the code.
  bytes finish(std::uint32_t end, bool with_offsets) const;

private:
  struct entry {
    std::uint32_t function;
    std::uint32_t begin;
    std::vector<placed_mark> marks;
  };
  unit_code const &unit_;
  std::vector<std::uint32_t> code_index_; // by function: index + 1, or 0
  std::vector<entry> entries_;
  std::uint32_t probe_{};
  std::uint32_t probe_offset_{};
};

// A function (self) -> value that calls jank_trace_probe at once.
emitted_function probe_function(unit_code &unit);

} // namespace jank::codegen
