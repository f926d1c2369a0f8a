// Operations on a long that is computed unboxed and a value of unknown type, which is a fixnum most of the time: a loop's counter
// against an argument. The fixnum is widened and the operation done on two i64; only when the value is something else the long is
// boxed, for the runtime to do it.

#include "codegen/emitter.hpp"
#include "codegen/operation_codes.hpp"

namespace jank::codegen {

using namespace analyzer;
using unit::runtime_function;
using op_ = analyzer::operation;

namespace {

std::vector<want> wants_of(operation_node const *n) { return {wanted(n->args[0]->type), wanted(n->args[1]->type)}; }

} // namespace

// A fixnum constant is better off tagged.
bool emitter::is_mixed(operation_node const *n) const {
  value_type const a{n->args[0]->type};
  value_type const b{n->args[1]->type};
  return (a == value_type::long_integer && b == value_type::object && !is_fixnum_constant(n->args[0])) ||
         (b == value_type::long_integer && a == value_type::object && !is_fixnum_constant(n->args[1]));
}

// Comparisons and `=`. Leaves 0 or 1.
void emitter::mixed_test(operation_node const *n) {
  auto const taken{take_operands(n, wants_of(n))};
  auto const &tagged{taken[0].type == want::object ? taken[0] : taken[1]};
  op(wasm::local_get, tagged.index);
  i32_const(1);
  op(wasm::i32_and);
  open(wasm::if_, want::boolean);
  for(auto const &t : taken) {
    if(t.type == want::object) {
      push_fixnum(t.index);
    } else {
      op(wasm::local_get, t.index);
    }
  }
  op(opcodes(n->op).on_longs);
  op(wasm::else_);
  bool const swapped{is_swapped(n->op)};
  for(auto const *const t : {&taken[swapped ? 1 : 0], &taken[swapped ? 0 : 1]}) {
    op(wasm::local_get, t->index);
    convert(t->type, want::object);
  }
  mark(n->at);
  runtime_call(slow_path(n->op));
  close();
  release(taken);
}

// Addition, subtraction and multiplication. Leaves a tagged result.
void emitter::mixed_arithmetic(operation_node const *n) {
  auto const taken{take_operands(n, wants_of(n))};
  bool const tagged_first{taken[0].type == want::object};
  std::uint32_t const tagged{taken[tagged_first ? 0 : 1].index};
  std::uint32_t const wide{taken[tagged_first ? 1 : 0].index};
  std::uint32_t const other{take_wasm_local(want::long_integer)}; // the fixnum, widened
  std::uint32_t const r{take_wasm_local(want::long_integer)};
  std::uint32_t const a{tagged_first ? other : wide};
  std::uint32_t const b{tagged_first ? wide : other};
  // A label around both paths: the fast one leaves it with the result, the slow one falls out of it.
  open(wasm::block, want::object);
  std::uint32_t const out{depth_};
  op(wasm::local_get, tagged);
  i32_const(1);
  op(wasm::i32_and);
  open(wasm::if_, want::nothing);
  push_fixnum(tagged);
  op(wasm::local_set, other);
  if(n->op == op_::multiply) {
    // 31 bits times 32 bits cannot overflow.
    op(wasm::local_get, wide);
    op(wasm::i32_wrap_i64);
    op(wasm::i64_extend_i32_s);
    op(wasm::local_get, wide);
    op(wasm::i64_eq);
    open(wasm::if_, want::nothing);
    op(wasm::local_get, a);
    op(wasm::local_get, b);
    op(wasm::i64_mul);
    op(wasm::local_set, r);
  } else {
    bool const adds{n->op == op_::add};
    op(wasm::local_get, a);
    op(wasm::local_get, b);
    op(adds ? wasm::i64_add : wasm::i64_sub);
    op(wasm::local_set, r);
    no_overflow(adds, a, b, r);
    open(wasm::if_, want::nothing);
  }
  // In the range of fixnums it is tagged here.
  op(wasm::local_get, r);
  i64_const(-object::fixnum_min);
  op(wasm::i64_add);
  i64_const(object::fixnum_max - object::fixnum_min + 1);
  op(wasm::i64_lt_u);
  open(wasm::if_, want::nothing);
  op(wasm::local_get, r);
  op(wasm::i32_wrap_i64);
  i32_const(1);
  op(wasm::i32_shl);
  i32_const(1);
  op(wasm::i32_or);
  op(wasm::br, depth_ - out);
  close();
  op(wasm::local_get, r);
  runtime_call(runtime_function::box_long);
  op(wasm::br, depth_ - out);
  close();
  close();
  for(auto const &t : taken) {
    op(wasm::local_get, t.index);
    convert(t.type, want::object);
  }
  mark(n->at);
  runtime_call(slow_path(n->op));
  close();
  give_back(r, want::long_integer);
  give_back(other, want::long_integer);
  release(taken);
}

// Leaves whether r is the true a + b or a - b.
void emitter::no_overflow(bool adds, std::uint32_t a, std::uint32_t b, std::uint32_t r) {
  // Overflow: a and b of the same sign (add), or of different signs (subtract), and the result of the other sign than a.
  op(wasm::local_get, a);
  op(wasm::local_get, r);
  op(wasm::i64_xor);
  op(wasm::local_get, adds ? b : a);
  op(wasm::local_get, adds ? r : b);
  op(wasm::i64_xor);
  op(wasm::i64_and);
  i64_const(0);
  op(wasm::i64_ge_s);
}

} // namespace jank::codegen
