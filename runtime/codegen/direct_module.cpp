#include "codegen/direct_module.hpp"

#include "codegen/description.hpp"
#include "codegen/module_writer.hpp"

namespace jank::codegen {

namespace {

struct place {
  std::size_t at; // in the function's body
  std::uint32_t constant;
};

class direct_lowering : public lowering {
public:
  direct_lowering(unit_code const &unit, runtime_imports const &imports) : unit_{unit}, imports_{imports} {}

  void expand(bytes &out, fixup const &f) override {
    switch(f.what) {
    case symbolic::constant:
    case symbolic::counting_constant:
      out.push_back(wasm::i32_const);
      places.push_back({out.size(), f.index});
      put_padded_signed(out, 0);
      break;
    case symbolic::runtime_call: call(out, imports_.index(static_cast<unit::runtime_function>(f.index))); break;
    case symbolic::local_call: call(out, imports_.count() + f.index); break;
    case symbolic::invoke:
      call(out, imports_.index(unit::invoke(static_cast<int>(unit_.invocations[f.index].argument_count))));
      break;
    case symbolic::catch_tag:
      out.push_back(wasm::catch_);
      put_unsigned(out, 0);
      break;
    case symbolic::stack_get:
      out.push_back(wasm::global_get);
      put_unsigned(out, 0);
      break;
    case symbolic::stack_set:
      out.push_back(wasm::global_set);
      put_unsigned(out, 0);
      break;
    case symbolic::count_turn:
    case symbolic::count_entry: put_countdown(out, f); break;
    }
  }

  std::vector<place> places;

private:
  static void call(bytes &out, std::uint32_t function) {
    out.push_back(wasm::call);
    put_unsigned(out, function);
  }
  unit_code const &unit_;
  runtime_imports const &imports_;
};

} // namespace

bytes write_direct_module(unit_code &unit) {
  description const d{describe(unit)};
  runtime_imports const imports{unit, true};

  bytes import_content;
  put_unsigned(import_content, imports.count() + 1u + imports.uses_stack() + imports.uses_tag());
  put_import_memory(import_content, "memory");
  if(imports.uses_stack()) { put_import_global(import_content, "env", "__stack_pointer", true); }
  if(imports.uses_tag()) { put_import_tag(import_content, unit.intern_signature("i", 'v')); }
  for(unit::runtime_function const f : imports.order()) {
    auto const &r{unit::row(f)};
    put_import_function(import_content, r.name, unit.intern_signature(r.parameters, r.result));
  }

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
  direct_lowering lower{unit, imports};
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
