#pragma once

// Slots of the function table for code that is loaded at run time.
//
// The table only grows, in batches; ranges that were given back are used again. A slot is a number of the table.

#include <cstdint>
#include <map>

namespace jank::hot_reload {

class slot_ranges {
public:
  // `grow(n)` adds n slots to the table and returns the first, or 0 when it cannot.
  explicit slot_ranges(std::uint32_t (*grow)(std::uint32_t)) : grow_{grow} {}

  // The first of `count` slots in a row, or 0 when the table cannot grow.
  std::uint32_t take(std::uint32_t count);
  void give_back(std::uint32_t first, std::uint32_t count);
  std::uint32_t in_use() const { return in_use_; }
  std::uint32_t reserved() const { return reserved_; }

private:
  std::uint32_t (*grow_)(std::uint32_t);
  std::map<std::uint32_t, std::uint32_t> free_; // first -> count; neighbours are joined
  std::uint32_t in_use_{};
  std::uint32_t reserved_{};
};

} // namespace jank::hot_reload
