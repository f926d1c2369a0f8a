#include "unit/line_table.hpp"

#include "unit/decode.hpp"

#include <algorithm>

namespace jank::unit {

namespace {

void read_marks(decoder &in, table_function &f) {
  std::uint32_t offset{f.begin};
  std::int64_t line{f.at.line};
  f.marks.resize(in.count_of(3));
  for(table_mark &m : f.marks) {
    offset += in.count();
    line += in.integer();
    m = {offset, {static_cast<std::uint32_t>(line), in.count()}};
  }
}

} // namespace

line_table read_line_table(std::span<std::uint8_t const> bytes) {
  decoder in{bytes, "the line table of this unit"};
  line_table t;
  t.has_offsets = in.byte() != 0;
  if(t.has_offsets) {
    t.probe_code = in.count() - 1; // 0 becomes no_code
    t.probe_offset = in.count();
    t.end = in.count();
  }
  std::vector<std::string_view> files(in.count_of(1));
  for(std::string_view &f : files) { f = in.text(); }
  t.functions.resize(in.count_of(4));
  std::uint32_t begin{};
  for(table_function &f : t.functions) {
    f.code = in.count() - 1;
    if(f.code == table_function::no_code) { f.name = in.text(); }
    std::uint32_t const file{in.count()};
    if(file / 2 >= files.size()) { in.fail("a file does not exist"); }
    f.file = files[file / 2];
    f.is_try_body = (file & 1) != 0;
    f.at.line = in.count();
    f.at.column = in.count();
    if(t.has_offsets) {
      begin += in.count();
      f.begin = begin;
      read_marks(in, f);
    }
  }
  return t;
}

table_function const *line_table::function_at(std::uint32_t offset) const {
  if(!has_offsets || offset >= end) { return nullptr; }
  auto const next{std::ranges::upper_bound(functions, offset, {}, &table_function::begin)};
  return next == functions.begin() ? nullptr : &*std::prev(next);
}

code_position position_at(table_function const &f, std::uint32_t offset) {
  auto const next{std::ranges::upper_bound(f.marks, offset, {}, &table_mark::offset)};
  return next == f.marks.begin() ? f.at : std::prev(next)->where;
}

} // namespace jank::unit
