#pragma once

// Where the code of a unit was written: its line table, which codegen/line_table.hpp writes.
//
// Counts and indices are unsigned LEB128, texts are a length and UTF-8 bytes:
//
//   offsets        1, or 0 when the functions are moved after this was written (by an optimiser), so that only their own positions hold
//   with offsets:  probe: index of a code function + 1, or 0; offset of the call it makes
//                  end: the offset behind the last function
//   files          count, texts
//   functions      count, then for each, in ascending order:
//                    index of the code function + 1; or 0, and its name as a text
//                    index of the file * 2, + 1 for the body of a `try`, which is a function of its own
//                    line and column of its definition; line 0: unknown
//                    with offsets: where it begins, less where the one before began; count of its marks, then for each
//                      offset, less the one before (the first: less where the function begins)
//                      line, less the one before (the first: less the definition's), signed; column
//
// Offsets count from the first byte of the code section's content in the module as it was written. Where that lies in the module that
// runs is known for modules that are loaded as they are; for others the probe tells: a function of the unit that calls
// jank_trace_probe at a known offset (trace.cpp). A position holds from its mark to the next.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace jank::unit {

struct code_position {
  std::uint32_t line{};
  std::uint32_t column{};
};

struct table_mark {
  std::uint32_t offset;
  code_position where;
};

struct table_function {
  static constexpr std::uint32_t no_code = ~0u;
  std::uint32_t code;    // index of the code function, or no_code
  std::string_view name; // when it has no index
  std::string_view file;
  bool is_try_body;
  code_position at;
  std::uint32_t begin;
  std::vector<table_mark> marks;
};

struct line_table {
  bool has_offsets{};
  std::uint32_t probe_code{table_function::no_code};
  std::uint32_t probe_offset{};
  std::uint32_t end{};
  std::vector<table_function> functions;

  // The function whose code has this offset; or null.
  table_function const *function_at(std::uint32_t offset) const;
};

// Texts point into the bytes. Throws an `error` of kind loader for bytes that are no line table.
line_table read_line_table(std::span<std::uint8_t const> bytes);

// What was called there: the last mark that is not behind it, else the function's own position.
code_position position_at(table_function const &f, std::uint32_t offset);

} // namespace jank::unit
