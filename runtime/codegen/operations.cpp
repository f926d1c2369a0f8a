#include "codegen/emitter.hpp"
#include "codegen/operation_codes.hpp"

namespace jank::codegen {

using namespace analyzer;
using unit::runtime_function;
using op_ = analyzer::operation;

namespace {

// The representation in which two operands of an arithmetic operation are computed. A long constant beside a value of unknown type
// stays tagged: the fast path wants it so.
want common_type(operation_node const *n) {
  value_type const a{n->args[0]->type};
  value_type const b{n->args[1]->type};
  auto const number{[](value_type t) { return t == value_type::long_integer || t == value_type::double_float; }};
  if(a == value_type::long_integer && b == value_type::long_integer) { return want::long_integer; }
  if(number(a) && number(b)) { return want::double_float; }
  return want::object;
}

} // namespace

// Both operands, in wasm locals of one type. Given back by `release`.
std::vector<emitter::temporary> emitter::take_operands(operation_node const *n, want w) {
  return take_operands(n, std::vector<want>(n->args[1] != nullptr ? 2 : 1, w));
}

std::vector<emitter::temporary> emitter::take_operands(operation_node const *n, std::vector<want> const &wants) {
  std::vector<node *> const operands(n->args, n->args + wants.size());
  auto const prepared{prepare(operands, wants)};
  push(operands, wants, prepared);
  std::vector<temporary> taken;
  for(want const w : wants) { taken.push_back({take_wasm_local(w), w, -1}); }
  for(auto t{taken.rbegin()}; t != taken.rend(); ++t) { op(wasm::local_set, t->index); }
  clear_taken(n, prepared);
  release(prepared);
  return taken;
}

// Leaves the i64 result; overflow throws.
void emitter::long_arithmetic(operation_node const *n) {
  auto const taken{take_operands(n, want::long_integer)};
  std::uint32_t const a{taken[0].index};
  std::uint32_t const b{taken[1].index};
  bool const adds{n->op == op_::add};
  switch(n->op) {
  case op_::add:
  case op_::subtract: {
    std::uint32_t const r{take_wasm_local(want::long_integer)};
    op(wasm::local_get, a);
    op(wasm::local_get, b);
    op(adds ? wasm::i64_add : wasm::i64_sub);
    op(wasm::local_set, r);
    if(is_long_constant(n->args[1])) {
      // With a known sign of b one comparison tells whether the result went the wrong way.
      bool const grows{(object::as_long(constant_of(n->args[1])) >= 0) == adds};
      op(wasm::local_get, r);
      op(wasm::local_get, a);
      op(grows ? wasm::i64_lt_s : wasm::i64_gt_s);
    } else {
      no_overflow(adds, a, b, r);
      op(wasm::i32_eqz);
    }
    open(wasm::if_, want::nothing);
    mark(n->at);
    runtime_call(runtime_function::overflow);
    op(wasm::unreachable);
    close();
    op(wasm::local_get, r);
    give_back(r, want::long_integer);
    break;
  }
  case op_::quotient:
  case op_::remainder: {
    op(wasm::local_get, a);
    op(wasm::local_get, b);
    bool const quotient{n->op == op_::quotient};
    object_ref const divisor{constant_of(n->args[1])};
    if(divisor.is_some() && object::as_long(divisor) != 0 && object::as_long(divisor) != -1) {
      op(quotient ? wasm::i64_div_s : wasm::i64_rem_s);
    } else {
      mark(n->at);
      runtime_call(quotient ? runtime_function::quotient_longs : runtime_function::remainder_longs);
    }
    break;
  }
  default:
    op(wasm::local_get, a);
    op(wasm::local_get, b);
    mark(n->at);
    runtime_call(runtime_function::multiply_longs);
  }
  release(taken);
}

void emitter::double_arithmetic(operation_node const *n) {
  auto const taken{take_operands(n, want::double_float)};
  op(wasm::local_get, taken[0].index);
  op(wasm::local_get, taken[1].index);
  op(n->op == op_::add        ? wasm::f64_add
     : n->op == op_::subtract ? wasm::f64_sub
     : n->op == op_::multiply ? wasm::f64_mul
                              : wasm::f64_div);
  release(taken);
}

// Leaves a tagged result. Two fixnums are handled here, in 32 bits; all else, overflow included, goes to the runtime.
void emitter::tagged_arithmetic(operation_node const *n) {
  auto const taken{take_operands(n, want::object)};
  tagged_arithmetic(n, taken[0].index, taken[1].index);
  release(taken);
}

void emitter::slow_operation(operation_node const *n, std::uint32_t a, std::uint32_t b) {
  op(wasm::local_get, a);
  op(wasm::local_get, b);
  mark(n->at);
  runtime_call(slow_path(n->op));
}

void emitter::are_fixnums(std::uint32_t a, std::uint32_t b, bool b_is_fixnum) {
  op(wasm::local_get, a);
  if(!b_is_fixnum) {
    op(wasm::local_get, b);
    op(wasm::i32_and);
  }
  i32_const(1);
  op(wasm::i32_and);
}

void emitter::tagged_arithmetic(operation_node const *n, std::uint32_t a, std::uint32_t b) {
  // A label around both paths: the fast one leaves it with the result, the slow one falls out of it.
  open(wasm::block, want::object);
  fixnum_arithmetic(n, a, b, depth_);
  slow_operation(n, a, b);
  close();
}

// Leaves to `out` with the tagged result, if both are fixnums and so is that.
void emitter::fixnum_arithmetic(operation_node const *n, std::uint32_t a, std::uint32_t b, std::uint32_t out) {
  are_fixnums(a, b, is_fixnum_constant(n->args[1]));
  open(wasm::if_, want::nothing);
  if(n->op == op_::multiply) {
    // (a >> 1) * (b - 1) is the tagged product without its tag.
    std::uint32_t const wide{take_wasm_local(want::long_integer)};
    op(wasm::local_get, a);
    i32_const(1);
    op(wasm::i32_shr_s);
    op(wasm::i64_extend_i32_s);
    op(wasm::local_get, b);
    i32_const(1);
    op(wasm::i32_sub);
    op(wasm::i64_extend_i32_s);
    op(wasm::i64_mul);
    op(wasm::local_tee, wide);
    op(wasm::i32_wrap_i64);
    op(wasm::i64_extend_i32_s);
    op(wasm::local_get, wide);
    op(wasm::i64_eq);
    open(wasm::if_, want::nothing);
    op(wasm::local_get, wide);
    op(wasm::i32_wrap_i64);
    i32_const(1);
    op(wasm::i32_or);
    op(wasm::br, depth_ - out);
    close();
    give_back(wide, want::long_integer);
  } else {
    std::uint32_t const untagged{take_wasm_local(want::boolean)};
    std::uint32_t const r{take_wasm_local(want::boolean)};
    bool const adds{n->op == op_::add};
    op(wasm::local_get, a);
    op(wasm::local_get, b);
    i32_const(1);
    op(wasm::i32_sub);
    op(wasm::local_tee, untagged);
    op(adds ? wasm::i32_add : wasm::i32_sub);
    op(wasm::local_tee, r);
    if(is_fixnum_constant(n->args[1])) {
      bool const grows{(object::as_long(constant_of(n->args[1])) >= 0) == adds};
      op(wasm::local_get, a);
      op(grows ? wasm::i32_ge_s : wasm::i32_le_s);
    } else {
      op(wasm::local_get, a);
      op(wasm::i32_xor);
      op(wasm::local_get, adds ? untagged : a);
      op(wasm::local_get, adds ? r : untagged);
      op(wasm::i32_xor);
      op(wasm::i32_and);
      i32_const(0);
      op(wasm::i32_ge_s);
    }
    open(wasm::if_, want::nothing);
    op(wasm::local_get, r);
    op(wasm::br, depth_ - out);
    close();
    give_back(r, want::boolean);
    give_back(untagged, want::boolean);
  }
  close();
}

// quot, rem and /. Leaves a tagged result. Quotients of two fixnums are computed here, unless the divisor is 0, which throws, or -1, where
// the quotient may be no fixnum.
void emitter::tagged_division(operation_node const *n) {
  auto const taken{take_operands(n, want::object)};
  std::uint32_t const a{taken[0].index};
  std::uint32_t const b{taken[1].index};
  bool const whole{n->op == op_::quotient || n->op == op_::remainder};
  if(whole) {
    bool const constant{is_fixnum_constant(n->args[1])};
    op(wasm::local_get, a);
    if(!constant) {
      op(wasm::local_get, b);
      op(wasm::i32_and);
    }
    i32_const(1);
    op(wasm::i32_and);
    op(wasm::local_get, b); // 1 for 0, -1 for -1
    i32_const(1);
    op(wasm::i32_add);
    i32_const(~2);
    op(wasm::i32_and);
    i32_const(0);
    op(wasm::i32_ne);
    op(wasm::i32_and);
    open(wasm::if_, want::object);
    for(std::uint32_t const fixnum : {a, b}) {
      op(wasm::local_get, fixnum);
      i32_const(1);
      op(wasm::i32_shr_s);
    }
    op(n->op == op_::quotient ? wasm::i32_div_s : wasm::i32_rem_s);
    i32_const(1);
    op(wasm::i32_shl);
    i32_const(1);
    op(wasm::i32_or);
    op(wasm::else_);
  }
  slow_operation(n, a, b);
  if(whole) { close(); }
  release(taken);
}

void emitter::bit_operation(operation_node const *n) {
  // What is not known to be a long is checked to be one, which `long` would make of a double.
  std::vector<want> wants;
  for(node const *const a : n->args) {
    wants.push_back(a->type == value_type::long_integer ? want::long_integer : want::object);
  }
  auto const taken{take_operands(n, wants)};
  for(auto const &t : taken) {
    op(wasm::local_get, t.index);
    if(t.type == want::object) { unbox_fixnum_or(runtime_function::unbox_bits); }
  }
  release(taken);
  switch(n->op) {
  case op_::add:
  case op_::unchecked_add: op(wasm::i64_add); break;
  case op_::subtract:
  case op_::unchecked_subtract: op(wasm::i64_sub); break;
  case op_::multiply:
  case op_::unchecked_multiply: op(wasm::i64_mul); break;
  case op_::bit_and: op(wasm::i64_and); break;
  case op_::bit_or: op(wasm::i64_or); break;
  case op_::bit_xor: op(wasm::i64_xor); break;
  case op_::shift_left: op(wasm::i64_shl); break; // wasm takes the count modulo 64, as Clojure does
  case op_::shift_right: op(wasm::i64_shr_s); break;
  default: op(wasm::i64_shr_u); break;
  }
}

void emitter::tagged_comparison(operation_node const *n) {
  auto const taken{take_operands(n, want::object)};
  std::uint32_t const a{taken[0].index};
  std::uint32_t const b{taken[1].index};
  are_fixnums(a, b, is_fixnum_constant(n->args[1]));
  open(wasm::if_, want::boolean);
  op(wasm::local_get, a);
  op(wasm::local_get, b);
  op(opcodes(n->op).tagged);
  op(wasm::else_);
  slow_comparison(n, a, b);
  close();
  release(taken);
}

void emitter::slow_comparison(operation_node const *n, std::uint32_t a, std::uint32_t b) {
  bool const swapped{is_swapped(n->op)};
  op(wasm::local_get, swapped ? b : a);
  op(wasm::local_get, swapped ? a : b);
  mark(n->at);
  runtime_call(slow_path(n->op));
}

// Leaves 0 or 1.
void emitter::comparison(operation_node const *n) {
  want const type{common_type(n)};
  if(is_mixed(n)) { return mixed_test(n); }
  if(type == want::object) {
    if(!number_tree_comparison(n)) { tagged_comparison(n); }
    return;
  }
  auto const taken{take_operands(n, type)};
  op(wasm::local_get, taken[0].index);
  op(wasm::local_get, taken[1].index);
  op(type == want::long_integer ? opcodes(n->op).on_longs : opcodes(n->op).on_doubles);
  release(taken);
}

// `=` and `identical?`. Equal words are equal values; an immediate equals nothing but itself, save a fixnum, which may equal a big integer.
void emitter::equality(operation_node const *n) {
  value_type const x{n->args[0]->type};
  value_type const y{n->args[1]->type};
  if(n->op == op_::equal && x == y && (x == value_type::long_integer || x == value_type::double_float)) {
    auto const unboxed{take_operands(n, wanted(x))};
    op(wasm::local_get, unboxed[0].index);
    op(wasm::local_get, unboxed[1].index);
    op(x == value_type::long_integer ? wasm::i64_eq : wasm::f64_eq);
    release(unboxed);
    return;
  }
  if(n->op == op_::equal && is_mixed(n)) { return mixed_test(n); }
  auto const compared_by_word{[](node const *a) {
    object_ref const c{constant_of(a)};
    bool const immediate{!c.is_heap() && !c.is_fixnum()};
    return a->what == node_kind::constant && (immediate || object::is(c, object::kind::keyword));
  }};
  auto const taken{take_operands(n, want::object)};
  std::uint32_t const a{taken[0].index};
  std::uint32_t const b{taken[1].index};
  op(wasm::local_get, a);
  op(wasm::local_get, b);
  op(wasm::i32_eq);
  if(n->op == op_::equal && !compared_by_word(n->args[0]) && !compared_by_word(n->args[1])) {
    open(wasm::if_, want::boolean);
    i32_const(1);
    op(wasm::else_);
    // Both are fixnums or neither is, and one is an immediate: different ones.
    op(wasm::local_get, a);
    op(wasm::local_get, b);
    op(wasm::i32_xor);
    i32_const(1);
    op(wasm::i32_and);
    op(wasm::i32_eqz);
    op(wasm::local_get, a);
    op(wasm::local_get, b);
    op(wasm::i32_or);
    i32_const(object::tag_mask);
    op(wasm::i32_and);
    i32_const(0);
    op(wasm::i32_ne);
    op(wasm::i32_and);
    open(wasm::if_, want::boolean);
    i32_const(0);
    op(wasm::else_);
    op(wasm::local_get, a);
    op(wasm::local_get, b);
    mark(n->at);
    runtime_call(runtime_function::equal);
    close();
    close();
  }
  release(taken);
}

// zero? pos? neg?: a comparison with the constant 0.
void emitter::sign_test(operation_node const *n) {
  value_type const type{n->args[0]->type};
  op_ const as{n->op == op_::is_zero ? op_::numerically_equal : n->op == op_::is_positive ? op_::greater : op_::less};
  if(type == value_type::long_integer || type == value_type::double_float) {
    emit(n->args[0], wanted(type));
    if(type == value_type::long_integer) {
      i64_const(0);
      op(opcodes(as).on_longs);
    } else {
      f64_const(0);
      op(opcodes(as).on_doubles);
    }
    return;
  }
  std::uint32_t const v{take_wasm_local(want::object)};
  auto const zero{static_cast<std::int32_t>(object::make_fixnum(0).bits)};
  bool const may_be_unboxed{is_number(n->args[0])};
  emit(n->args[0], may_be_unboxed ? want::number : want::object);
  clear_ended(n);
  op(wasm::local_tee, v);
  i32_const(1);
  op(wasm::i32_and);
  open(wasm::if_, want::boolean);
  op(wasm::local_get, v);
  i32_const(zero);
  op(opcodes(as).tagged);
  op(wasm::else_);
  if(may_be_unboxed) {
    is_unboxed(v);
    open(wasm::if_, want::boolean);
    op(wasm::local_get, number_result());
    f64_const(0);
    op(opcodes(as).on_doubles);
    op(wasm::else_);
  }
  if(as == op_::greater) {
    i32_const(zero);
    op(wasm::local_get, v);
  } else {
    op(wasm::local_get, v);
    i32_const(zero);
  }
  mark(n->at);
  runtime_call(slow_path(as));
  if(may_be_unboxed) { close(); }
  close();
  give_back(v, want::object);
}

void emitter::operation(operation_node const *n, want w) {
  switch(n->op) {
  case op_::add:
  case op_::subtract:
  case op_::multiply:
  case op_::divide:
  case op_::quotient:
  case op_::remainder: {
    if(number_tree_operation(n, w)) { break; }
    want type{common_type(n)};
    bool const divides{n->op == op_::divide || n->op == op_::quotient || n->op == op_::remainder};
    if((type == want::double_float && divides && n->op != op_::divide) ||
       (type == want::long_integer && n->op == op_::divide)) {
      type = want::object;
    }
    if(type == want::long_integer) {
      if(n->wraps && !divides) {
        bit_operation(n);
      } else {
        long_arithmetic(n);
      }
    } else if(type == want::double_float) {
      double_arithmetic(n);
    } else if(divides) {
      tagged_division(n);
    } else if(is_mixed(n)) {
      mixed_arithmetic(n);
    } else {
      tagged_arithmetic(n);
    }
    convert(type, w);
    break;
  }
  case op_::unchecked_add:
  case op_::unchecked_subtract:
  case op_::unchecked_multiply:
  case op_::bit_and:
  case op_::bit_or:
  case op_::bit_xor:
  case op_::shift_left:
  case op_::shift_right:
  case op_::unsigned_shift_right:
    bit_operation(n);
    convert(want::long_integer, w);
    break;
  case op_::less:
  case op_::less_or_equal:
  case op_::greater:
  case op_::greater_or_equal:
  case op_::numerically_equal:
    comparison(n);
    convert(want::boolean, w);
    break;
  case op_::equal:
  case op_::identical:
    equality(n);
    convert(want::boolean, w);
    break;
  case op_::is_nil:
  case op_::is_some:
    emit(n->args[0], want::number);
    clear_ended(n);
    op(wasm::i32_eqz);
    if(n->op == op_::is_some) { op(wasm::i32_eqz); }
    convert(want::boolean, w);
    break;
  case op_::not_:
    condition(n->args[0]);
    clear_ended(n);
    op(wasm::i32_eqz);
    convert(want::boolean, w);
    break;
  case op_::is_true:
  case op_::is_false:
    emit(n->args[0], want::object);
    clear_ended(n);
    i32_const(static_cast<std::int32_t>(n->op == op_::is_true ? object::true_bits : object::false_bits));
    op(wasm::i32_eq);
    convert(want::boolean, w);
    break;
  case op_::is_zero:
  case op_::is_positive:
  case op_::is_negative:
    sign_test(n);
    convert(want::boolean, w);
    break;
  case op_::to_long:
    emit(n->args[0], want::long_integer);
    clear_ended(n);
    convert(want::long_integer, w);
    break;
  case op_::to_double:
    emit(n->args[0], want::double_float);
    clear_ended(n);
    convert(want::double_float, w);
    break;
  case op_::to_boolean:
    emit(n->args[0], want::boolean);
    clear_ended(n);
    convert(want::boolean, w);
    break;
  case op_::square_root:
  case op_::floor:
  case op_::ceiling:
  case op_::nearest:
    emit(n->args[0], want::double_float);
    clear_ended(n);
    op(n->op == op_::square_root ? wasm::f64_sqrt
       : n->op == op_::floor     ? wasm::f64_floor
       : n->op == op_::ceiling   ? wasm::f64_ceil
                                 : wasm::f64_nearest);
    convert(want::double_float, w);
    break;
  case op_::nth:
  case op_::nth_or_nil:
    nth(n);
    convert(want::object, w);
    break;
  }
}

} // namespace jank::codegen
