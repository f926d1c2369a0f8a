#include "codegen/position_section.hpp"

namespace jank::codegen {

position_section::position_section(unit_code const &unit) : unit_{unit} {
  for(std::uint32_t t{}; t < unit.types.size(); ++t) {
    for(emitted_arity const &a : unit.types[t].fixed) { type_of_.emplace(a.function, t); }
    if(unit.types[t].variadic_required >= 0) { type_of_.emplace(unit.types[t].variadic_function, t); }
  }
}

std::string position_section::name_of(std::uint32_t function) const {
  auto const type{type_of_.find(function)};
  if(type != type_of_.end()) { return unit_.types[type->second].name; }
  return unit_.name.substr(0, unit_.name.find(':')) + "/top-level"; // the form itself
}

void position_section::add(std::uint32_t function, std::uint32_t symbol, std::uint32_t size,
                           std::vector<placed_mark> const &marks) {
  emitted_function const &f{unit_.functions[function]};
  if(f.at.line == 0) { return; }
  auto const [file, added]{file_index_.try_emplace(f.file, static_cast<std::uint32_t>(file_index_.size()))};
  if(added) { put_text(files_, f.file); }
  ++count_;
  relocations_.push_back({linking::function_offset_i32, static_cast<std::uint32_t>(functions_.size()), symbol, 0});
  put_u32(functions_, 0);
  put_unsigned(functions_, size);
  put_text(functions_, name_of(function));
  put_unsigned(functions_, file->second * 2 + (f.is_try_body ? 1 : 0));
  put_unsigned(functions_, f.at.line);
  put_unsigned(functions_, f.at.column);
  put_unsigned(functions_, marks.size());
  std::uint32_t offset{};
  std::int64_t line{f.at.line};
  for(placed_mark const &m : marks) {
    put_unsigned(functions_, m.offset - offset);
    offset = m.offset;
    put_signed(functions_, static_cast<std::int64_t>(m.where.line) - line);
    line = m.where.line;
    put_unsigned(functions_, m.where.column);
  }
}

position_section::written position_section::finish() const {
  bytes head;
  put_unsigned(head, file_index_.size());
  put_bytes(head, files_);
  put_unsigned(head, count_);
  written w;
  put_u32(w.content, static_cast<std::uint32_t>(head.size() + functions_.size()));
  put_bytes(w.content, head);
  auto const moved{static_cast<std::uint32_t>(w.content.size())};
  put_bytes(w.content, functions_);
  w.relocations = relocations_;
  for(linking::relocation &r : w.relocations) { r.offset += moved; }
  return w;
}

} // namespace jank::codegen
