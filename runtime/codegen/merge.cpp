#include "codegen/merge.hpp"

namespace jank::codegen {

void merge(unit_code &into, unit_code const &form) {
  auto const first_function{static_cast<std::uint32_t>(into.functions.size())};
  auto const first_type{static_cast<std::uint32_t>(into.types.size())};
  auto const first_invocation{static_cast<std::uint32_t>(into.invocations.size())};

  std::vector<std::uint32_t> signatures;
  for(signature const &s : form.signatures) { signatures.push_back(into.intern_signature(s.parameters, s.result)); }
  std::vector<std::uint32_t> constants;
  for(constant const &c : form.constants) {
    switch(c.what) {
    case constant_kind::value: constants.push_back(into.intern_value(c.value)); break;
    case constant_kind::var: constants.push_back(into.intern_var(c.value)); break;
    case constant_kind::address: constants.push_back(into.intern_address(c.name)); break;
    case constant_kind::function:
    case constant_kind::function_type:
      constants.push_back(into.intern_type_constant(c.what, c.index + first_type));
      into.constants.back().value = c.value;
      break;
    }
  }
  for(emitted_function f : form.functions) {
    f.signature = signatures[f.signature];
    for(fixup &x : f.fixups) {
      switch(x.what) {
      case symbolic::constant:
      case symbolic::request_constant:
      case symbolic::budget_constant: x.index = constants[x.index]; break;
      case symbolic::local_call: x.index += first_function; break;
      case symbolic::invoke: x.index += first_invocation; break;
      default: break;
      }
    }
    into.functions.push_back(std::move(f));
  }
  for(emitted_type t : form.types) {
    for(emitted_arity &a : t.fixed) { a.function += first_function; }
    t.variadic_function += first_function;
    into.types.push_back(std::move(t));
  }
  for(invocation i : form.invocations) {
    if(i.var != invocation::no_var) { i.var = constants[i.var]; }
    i.signature = signatures[i.signature];
    into.invocations.push_back(i);
  }
  for(definition const &d : form.definitions) { into.definitions.push_back({constants[d.var], d.type + first_type}); }
  for(std::uint32_t const i : form.inits) { into.inits.push_back(i + first_function); }
}

} // namespace jank::codegen
