#include "codegen/direct_lowering.hpp"

namespace jank::codegen {

namespace {

void call(bytes &out, std::uint32_t function) {
  out.push_back(wasm::call);
  put_unsigned(out, function);
}

} // namespace

void direct_lowering::expand(bytes &out, fixup const &f) {
  switch(f.what) {
  case symbolic::request_constant: break;
  case symbolic::constant:
  case symbolic::budget_constant:
    out.push_back(wasm::i32_const);
    put_constant(out, f.index);
    break;
  case symbolic::runtime_call: call(out, imports_.index(static_cast<unit::runtime_function>(f.index))); break;
  case symbolic::local_call: call(out, first_ + f.index); break;
  case symbolic::invoke:
    call(out, imports_.index(unit::invoke(static_cast<int>(invocations_[f.index].argument_count))));
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
  case symbolic::count_turn: put_turn(out, f.index); break;
  case symbolic::check_entry: put_counted_entry(out, f.index); break;
  }
}

bytes direct_imports(runtime_imports const &imports, unit_code &types) {
  bytes content;
  put_unsigned(content, imports.count() + 1u + imports.uses_stack() + imports.uses_tag());
  put_import_memory(content, "memory");
  if(imports.uses_stack()) { put_import_global(content, "env", "__stack_pointer", true); }
  if(imports.uses_tag()) { put_import_tag(content, types.intern_signature("i", 'v')); }
  for(unit::runtime_function const f : imports.order()) {
    auto const &r{unit::row(f)};
    put_import_function(content, r.name, types.intern_signature(r.parameters, r.result));
  }
  return content;
}

} // namespace jank::codegen
