#pragma once

// What modules of the direct loader have in common: direct_module.hpp, joined_module.hpp.

#include "codegen/module_writer.hpp"

namespace jank::codegen {

// Expands the instructions; constants are left to who knows them.
class direct_lowering : public lowering {
public:
  // Function 0 of the unit is the module's function `first`.
  direct_lowering(std::vector<invocation> const &invocations, runtime_imports const &imports, std::uint32_t first)
      : invocations_{invocations}, imports_{imports}, first_{first} {}
  void expand(bytes &out, fixup const &f) final;

private:
  // The operand of an i32.const.
  virtual void put_constant(bytes &out, std::uint32_t index) = 0;

  std::vector<invocation> const &invocations_;
  runtime_imports const &imports_;
  std::uint32_t first_;
};

// The import section. The signatures are those of `types`, which has them all.
bytes direct_imports(runtime_imports const &imports, unit_code &types);

} // namespace jank::codegen
