#include "codegen/module_writer.hpp"

#include "codegen/abi.hpp"

namespace jank::codegen {

namespace {

void put_local(bytes &out, wasm::opcode o, std::uint32_t local) {
  out.push_back(o);
  put_unsigned(out, local);
}

void put_signed_constant(bytes &out, std::int32_t n) {
  out.push_back(wasm::i32_const);
  put_signed(out, n);
}

wasm::value_type value_type_of(char letter) {
  switch(letter) {
  case 'l': return wasm::i64;
  case 'd': return wasm::f64;
  default: return wasm::i32;
  }
}

void put_locals(bytes &out, std::vector<wasm::value_type> const &locals) {
  std::size_t runs{};
  for(std::size_t i{}; i < locals.size(); ++i) { runs += i == 0 || locals[i] != locals[i - 1]; }
  put_unsigned(out, runs);
  for(std::size_t i{}; i < locals.size();) {
    std::size_t end{i};
    while(end < locals.size() && locals[end] == locals[i]) { ++end; }
    put_unsigned(out, end - i);
    out.push_back(locals[i]);
    i = end;
  }
}

} // namespace

bytes function_body(emitted_function const &f, lowering &lower, std::vector<placed_mark> &marks) {
  bytes out;
  out.reserve(f.code.size() + f.fixups.size() * 6 + 16);
  put_locals(out, f.locals);
  std::size_t done{};
  std::size_t expanded{};
  marks.clear();
  auto const place_marks{[&] {
    while(marks.size() < f.marks.size() && f.marks[marks.size()].fixups_before == expanded) {
      source_mark const &m{f.marks[marks.size()]};
      marks.push_back({static_cast<std::uint32_t>(out.size() + m.at - done), m.where});
    }
  }};
  for(fixup const &x : f.fixups) {
    place_marks();
    out.insert(out.end(), f.code.begin() + static_cast<std::ptrdiff_t>(done),
               f.code.begin() + static_cast<std::ptrdiff_t>(x.at));
    done = x.at;
    lower.expand(out, x);
    ++expanded;
  }
  place_marks();
  out.insert(out.end(), f.code.begin() + static_cast<std::ptrdiff_t>(done), f.code.end());
  out.push_back(wasm::end);
  return out;
}

indirect_call_places put_indirect_call(bytes &out, invocation const &i, std::uint32_t type_index) {
  auto const load{[&](std::uint32_t offset) {
    out.push_back(wasm::i32_load);
    put_unsigned(out, 2);
    put_unsigned(out, offset);
  }};
  out.push_back(wasm::local_get);
  put_unsigned(out, i.self_local);
  load(abi::type_offset);
  load(abi::entries_offset + i.argument_count * abi::word_size);
  out.push_back(wasm::call_indirect);
  indirect_call_places places{out.size(), 0};
  put_padded_unsigned(out, type_index);
  places.table = out.size();
  put_padded_unsigned(out, 0);
  return places;
}

void put_section(bytes &out, wasm::section id, bytes const &content) {
  out.push_back(id);
  put_unsigned(out, content.size());
  put_bytes(out, content);
}

void put_custom_section(bytes &out, std::string_view name, bytes const &content) {
  bytes whole;
  whole.reserve(name.size() + content.size() + 2);
  put_text(whole, name);
  put_bytes(whole, content);
  put_section(out, wasm::custom, whole);
}

bytes type_section(std::vector<signature> const &signatures) {
  bytes out;
  put_unsigned(out, signatures.size());
  for(signature const &s : signatures) {
    out.push_back(0x60);
    put_unsigned(out, s.parameters.size());
    for(char const c : s.parameters) { out.push_back(value_type_of(c)); }
    put_unsigned(out, s.result == 'v' ? 0 : 1);
    if(s.result != 'v') { out.push_back(value_type_of(s.result)); }
  }
  return out;
}

bytes name_section(unit_code const &unit, std::uint32_t imported_functions, std::string_view module_name) {
  bytes functions;
  put_unsigned(functions, unit.functions.size());
  for(std::size_t i{}; i < unit.functions.size(); ++i) {
    put_unsigned(functions, imported_functions + i);
    put_text(functions, unit.functions[i].name);
  }
  bytes out;
  if(!module_name.empty()) {
    bytes module;
    put_text(module, module_name);
    out.push_back(0); // subsection: the module's name
    put_unsigned(out, module.size());
    put_bytes(out, module);
  }
  out.push_back(1); // subsection: function names
  put_unsigned(out, functions.size());
  put_bytes(out, functions);
  return out;
}

void put_word_access(bytes &out, wasm::opcode o, std::uint32_t offset) {
  out.push_back(o);
  put_unsigned(out, 2);
  put_unsigned(out, offset);
}

void put_turn(bytes &out, std::uint32_t countdown) {
  put_local(out, wasm::local_get, countdown);
  put_signed_constant(out, 1);
  out.push_back(wasm::i32_sub);
  put_local(out, wasm::local_tee, countdown);
  // Raised, the request is more than any count; else it is 0.
  out.push_back(wasm::i32_gt_s);
}

void put_counted_entry(bytes &out, std::uint32_t address) {
  put_local(out, wasm::local_tee, address);
  put_local(out, wasm::local_get, address);
  put_word_access(out, wasm::i32_load);
  put_signed_constant(out, 1);
  out.push_back(wasm::i32_sub);
  put_word_access(out, wasm::i32_store);
  put_local(out, wasm::local_get, address);
  put_word_access(out, wasm::i32_load);
  put_signed_constant(out, 0);
  out.push_back(wasm::i32_lt_s);
}

void runtime_imports::add(emitted_function const &f, std::vector<invocation> const &invocations, bool invoke_by_call) {
  for(fixup const &x : f.fixups) {
    switch(x.what) {
    case symbolic::runtime_call: add(static_cast<unit::runtime_function>(x.index)); break;
    case symbolic::invoke:
      if(invoke_by_call) { add(unit::invoke(static_cast<int>(invocations[x.index].argument_count))); }
      break;
    case symbolic::stack_get:
    case symbolic::stack_set: uses_stack_ = true; break;
    case symbolic::catch_tag: uses_tag_ = true; break;
    default: break;
    }
  }
}

runtime_imports::runtime_imports(unit_code &unit, bool invoke_by_call) {
  for(emitted_function const &f : unit.functions) { add(f, unit.invocations, invoke_by_call); }
  for(unit::runtime_function const f : order_) { unit.intern_signature(unit::row(f).parameters, unit::row(f).result); }
  if(uses_tag_) { unit.intern_signature("i", 'v'); }
}

void runtime_imports::add(unit::runtime_function f) {
  auto const i{static_cast<std::size_t>(f)};
  if(seen_[i]) { return; }
  seen_[i] = true;
  indices_[i] = count();
  order_.push_back(f);
}

void put_import_memory(bytes &out, std::string_view name) {
  put_text(out, "env");
  put_text(out, name);
  out.push_back(2);
  out.push_back(0); // no maximum
  put_unsigned(out, 0);
}

void put_import_function(bytes &out, std::string_view name, std::uint32_t type) {
  put_text(out, "env");
  put_text(out, name);
  out.push_back(0);
  put_unsigned(out, type);
}

void put_import_global(bytes &out, std::string_view module, std::string_view name, bool is_mutable) {
  put_text(out, module);
  put_text(out, name);
  out.push_back(3);
  out.push_back(wasm::i32);
  out.push_back(is_mutable ? 1 : 0);
}

void put_import_tag(bytes &out, std::uint32_t type) {
  put_text(out, "env");
  put_text(out, "__cpp_exception");
  out.push_back(4);
  out.push_back(0); // attribute: exception
  put_unsigned(out, type);
}

void put_import_table(bytes &out) {
  put_text(out, "env");
  put_text(out, "__indirect_function_table");
  out.push_back(1);
  out.push_back(0x70); // funcref
  out.push_back(0);
  put_unsigned(out, 0);
}

} // namespace jank::codegen
