#include "codegen/direct_module.hpp"

#include "codegen/description.hpp"
#include "codegen/direct_lowering.hpp"

namespace jank::codegen {

namespace {

struct place {
  std::size_t at; // in the function's body
  std::uint32_t constant;
};

class placing_lowering : public direct_lowering {
public:
  using direct_lowering::direct_lowering;
  std::vector<place> places;

private:
  void put_constant(bytes &out, std::uint32_t index) override {
    places.push_back({out.size(), index});
    put_padded_signed(out, 0);
  }
};

} // namespace

bytes write_direct_module(unit_code &unit) {
  description const d{describe(unit)};
  runtime_imports const imports{unit, true};

  bytes const import_content{direct_imports(imports, unit)};

  bytes function_content;
  put_unsigned(function_content, unit.functions.size());
  for(emitted_function const &f : unit.functions) { put_unsigned(function_content, f.signature); }

  bytes export_content;
  put_unsigned(export_content, d.code.size());
  for(std::size_t i{}; i < d.code.size(); ++i) {
    put_text(export_content, "f" + std::to_string(i));
    export_content.push_back(0);
    put_unsigned(export_content, imports.count() + d.code[i]);
  }

  bytes code_content;
  bytes constants;
  std::size_t last{};
  std::size_t place_count{};
  put_unsigned(code_content, unit.functions.size());
  placing_lowering lower{unit.invocations, imports, imports.count()};
  line_table_writer lines{unit, d.code};
  std::vector<placed_mark> marks;
  for(std::uint32_t f{}; f < unit.functions.size(); ++f) {
    lower.places.clear();
    bytes const body{function_body(unit.functions[f], lower, marks)};
    put_unsigned(code_content, body.size());
    std::size_t const start{code_content.size()};
    lines.add(f, static_cast<std::uint32_t>(start), marks);
    put_bytes(code_content, body);
    for(place const &p : lower.places) {
      put_unsigned(constants, start + p.at - last);
      put_unsigned(constants, p.constant);
      last = start + p.at;
      ++place_count;
    }
  }
  bytes place_content;
  put_unsigned(place_content, place_count);
  put_bytes(place_content, constants);

  bytes out(std::begin(module_header), std::end(module_header));
  put_custom_section(out, "jank.unit", d.content);
  put_section(out, wasm::type, type_section(unit.signatures));
  put_section(out, wasm::import, import_content);
  put_section(out, wasm::function, function_content);
  put_section(out, wasm::export_, export_content);
  put_section(out, wasm::code, code_content);
  put_custom_section(out, "jank.constants", place_content);
  put_custom_section(out, "jank.lines", lines.finish(static_cast<std::uint32_t>(code_content.size()), true));
  put_custom_section(out, "name", name_section(unit, imports.count(), unit.name));
  return out;
}

} // namespace jank::codegen
