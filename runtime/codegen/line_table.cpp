#include "codegen/line_table.hpp"

#include <unordered_map>

namespace jank::codegen {

line_table_writer::line_table_writer(unit_code const &unit, std::vector<std::uint32_t> const &code)
    : unit_{unit}, code_index_(unit.functions.size()) {
  for(std::size_t i{}; i < code.size(); ++i) { code_index_[code[i]] = static_cast<std::uint32_t>(i + 1); }
}

void line_table_writer::add(std::uint32_t function, std::uint32_t begin, std::vector<placed_mark> const &marks) {
  entry e{function, begin, {}};
  for(placed_mark const &m : marks) {
    if(e.marks.empty() || e.marks.back().where != m.where) { e.marks.push_back(m); }
  }
  entries_.push_back(std::move(e));
}

void line_table_writer::set_probe(std::uint32_t function, std::uint32_t offset) {
  probe_ = code_index_[function];
  probe_offset_ = offset;
}

bytes line_table_writer::finish(std::uint32_t end, bool with_offsets) const {
  bytes out;
  out.push_back(with_offsets ? 1 : 0);
  if(with_offsets) {
    put_unsigned(out, probe_);
    put_unsigned(out, probe_offset_);
    put_unsigned(out, end);
  }
  bytes files;
  std::unordered_map<std::string_view, std::uint32_t> file_index;
  for(entry const &e : entries_) {
    std::string const &file{unit_.functions[e.function].file};
    if(file_index.try_emplace(file, static_cast<std::uint32_t>(file_index.size())).second) { put_text(files, file); }
  }
  put_unsigned(out, file_index.size());
  put_bytes(out, files);
  put_unsigned(out, entries_.size());
  std::uint32_t begin{};
  for(entry const &e : entries_) {
    emitted_function const &f{unit_.functions[e.function]};
    put_unsigned(out, code_index_[e.function]);
    if(code_index_[e.function] == 0) { put_text(out, f.name); }
    put_unsigned(out, file_index.at(f.file) * 2 + (f.is_try_body ? 1 : 0));
    put_unsigned(out, f.at.line);
    put_unsigned(out, f.at.column);
    if(!with_offsets) { continue; }
    put_unsigned(out, e.begin - begin);
    begin = e.begin;
    put_unsigned(out, e.marks.size());
    std::uint32_t offset{};
    std::int64_t line{f.at.line};
    for(placed_mark const &m : e.marks) {
      put_unsigned(out, m.offset - offset);
      offset = m.offset;
      put_signed(out, static_cast<std::int64_t>(m.where.line) - line);
      line = m.where.line;
      put_unsigned(out, m.where.column);
    }
  }
  return out;
}

emitted_function probe_function(unit_code &unit) {
  emitted_function f;
  f.name = unit.name + "/probe";
  f.signature = unit.intern_signature("i", 'i');
  f.fixups.push_back({0, symbolic::runtime_call, static_cast<std::uint32_t>(unit::runtime_function::trace_probe)});
  f.code.push_back(wasm::i32_const);
  put_signed(f.code, 0);
  return f;
}

} // namespace jank::codegen
