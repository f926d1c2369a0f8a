#include "codegen/object_file.hpp"

#include "codegen/abi.hpp"
#include "codegen/description.hpp"
#include "codegen/linking.hpp"
#include "codegen/module_writer.hpp"
#include "codegen/position_section.hpp"
#include "namespace/libraries.hpp"
#include "object/function.hpp"
#include "unit/format.hpp"
#include "unit/unit.hpp"

#include <set>
#include <unordered_map>

namespace jank::codegen {

using namespace linking;

namespace {

constexpr std::uint32_t record_words = 9;
constexpr char const *regex_engine = "jank_regex_engine"; // object/regex.hpp

// Data segments, in order.
enum segment : std::uint32_t {
  record_segment,
  constants_segment,
  code_segment,
  description_segment,
  lines_segment,
  natives_segment, // only with the option
  segment_count
};
constexpr char const *segment_names[segment_count]{".data.jank.record",      ".bss.jank.constants",
                                                   ".data.rel.ro.jank.code", ".rodata.jank.description",
                                                   ".rodata.jank.lines",     ".data.rel.ro.jank.natives"};
constexpr char const *natives_list = "jank_linked_natives"; // namespace/natives_normal.cpp
// Globals, in the order of import.
enum global : std::uint32_t { stack_pointer_global, memory_base_global };

// The functions outside this unit that are called directly, after the runtime's.
struct outside_functions {
  std::uint32_t first;
  std::vector<std::string> names;
  std::vector<std::uint32_t> argument_counts;
  std::unordered_map<std::string, std::uint32_t> indices;

  std::uint32_t index(std::string const &name, std::uint32_t argument_count) {
    auto const [it, added]{indices.try_emplace(name, first + static_cast<std::uint32_t>(names.size()))};
    if(added) {
      names.push_back(name);
      argument_counts.push_back(argument_count);
    }
    return it->second;
  }
};

std::string symbol_name(std::string_view function_name, std::uint32_t arity) {
  return "jank:" + std::string{function_name} + "#" + std::to_string(arity);
}

// Which calls are direct, and to what.
class direct_targets {
public:
  direct_targets(unit_code const &unit, object_options const &o)
      : unit_{unit}, enabled_{o.direct_calls}, beside_{o.beside} {
    for(definition const &d : unit.definitions) { types_[d.var] = d.type; } // the last one counts
  }

  // The function of this unit that a call of `var` reaches, or -1.
  std::int64_t inside(invocation const &i) const {
    emitted_arity const *const a{arity(i)};
    return a != nullptr ? static_cast<std::int64_t>(a->function) : -1;
  }

  // The symbol of the function of another unit that a call of `var` reaches, or "".
  std::string outside(invocation const &i) const {
    if(!usable(i) || types_.contains(i.var)) { return {}; }
    auto const *const v{object::cast<ns::var>(unit_.constants[i.var].value)};
    if(!object::is<object::function>(v->root)) { return {}; }
    auto const *const type{object::cast<object::function>(v->root)->function_type_of()};
    bool const once{v->version == 3 || v->version == 2}; // bound one time
    if(!object::is(type->unit, object::kind::unit)) { return {}; }
    bool const nested{(type->fixed_arities & unit::function_of_nested_definition) != 0};
    // A unit that was loaded lies in slots of its own; what this compilation keeps of such code is told by name.
    bool const linked{object::cast<unit::unit>(type->unit)->slot_count == 0
                          ? !nested
                          : beside_ != nullptr && beside_->contains(type->name)};
    bool const fixed{(type->fixed_arities >> i.argument_count & 1u) != 0};
    if(!once || !linked || !fixed || type->captured_count != 0 || qualified_name(v) != type->name) { return {}; }
    return symbol_name(type->name, i.argument_count);
  }

  // The global name of a function of this unit, or "".
  std::string global_name(std::uint32_t function) const {
    if(!enabled_) { return {}; }
    auto const it{names_.find(function)};
    return it == names_.end() ? std::string{} : it->second;
  }

  void name_functions() {
    for(auto const &[var, type] : types_) {
      if(!usable_var(var)) { continue; }
      for(emitted_arity const &a : unit_.types[type].fixed) {
        names_[a.function] = symbol_name(unit_.types[type].name, static_cast<std::uint32_t>(a.count));
      }
    }
  }

  bool enabled() const { return enabled_; }

private:
  bool usable_var(std::uint32_t var) const {
    auto const *const v{object::cast<ns::var>(unit_.constants[var].value)};
    return !v->has(ns::var_dynamic) && !v->has(ns::var_macro);
  }
  bool usable(invocation const &i) const { return enabled_ && i.var != invocation::no_var && usable_var(i.var); }
  emitted_arity const *arity(invocation const &i) const {
    if(!usable(i)) { return nullptr; }
    auto const it{types_.find(i.var)};
    if(it == types_.end()) { return nullptr; }
    for(emitted_arity const &a : unit_.types[it->second].fixed) {
      if(a.count == static_cast<int>(i.argument_count)) { return &a; }
    }
    return nullptr;
  }

  unit_code const &unit_;
  bool enabled_;
  known_functions const *beside_;
  std::unordered_map<std::uint32_t, std::uint32_t> types_;
  std::unordered_map<std::uint32_t, std::string> names_;
};

class object_lowering : public lowering {
public:
  object_lowering(unit_code &unit, runtime_imports const &imports, direct_targets const &targets,
                  outside_functions &outside, std::uint32_t imported)
      : unit_{unit}, imports_{imports}, targets_{targets}, outside_{outside}, imported_{imported} {}

  void expand(bytes &out, fixup const &f) override {
    switch(f.what) {
    case symbolic::constant: put_constant(out, f.index); break;
    case symbolic::request_constant:
      if(!counts()) { put_constant(out, f.index); }
      break;
    case symbolic::budget_constant:
      if(counts()) { put_constant(out, f.index); }
      break;
    case symbolic::runtime_call: {
      auto const function{static_cast<unit::runtime_function>(f.index)};
      call(out, runtime_symbol(function), imports_.index(function));
      break;
    }
    case symbolic::local_call: call_own(out, f.index); break;
    case symbolic::invoke: {
      invocation const &i{unit_.invocations[f.index]};
      std::int64_t const own{targets_.inside(i)};
      if(own >= 0) {
        call_own(out, static_cast<std::uint32_t>(own));
        break;
      }
      std::string const other{targets_.outside(i)};
      if(!other.empty()) {
        std::uint32_t const index{outside_.index(other, i.argument_count)};
        call(out, symbols.imported(linking::function, other, index), index);
        break;
      }
      indirect_call_places const at{put_indirect_call(out, i, i.signature)};
      pending.push_back({type_index_leb, static_cast<std::uint32_t>(at.signature), i.signature, 0});
      pending.push_back({table_number_leb, static_cast<std::uint32_t>(at.table), table_symbol(), 0});
      break;
    }
    case symbolic::catch_tag:
      out.push_back(wasm::catch_);
      relocate(out, tag_index_leb, symbols.imported(linking::tag, "__cpp_exception", 0));
      put_padded_unsigned(out, 0);
      break;
    case symbolic::stack_get:
    case symbolic::stack_set:
      out.push_back(f.what == symbolic::stack_get ? wasm::global_get : wasm::global_set);
      relocate(out, global_index_leb, symbols.imported(linking::global, "__stack_pointer", stack_pointer_global));
      put_padded_unsigned(out, stack_pointer_global);
      break;
    case symbolic::count_turn:
      if(counts()) { put_turn(out, f.index); }
      break;
    case symbolic::check_entry:
      if(counts()) {
        put_counted_entry(out, f.index);
      } else {
        put_word_access(out, wasm::i32_load);
      }
      break;
    }
  }

  // All but that of the line table, whose size is known when the code has been written.
  void make_fixed_symbols(std::uint32_t const (&sizes)[segment_count]) {
    memory_base_symbol = symbols.imported(linking::global, "__memory_base", memory_base_global);
    for(std::uint32_t s{}; s < lines_segment; ++s) {
      data_symbols[s] = symbols.defined_data(segment_names[s], s, sizes[s]);
    }
    constants_symbol = data_symbols[constants_segment];
  }

  std::uint32_t own_symbol(std::uint32_t function) {
    std::string const global{targets_.global_name(function)};
    // Unlike a local one, a hidden symbol is seen by the other objects of the link.
    return symbols.defined_function(global.empty() ? unit_.functions[function].name : global, imported_ + function,
                                    global.empty() ? local : hidden);
  }
  std::uint32_t runtime_symbol(unit::runtime_function f) {
    return symbols.imported(linking::function, std::string{unit::row(f).name}, imports_.index(f));
  }
  std::uint32_t table_symbol() { return symbols.imported(linking::table, "__indirect_function_table", 0, no_strip); }

  symbol_table symbols;
  std::vector<relocation> pending; // offsets in the body that is being written
  std::uint32_t memory_base_symbol{};
  std::uint32_t constants_symbol{};
  std::uint32_t data_symbols[segment_count]{};

private:
  // Direct calls mean a normal build, which nobody interrupts.
  bool counts() const { return !targets_.enabled(); }

  void put_constant(bytes &out, std::uint32_t constant) {
    out.push_back(wasm::global_get);
    relocate(out, global_index_leb, memory_base_symbol);
    put_padded_unsigned(out, memory_base_global);
    out.push_back(wasm::i32_const);
    relocate(out, memory_addr_rel_sleb, constants_symbol, static_cast<std::int32_t>(constant * abi::word_size));
    put_padded_signed(out, 0);
    out.push_back(wasm::i32_add);
    put_word_access(out, wasm::i32_load);
  }

  void relocate(bytes const &out, relocation_type type, std::uint32_t symbol, std::int32_t addend = 0) {
    pending.push_back({type, static_cast<std::uint32_t>(out.size()), symbol, addend});
  }
  void call(bytes &out, std::uint32_t symbol, std::uint32_t index) {
    out.push_back(wasm::call);
    relocate(out, function_index_leb, symbol);
    put_padded_unsigned(out, index);
  }
  void call_own(bytes &out, std::uint32_t function) { call(out, own_symbol(function), imported_ + function); }

  unit_code &unit_;
  runtime_imports const &imports_;
  direct_targets const &targets_;
  outside_functions &outside_;
  std::uint32_t imported_;
};

// Counts the outside functions: their imports come before the functions of the unit, whose indices depend on the number.
void collect_outside(unit_code const &unit, direct_targets const &targets, outside_functions &outside) {
  for(emitted_function const &f : unit.functions) {
    for(fixup const &x : f.fixups) {
      if(x.what != symbolic::invoke) { continue; }
      invocation const &i{unit.invocations[x.index]};
      if(targets.inside(i) >= 0) { continue; }
      std::string const other{targets.outside(i)};
      if(!other.empty()) { outside.index(other, i.argument_count); }
    }
  }
}

// What clojure.core itself says of them does not count: it would bring the reader into every image.
bool reads_forms(unit_code const &unit, ns::var const *v) {
  if(unit.name == "clojure.core" || v->ns != ns::core_namespace()) { return false; }
  std::string_view const name{v->name->name->view()};
  return name == "read" || name == "read-string" || name == "read+string";
}

// The tables of natives that the unit asks for (namespace/libraries.hpp): referring to their symbols makes the linker take them.
std::set<std::string> library_symbols(unit_code const &unit) {
  std::set<std::string> names;
  for(constant const &c : unit.constants) {
    if(c.what != constant_kind::var) { continue; }
    auto const *const v{object::cast<ns::var>(c.value)};
    if(qualified_name(v->ns->name) == ns::libraries_namespace) {
      names.insert("jank_natives_" + std::string{v->name->name->view()});
    } else if(reads_forms(unit, v)) {
      names.insert("jank_natives_reading");
    }
  }
  return names;
}

bytes features_section() {
  constexpr std::string_view features[]{"bulk-memory",     "exception-handling", "multivalue",
                                        "mutable-globals", "reference-types",    "sign-ext"};
  bytes out;
  put_unsigned(out, std::size(features));
  for(std::string_view const f : features) {
    out.push_back('+');
    put_text(out, f);
  }
  return out;
}

// Two words for each native, and two zeros.
std::uint32_t natives_size(object_options const &options) {
  return options.natives == nullptr ? 0 : static_cast<std::uint32_t>(options.natives->size() + 1) * 2 * abi::word_size;
}

// The function that registers the unit when the image starts.
emitted_function register_function(unit_code &unit) {
  emitted_function f;
  f.name = unit.name + "/register";
  f.signature = unit.intern_signature("", 'v');
  return f;
}

} // namespace

void note_functions(unit_code const &unit, known_functions &into) {
  for(definition const &d : unit.definitions) { into.insert(unit.types[d.type].name); }
}

bytes write_object_file(unit_code &unit, object_options const &options) {
  char const *const registrar{options.library ? "jank_register_library" : "jank_register_unit"};
  auto const probe{static_cast<std::uint32_t>(unit.functions.size())};
  unit.functions.push_back(probe_function(unit));
  description const d{describe(unit, probe)};
  std::uint32_t const register_signature{unit.intern_signature("i", 'v')};
  auto const registering{static_cast<std::uint32_t>(unit.functions.size())};
  unit.functions.push_back(register_function(unit));
  runtime_imports const imports{unit, false};
  direct_targets targets{unit, options};
  targets.name_functions();
  std::uint32_t const register_index{imports.count()};
  outside_functions outside{imports.count() + 1, {}, {}, {}};
  collect_outside(unit, targets, outside);
  if(d.uses_regexes) { outside.index(regex_engine, 0); }
  std::uint32_t const library_index{outside.first + static_cast<std::uint32_t>(outside.names.size())};
  std::set<std::string> const libraries{library_symbols(unit)};
  std::uint32_t const library_signature{unit.intern_signature("", 'v')};
  std::uint32_t const imported{library_index + static_cast<std::uint32_t>(libraries.size())};
  for(std::uint32_t const n : outside.argument_counts) { unit.intern_signature(std::string(n + 1, 'i'), 'i'); }

  object_lowering lower{unit, imports, targets, outside, imported};
  auto const code_count{static_cast<std::uint32_t>(d.code.size())};
  std::uint32_t sizes[segment_count]{record_words * abi::word_size,
                                     static_cast<std::uint32_t>(unit.constants.size()) * abi::word_size,
                                     code_count * abi::word_size,
                                     static_cast<std::uint32_t>(d.content.size()),
                                     0,
                                     natives_size(options)};
  std::uint32_t const segments{options.natives != nullptr ? segment_count : natives_segment};
  lower.make_fixed_symbols(sizes);
  // Nothing here calls it: that it is mentioned makes the linker take it out of its archive.
  if(d.uses_regexes) { lower.symbols.imported(linking::function, regex_engine, outside.index(regex_engine, 0)); }

  bytes code_content;
  std::vector<relocation> code_relocations;
  put_unsigned(code_content, unit.functions.size());
  auto const put_body{[&](bytes const &body) {
    put_unsigned(code_content, body.size());
    auto const start{static_cast<std::uint32_t>(code_content.size())};
    for(relocation r : lower.pending) {
      r.offset += start;
      code_relocations.push_back(r);
    }
    lower.pending.clear();
    put_bytes(code_content, body);
    return start;
  }};
  line_table_writer lines{unit, d.code};
  position_section positions{unit};
  std::vector<placed_mark> marks;
  for(std::uint32_t i{}; i < unit.functions.size(); ++i) {
    lower.own_symbol(i);
    if(i != registering) {
      std::uint32_t const start{put_body(function_body(unit.functions[i], lower, marks))};
      lines.add(i, start, marks);
      if(options.direct_calls) {
        positions.add(i, lower.own_symbol(i), static_cast<std::uint32_t>(code_content.size()) - start, marks);
      }
      if(i == probe) { lines.set_probe(i, start + 1); } // behind the empty list of locals
      continue;
    }
    bytes body{0};
    body.push_back(wasm::global_get);
    lower.pending.push_back({global_index_leb, static_cast<std::uint32_t>(body.size()), lower.memory_base_symbol, 0});
    put_padded_unsigned(body, memory_base_global);
    body.push_back(wasm::i32_const);
    lower.pending.push_back(
        {memory_addr_rel_sleb, static_cast<std::uint32_t>(body.size()), lower.data_symbols[record_segment], 0});
    put_padded_signed(body, 0);
    body.push_back(wasm::i32_add);
    body.push_back(wasm::call);
    lower.pending.push_back({function_index_leb, static_cast<std::uint32_t>(body.size()),
                             lower.symbols.imported(linking::function, registrar, register_index), 0});
    put_padded_unsigned(body, register_index);
    body.push_back(wasm::end);
    put_body(body);
  }

  // Static builds are optimised as a whole, which moves the code.
  bytes const line_bytes{lines.finish(static_cast<std::uint32_t>(code_content.size()), !options.direct_calls)};
  sizes[lines_segment] = static_cast<std::uint32_t>(line_bytes.size());
  lower.data_symbols[lines_segment] =
      lower.symbols.defined_data(segment_names[lines_segment], lines_segment, sizes[lines_segment]);

  bytes import_content;
  put_unsigned(import_content, imported + 4u + imports.uses_tag());
  put_import_memory(import_content, "__linear_memory");
  for(unit::runtime_function const f : imports.order()) {
    auto const &r{unit::row(f)};
    put_import_function(import_content, r.name, unit.intern_signature(r.parameters, r.result));
  }
  put_import_function(import_content, registrar, register_signature);
  for(std::size_t i{}; i < outside.names.size(); ++i) {
    put_import_function(import_content, outside.names[i],
                        unit.intern_signature(std::string(outside.argument_counts[i] + 1, 'i'), 'i'));
  }
  for(std::uint32_t next{library_index}; std::string const &library : libraries) {
    lower.symbols.imported(linking::function, library, next++);
    put_import_function(import_content, library, library_signature);
  }
  put_import_table(import_content);
  put_import_global(import_content, "env", "__stack_pointer", true);
  put_import_global(import_content, "env", "__memory_base", false);
  if(imports.uses_tag()) { put_import_tag(import_content, unit.intern_signature("i", 'v')); }

  bytes function_content;
  put_unsigned(function_content, unit.functions.size());
  for(emitted_function const &f : unit.functions) { put_unsigned(function_content, f.signature); }

  // Data, each segment with its relocations.
  bytes data_content;
  std::vector<relocation> data_relocations;
  put_unsigned(data_content, segments);
  std::uint32_t memory_offset{};
  auto const begin_segment{[&](std::uint32_t size) {
    data_content.push_back(0);
    data_content.push_back(wasm::i32_const);
    put_signed(data_content, memory_offset);
    data_content.push_back(wasm::end);
    put_unsigned(data_content, size);
    memory_offset += (size + 7) & ~7u;
    return static_cast<std::uint32_t>(data_content.size());
  }};
  std::uint32_t const record_at{begin_segment(sizes[record_segment])};
  std::uint32_t const words[record_words]{
      unit::abi_version, 0, static_cast<std::uint32_t>(d.content.size()), 0, 0, 0, 0, 0, sizes[lines_segment]};
  for(std::uint32_t const w : words) { put_u32(data_content, w); }
  data_relocations.push_back({memory_addr_i32, record_at + 4, lower.data_symbols[description_segment], 0});
  data_relocations.push_back({memory_addr_i32, record_at + 12, lower.data_symbols[constants_segment], 0});
  data_relocations.push_back({memory_addr_i32, record_at + 16, lower.data_symbols[code_segment], 0});
  data_relocations.push_back({memory_addr_i32, record_at + 28, lower.data_symbols[lines_segment], 0});
  begin_segment(sizes[constants_segment]);
  data_content.resize(data_content.size() + sizes[constants_segment]);
  std::uint32_t const code_at{begin_segment(sizes[code_segment])};
  for(std::uint32_t i{}; i < code_count; ++i) {
    data_relocations.push_back({table_index_i32, code_at + i * abi::word_size, lower.own_symbol(d.code[i]), 0});
    put_u32(data_content, 0);
  }
  begin_segment(sizes[description_segment]);
  put_bytes(data_content, d.content);
  begin_segment(sizes[lines_segment]);
  put_bytes(data_content, line_bytes);
  if(options.natives != nullptr) {
    lower.symbols.defined_data(natives_list, natives_segment, sizes[natives_segment], hidden);
    std::uint32_t at{begin_segment(sizes[natives_segment])};
    data_content.resize(data_content.size() + sizes[natives_segment]);
    for(native_reference const &n : *options.natives) {
      for(std::string const *const symbol : {&n.row, &n.documentation}) {
        if(!symbol->empty()) {
          data_relocations.push_back({memory_addr_i32, at, lower.symbols.undefined_data(*symbol), 0});
        }
        at += abi::word_size;
      }
    }
  }
  lower.table_symbol();

  bytes segment_info;
  put_unsigned(segment_info, segments);
  for(std::uint32_t s{}; s < segments; ++s) {
    put_text(segment_info, segment_names[s]);
    put_unsigned(segment_info, 3); // aligned to 2^3
    put_unsigned(segment_info, 0);
  }
  bytes init_functions;
  put_unsigned(init_functions, 1);
  put_unsigned(init_functions, 65535); // the priority of C++ constructors without one
  put_unsigned(init_functions, lower.own_symbol(registering));

  bytes linking_content;
  put_unsigned(linking_content, 2);
  auto const put_subsection{[&](std::uint8_t id, bytes const &content) {
    linking_content.push_back(id);
    put_unsigned(linking_content, content.size());
    put_bytes(linking_content, content);
  }};
  put_subsection(8, lower.symbols.subsection());
  put_subsection(5, segment_info);
  put_subsection(6, init_functions);

  bytes data_count;
  put_unsigned(data_count, segments);

  bytes out(std::begin(module_header), std::end(module_header));
  put_section(out, wasm::type, type_section(unit.signatures));
  put_section(out, wasm::import, import_content);
  put_section(out, wasm::function, function_content);
  put_section(out, wasm::data_count, data_count);
  put_section(out, wasm::code, code_content);
  put_section(out, wasm::data, data_content);
  position_section::written const positions_content{positions.finish()};
  if(options.direct_calls) { put_custom_section(out, "jank.positions", positions_content.content); }
  put_custom_section(out, "linking", linking_content);
  put_custom_section(out, "reloc.CODE", relocation_section(4, code_relocations));
  put_custom_section(out, "reloc.DATA", relocation_section(5, data_relocations));
  if(options.direct_calls) {
    put_custom_section(out, "reloc.jank.positions", relocation_section(6, positions_content.relocations));
  }
  put_custom_section(out, "target_features", features_section());
  return out;
}

} // namespace jank::codegen
