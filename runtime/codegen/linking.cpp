#include "codegen/linking.hpp"

namespace jank::codegen::linking {

std::uint32_t symbol_table::add(std::string const &key, bytes entry) {
  auto const [it, added]{indices_.try_emplace(key, static_cast<std::uint32_t>(entries_.size()))};
  if(added) { entries_.push_back(std::move(entry)); }
  return it->second;
}

std::uint32_t symbol_table::imported(symbol_kind k, std::string const &name, std::uint32_t index, std::uint32_t flags) {
  bytes e{k};
  put_unsigned(e, undefined | flags);
  put_unsigned(e, index);
  return add(std::to_string(k) + name, std::move(e));
}

std::uint32_t symbol_table::defined_function(std::string const &name, std::uint32_t index, std::uint32_t flags) {
  bytes e{function};
  put_unsigned(e, flags);
  put_unsigned(e, index);
  put_text(e, name);
  return add("defined " + std::to_string(index), std::move(e));
}

std::uint32_t symbol_table::undefined_data(std::string const &name) {
  bytes e{data};
  put_unsigned(e, undefined);
  put_text(e, name);
  return add("data " + name, std::move(e));
}

std::uint32_t symbol_table::defined_data(std::string const &name, std::uint32_t segment, std::uint32_t size,
                                         std::uint32_t flags) {
  bytes e{data};
  put_unsigned(e, flags);
  put_text(e, name);
  put_unsigned(e, segment);
  put_unsigned(e, 0);
  put_unsigned(e, size);
  return add("data " + name, std::move(e));
}

bytes symbol_table::subsection() const {
  bytes out;
  put_unsigned(out, entries_.size());
  for(bytes const &e : entries_) { put_bytes(out, e); }
  return out;
}

bytes relocation_section(std::uint32_t section_index, std::vector<relocation> const &relocations) {
  bytes out;
  put_unsigned(out, section_index);
  put_unsigned(out, relocations.size());
  for(relocation const &r : relocations) {
    out.push_back(r.type);
    put_unsigned(out, r.offset);
    put_unsigned(out, r.index);
    if(r.type == memory_addr_rel_sleb || r.type == memory_addr_i32) { put_signed(out, r.addend); }
  }
  return out;
}

} // namespace jank::codegen::linking
