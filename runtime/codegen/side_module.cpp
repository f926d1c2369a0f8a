#include "codegen/side_module.hpp"

#include "codegen/abi.hpp"
#include "codegen/checksum.hpp"
#include "codegen/description.hpp"
#include "codegen/direct_module.hpp"
#include "codegen/module_writer.hpp"
#include "unit/format.hpp"

#include <bit>
#include <string>

namespace jank::codegen {

namespace {

// Words of the record (unit/unit.hpp).
enum record_word : std::uint32_t {
  version_word,
  description_word,
  size_word,
  constants_word,
  code_word,
  slot_word,
  next_word,
  lines_word,
  lines_size_word,
  record_words
};

// Globals, in the order of import.
enum global : std::uint32_t { memory_base, table_base, stack_pointer };

void put_global(bytes &out, std::uint32_t g) {
  out.push_back(wasm::global_get);
  put_unsigned(out, g);
}

class side_lowering : public lowering {
public:
  side_lowering(unit_code const &unit, runtime_imports const &imports, std::uint32_t constants_at)
      : unit_{unit}, imports_{imports}, constants_at_{constants_at} {}

  void expand(bytes &out, fixup const &f) override {
    switch(f.what) {
    case symbolic::request_constant: break;
    case symbolic::constant:
    case symbolic::budget_constant:
      put_global(out, memory_base);
      put_word_access(out, wasm::i32_load, constants_at_ + f.index * abi::word_size);
      break;
    case symbolic::runtime_call: call(out, imports_.index(static_cast<unit::runtime_function>(f.index))); break;
    case symbolic::local_call: call(out, imports_.count() + f.index); break;
    case symbolic::invoke: {
      invocation const &i{unit_.invocations[f.index]};
      put_indirect_call(out, i, i.signature);
      break;
    }
    case symbolic::catch_tag:
      out.push_back(wasm::catch_);
      put_unsigned(out, 0);
      break;
    case symbolic::stack_get: put_global(out, stack_pointer); break;
    case symbolic::stack_set:
      out.push_back(wasm::global_set);
      put_unsigned(out, stack_pointer);
      break;
    case symbolic::count_turn: put_turn(out, f.index); break;
    case symbolic::check_entry: put_counted_entry(out, f.index); break;
    }
  }

private:
  static void call(bytes &out, std::uint32_t function) {
    out.push_back(wasm::call);
    put_unsigned(out, function);
  }
  unit_code const &unit_;
  runtime_imports const &imports_;
  std::uint32_t constants_at_;
};

// Completes the record and returns its address.
bytes record_function(std::uint32_t constants_at, std::uint32_t description_at, std::uint32_t lines_at) {
  bytes out{0};
  auto const store{[&](record_word word, global base, std::uint32_t offset) {
    put_global(out, memory_base);
    put_global(out, base);
    if(offset != 0) {
      out.push_back(wasm::i32_const);
      put_signed(out, offset);
      out.push_back(wasm::i32_add);
    }
    out.push_back(wasm::i32_store);
    put_unsigned(out, 2);
    put_unsigned(out, word * abi::word_size);
  }};
  store(description_word, memory_base, description_at);
  store(constants_word, memory_base, constants_at);
  store(lines_word, memory_base, lines_at);
  store(slot_word, table_base, 0);
  put_global(out, memory_base);
  out.push_back(wasm::end);
  return out;
}

// Traces find a direct module by its name, so patches of one namespace are told apart by what is in them.
bytes write_embedded_module(unit_code const &unit) {
  unit_code copy{unit};
  std::uint32_t sum{};
  for(emitted_function const &f : copy.functions) { sum = std::rotl(sum, 5) ^ checksum(f.code); }
  copy.name += ":" + std::to_string(sum);
  return write_direct_module(copy);
}

} // namespace

bytes write_side_module(unit_code &unit) {
  bytes const direct{write_embedded_module(unit)};
  auto const probe{static_cast<std::uint32_t>(unit.functions.size())};
  unit.functions.push_back(probe_function(unit));
  description const d{describe(unit, probe)};
  std::uint32_t const record_signature{unit.intern_signature("", 'i')};
  runtime_imports const imports{unit, false};
  std::uint32_t const constants_at{(record_words * abi::word_size + 7) & ~7u};
  std::uint32_t const description_at{constants_at + static_cast<std::uint32_t>(unit.constants.size()) * abi::word_size};
  auto const lines_at{description_at + static_cast<std::uint32_t>(d.content.size())};
  auto const code_count{static_cast<std::uint32_t>(d.code.size())};

  bytes code_content;
  put_unsigned(code_content, unit.functions.size() + 1);
  side_lowering lower{unit, imports, constants_at};
  line_table_writer lines{unit, d.code};
  std::vector<placed_mark> marks;
  auto const put_body{[&](bytes const &body) {
    put_unsigned(code_content, body.size());
    auto const start{static_cast<std::uint32_t>(code_content.size())};
    put_bytes(code_content, body);
    return start;
  }};
  for(std::uint32_t f{}; f < unit.functions.size(); ++f) {
    std::uint32_t const start{put_body(function_body(unit.functions[f], lower, marks))};
    lines.add(f, start, marks);
    if(f == probe) { lines.set_probe(f, start + 1); } // behind the empty list of locals
  }
  put_body(record_function(constants_at, description_at, lines_at));
  bytes const line_bytes{lines.finish(static_cast<std::uint32_t>(code_content.size()), true)};

  bytes data;
  for(std::uint32_t w{}; w < record_words; ++w) {
    put_u32(data, w == version_word      ? unit::abi_version
                  : w == size_word       ? static_cast<std::uint32_t>(d.content.size())
                  : w == lines_size_word ? static_cast<std::uint32_t>(line_bytes.size())
                                         : 0);
  }
  data.resize(description_at);
  put_bytes(data, d.content);
  put_bytes(data, line_bytes);

  bytes dylink;
  bytes sizes;
  put_unsigned(sizes, data.size());
  put_unsigned(sizes, 3); // memory alignment, as a power of two
  put_unsigned(sizes, code_count);
  put_unsigned(sizes, 0);
  dylink.push_back(1); // subsection: memory information
  put_unsigned(dylink, sizes.size());
  put_bytes(dylink, sizes);

  bytes import_content;
  put_unsigned(import_content, imports.count() + 5u + imports.uses_tag());
  put_import_memory(import_content, "memory");
  put_import_table(import_content);
  put_import_global(import_content, "env", "__memory_base", false);
  put_import_global(import_content, "env", "__table_base", false);
  put_import_global(import_content, "env", "__stack_pointer", true);
  if(imports.uses_tag()) { put_import_tag(import_content, unit.intern_signature("i", 'v')); }
  for(unit::runtime_function const f : imports.order()) {
    auto const &r{unit::row(f)};
    put_import_function(import_content, r.name, unit.intern_signature(r.parameters, r.result));
  }

  bytes function_content;
  put_unsigned(function_content, unit.functions.size() + 1);
  for(emitted_function const &f : unit.functions) { put_unsigned(function_content, f.signature); }
  put_unsigned(function_content, record_signature);

  bytes export_content;
  put_unsigned(export_content, 1);
  put_text(export_content, "jank_unit");
  export_content.push_back(0);
  put_unsigned(export_content, imports.count() + unit.functions.size());

  bytes element_content;
  put_unsigned(element_content, 1);
  put_unsigned(element_content, 0); // active, table 0, function indices
  put_global(element_content, table_base);
  element_content.push_back(wasm::end);
  put_unsigned(element_content, code_count);
  for(std::uint32_t const f : d.code) { put_unsigned(element_content, imports.count() + f); }

  bytes data_content;
  put_unsigned(data_content, 1);
  data_content.push_back(0);
  put_global(data_content, memory_base);
  data_content.push_back(wasm::end);
  put_unsigned(data_content, data.size());
  put_bytes(data_content, data);

  bytes out(std::begin(module_header), std::end(module_header));
  put_custom_section(out, "dylink.0", dylink);
  put_section(out, wasm::type, type_section(unit.signatures));
  put_section(out, wasm::import, import_content);
  put_section(out, wasm::function, function_content);
  put_section(out, wasm::export_, export_content);
  put_section(out, wasm::element, element_content);
  put_section(out, wasm::code, code_content);
  put_section(out, wasm::data, data_content);
  put_custom_section(out, "name", name_section(unit, imports.count()));
  put_custom_section(out, direct_section, direct);
  put_checksum_section(out);
  return out;
}

} // namespace jank::codegen
