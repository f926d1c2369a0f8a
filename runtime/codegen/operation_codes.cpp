#include "codegen/operation_codes.hpp"

namespace jank::codegen {

using op_ = analyzer::operation;
using unit::runtime_function;

runtime_function slow_path(op_ o) {
  switch(o) {
  case op_::add: return runtime_function::add;
  case op_::subtract: return runtime_function::subtract;
  case op_::multiply: return runtime_function::multiply;
  case op_::divide: return runtime_function::divide;
  case op_::quotient: return runtime_function::quotient;
  case op_::remainder: return runtime_function::remainder;
  case op_::less:
  case op_::greater: return runtime_function::less;
  case op_::less_or_equal:
  case op_::greater_or_equal: return runtime_function::less_or_equal;
  case op_::equal: return runtime_function::equal;
  default: return runtime_function::numerically_equal;
  }
}

comparison_opcodes opcodes(op_ o) {
  switch(o) {
  case op_::less: return {wasm::i32_lt_s, wasm::i64_lt_s, wasm::f64_lt};
  case op_::less_or_equal: return {wasm::i32_le_s, wasm::i64_le_s, wasm::f64_le};
  case op_::greater: return {wasm::i32_gt_s, wasm::i64_gt_s, wasm::f64_gt};
  case op_::greater_or_equal: return {wasm::i32_ge_s, wasm::i64_ge_s, wasm::f64_ge};
  default: return {wasm::i32_eq, wasm::i64_eq, wasm::f64_eq};
  }
}

} // namespace jank::codegen
