#include "codegen/joined_module.hpp"

#include "codegen/description.hpp"
#include "codegen/direct_lowering.hpp"

namespace jank::codegen {

namespace {

class known_lowering : public direct_lowering {
public:
  known_lowering(joined_unit const &unit, runtime_imports const &imports, std::uint32_t first)
      : direct_lowering{unit.code->invocations, imports, first}, constants_{unit.constants} {}

private:
  void put_constant(bytes &out, std::uint32_t index) override {
    put_signed(out, static_cast<std::int32_t>(constants_[index].bits));
  }
  object_ref const *constants_;
};

// The init is the first function of a form (emitter::emit_top_level).
std::uint32_t left_out(joined_unit const &u) { return u.with_init ? 0 : 1; }

class joined_writer {
public:
  joined_writer(std::string_view name, std::span<joined_unit const> units) : name_{name}, units_{units} {
    for(joined_unit const &u : units_) {
      each_function(u, [&](emitted_function const &f, std::uint32_t) { imports_.add(f, u.code->invocations, true); });
    }
  }

  joined_module write() {
    bytes const import_content{direct_imports(imports_, types_)};
    for(joined_unit const &u : units_) { add(u); }

    joined_module made;
    made.content.assign(std::begin(module_header), std::end(module_header));
    put_section(made.content, wasm::type, type_section(types_.signatures));
    put_section(made.content, wasm::import, import_content);
    put_section(made.content, wasm::function, counted(function_count_, functions_));
    put_section(made.content, wasm::export_, counted(export_count_, exports_));
    bytes const code_content{counted(function_count_, code_)};
    put_section(made.content, wasm::code, code_content);
    auto const code_at{static_cast<std::uint32_t>(made.content.size() - code_.size())};
    for(joined_part &p : parts_) { p.code_begin += code_at; }
    put_names(made.content);
    made.export_count = export_count_;
    made.parts = std::move(parts_);
    return made;
  }

private:
  template <typename F> static void each_function(joined_unit const &u, F &&f) {
    for(std::uint32_t i{left_out(u)}; i < u.code->functions.size(); ++i) { f(u.code->functions[i], i); }
  }

  static bytes counted(std::uint32_t count, bytes const &content) {
    bytes out;
    out.reserve(content.size() + 5);
    put_unsigned(out, count);
    put_bytes(out, content);
    return out;
  }

  void add(joined_unit const &u) {
    unit_code const &code{*u.code};
    std::vector<std::uint32_t> signatures;
    signatures.reserve(code.signatures.size());
    for(signature const &s : code.signatures) { signatures.push_back(types_.intern_signature(s.parameters, s.result)); }
    std::uint32_t const first{imports_.count() + function_count_ - left_out(u)};
    std::vector<std::uint32_t> exported{code_of_types(code)};
    if(u.with_init) { exported.push_back(code.inits.front()); }

    joined_part part{
        export_count_, static_cast<std::uint32_t>(exported.size()), static_cast<std::uint32_t>(code_.size()), {}};
    for(std::uint32_t const f : exported) {
      put_text(exports_, "f" + std::to_string(export_count_++));
      exports_.push_back(0);
      put_unsigned(exports_, first + f);
    }
    known_lowering lower{u, imports_, first};
    line_table_writer lines{code, exported};
    each_function(u, [&](emitted_function const &f, std::uint32_t index) {
      put_unsigned(functions_, signatures[f.signature]);
      bytes const body{function_body(f, lower, marks_)};
      put_unsigned(code_, body.size());
      lines.add(index, static_cast<std::uint32_t>(code_.size()) - part.code_begin, marks_);
      put_bytes(code_, body);
      put_unsigned(names_, imports_.count() + function_count_++);
      put_text(names_, f.name);
    });
    part.lines = lines.finish(static_cast<std::uint32_t>(code_.size()) - part.code_begin, true);
    parts_.push_back(std::move(part));
  }

  void put_names(bytes &out) const {
    bytes module;
    put_text(module, name_);
    bytes section{0}; // subsection: the module's name
    put_unsigned(section, module.size());
    put_bytes(section, module);
    bytes const functions{counted(function_count_, names_)};
    section.push_back(1); // subsection: function names
    put_unsigned(section, functions.size());
    put_bytes(section, functions);
    put_custom_section(out, "name", section);
  }

  std::string_view name_;
  std::span<joined_unit const> units_;
  runtime_imports imports_;
  unit_code types_; // holds the signatures
  std::uint32_t function_count_{};
  std::uint32_t export_count_{};
  bytes functions_, exports_, code_, names_;
  std::vector<joined_part> parts_;
  std::vector<placed_mark> marks_;
};

} // namespace

joined_module write_joined_module(std::string_view name, std::span<joined_unit const> units) {
  return joined_writer{name, units}.write();
}

} // namespace jank::codegen
