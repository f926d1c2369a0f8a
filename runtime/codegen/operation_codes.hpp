#pragma once

// Operations of the typed tree as instructions and as functions of the runtime.

#include "analyzer/node.hpp"
#include "codegen/wasm.hpp"
#include "object/number.hpp"
#include "unit/runtime_functions.hpp"

namespace jank::codegen {

// The value of a constant; nil for other nodes and for none.
inline object::object_ref constant_of(analyzer::node const *n) {
  bool const constant{n != nullptr && n->what == analyzer::node_kind::constant};
  return constant ? static_cast<analyzer::constant_node const *>(n)->value : object::nil;
}

inline bool is_long_constant(analyzer::node const *n) { return object::is_long(constant_of(n)); }
inline bool is_fixnum_constant(analyzer::node const *n) { return constant_of(n).is_fixnum(); }

// The function that does the operation on any values. For greater ones the operands change places.
unit::runtime_function slow_path(analyzer::operation o);
inline bool is_swapped(analyzer::operation o) {
  return o == analyzer::operation::greater || o == analyzer::operation::greater_or_equal;
}

struct comparison_opcodes {
  wasm::opcode tagged, on_longs, on_doubles;
};
comparison_opcodes opcodes(analyzer::operation o);

} // namespace jank::codegen
