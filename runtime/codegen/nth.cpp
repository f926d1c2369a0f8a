// `nth`, and so destructuring, on small vectors: the element is loaded in line. All else is the runtime's, which may run jank code (the
// seq may be lazy, the collection an instance) and so collect. What lives across that call is saved there and then, for it is rare.

#include "codegen/abi.hpp"
#include "codegen/emitter.hpp"
#include "codegen/operation_codes.hpp"
#include "object/detail/vector.hpp"

namespace jank::codegen {

using namespace analyzer;
using unit::runtime_function;

namespace {

using leaf_node = object::detail::vector_tree::node_t;

#ifdef __wasm32__
constexpr std::uint32_t tail_offset{24};
constexpr std::uint32_t small_count_offset{28};
constexpr std::uint32_t elements_offset{4};

static_assert(offsetof(object::vector, tree) + offsetof(object::detail::vector_tree, tail) == tail_offset);
static_assert(offsetof(object::vector, small_count) == small_count_offset);
static_assert(leaf_node::sizeof_packed_leaf_n(0) == elements_offset);
#else
constexpr std::uint32_t tail_offset{48};
constexpr std::uint32_t small_count_offset{56};
constexpr std::uint32_t elements_offset{8};
#endif

// Of an index that is a constant, and may be that of an element of a small vector.
bool is_small_constant(node const *index) {
  if(!is_fixnum_constant(index)) { return false; }
  auto const i{object::as_long(constant_of(index))};
  return i >= 0 && i < static_cast<std::int64_t>(object::detail::leaf_size);
}

} // namespace

// Around a call of the runtime that may collect. The slots lie in a frame of their own, so that the function may do without one.
template <typename F> void emitter::saving_what_lives_across(node const *n, F const &emit_call) {
  std::vector<std::uint32_t> saved{waiting_};
  for(local const *const l : unsaved_) {
    if(lives_.live_across(n, l)) { saved.push_back(places_.at(l).index); }
  }
  if(saved.empty()) { return emit_call(); }
  auto const used{static_cast<std::uint32_t>(saved.size()) * abi::word_size};
  std::uint32_t const frame_bytes{(used + 15) & ~15u};
  // The collector looks at what only fills the frame up as well.
  while(saved.size() * abi::word_size < frame_bytes) { saved.push_back(saved.back()); }
  std::uint32_t const frame{take_wasm_local(want::object)};
  symbolic_op(symbolic::stack_get);
  i32_const(static_cast<std::int32_t>(frame_bytes));
  op(wasm::i32_sub);
  op(wasm::local_tee, frame);
  symbolic_op(symbolic::stack_set);
  for(std::uint32_t i{}; i < saved.size(); ++i) {
    op(wasm::local_get, frame);
    op(wasm::local_get, saved[i]);
    memory(wasm::i32_store, i * abi::word_size);
  }
  emit_call();
  op(wasm::local_get, frame);
  i32_const(static_cast<std::int32_t>(frame_bytes));
  op(wasm::i32_add);
  symbolic_op(symbolic::stack_set);
  give_back(frame, want::object);
}

void emitter::nth_slowly(operation_node const *n, temporary const &coll, temporary const *index) {
  saving_what_lives_across(n, [&] {
    op(wasm::local_get, coll.index);
    if(index == nullptr) {
      constant(constant_of(n->args[1]), want::object);
    } else {
      op(wasm::local_get, index->index);
      convert(index->type, want::object);
    }
    mark(n->at);
    runtime_call(n->op == operation::nth ? runtime_function::nth : runtime_function::nth_or_nil);
  });
}

// Leaves a tagged value.
void emitter::nth(operation_node const *n) {
  bool const constant_index{is_fixnum_constant(n->args[1])};
  std::vector<want> wants{want::object};
  if(!constant_index) {
    bool const unboxed{n->args[1]->type == value_type::long_integer};
    wants.push_back(unboxed ? want::long_integer : want::object);
  }
  auto const taken{take_operands(n, wants)};
  std::uint32_t const coll{taken[0].index};
  temporary const *const index{constant_index ? nullptr : &taken[1]};
  if(constant_index && !is_small_constant(n->args[1])) {
    nth_slowly(n, taken[0], index);
    release(taken);
    return;
  }

  std::uint32_t const at{take_wasm_local(want::boolean)};
  std::uint32_t const count{take_wasm_local(want::boolean)};
  open(wasm::block, want::object);
  std::uint32_t const out{depth_};
  open(wasm::block, want::nothing);
  std::uint32_t const otherwise{depth_};
  // Nil leads to address 0, where there is nothing.
  op(wasm::local_get, coll);
  i32_const(object::tag_mask);
  op(wasm::i32_and);
  op(wasm::br_if, depth_ - otherwise);
  op(wasm::local_get, coll);
  memory(wasm::i32_load, abi::type_offset);
  op(wasm::i32_load8_u);
  put_unsigned(out_.code, 0);
  put_unsigned(out_.code, abi::type_kind_offset);
  i32_const(static_cast<std::int32_t>(object::kind::vector));
  op(wasm::i32_ne);
  op(wasm::br_if, depth_ - otherwise);
  std::uint32_t constant_offset{elements_offset};
  if(constant_index) {
    auto const i{static_cast<std::int32_t>(object::as_long(constant_of(n->args[1])))};
    constant_offset += static_cast<std::uint32_t>(i) * abi::word_size;
    op(wasm::local_get, coll);
    memory(wasm::i32_load, small_count_offset);
    i32_const(i);
    op(wasm::i32_le_s);
  } else if(index->type == want::long_integer) {
    op(wasm::local_get, index->index);
    op(wasm::local_get, coll);
    memory(wasm::i32_load, small_count_offset);
    op(wasm::local_tee, count);
    op(wasm::i64_extend_i32_u);
    op(wasm::i64_ge_u);
    op(wasm::br_if, depth_ - otherwise);
    op(wasm::local_get, count);
    i32_const(0);
    op(wasm::i32_lt_s);
  } else {
    op(wasm::local_get, index->index);
    i32_const(1);
    op(wasm::i32_and);
    op(wasm::i32_eqz);
    op(wasm::br_if, depth_ - otherwise);
    op(wasm::local_get, index->index);
    i32_const(1);
    op(wasm::i32_shr_s);
    op(wasm::local_tee, at);
    op(wasm::local_get, coll);
    memory(wasm::i32_load, small_count_offset);
    op(wasm::local_tee, count);
    op(wasm::i32_ge_u);
    op(wasm::br_if, depth_ - otherwise);
    op(wasm::local_get, count);
    i32_const(0);
    op(wasm::i32_lt_s);
  }
  op(wasm::br_if, depth_ - otherwise);
  op(wasm::local_get, coll);
  memory(wasm::i32_load, tail_offset);
  if(!constant_index) {
    if(index->type == want::long_integer) {
      op(wasm::local_get, index->index);
      op(wasm::i32_wrap_i64);
    } else {
      op(wasm::local_get, at);
    }
    i32_const(2);
    op(wasm::i32_shl);
    op(wasm::i32_add);
  }
  memory(wasm::i32_load, constant_offset);
  op(wasm::br, depth_ - out);
  close();
  nth_slowly(n, taken[0], index);
  close();
  give_back(count, want::boolean);
  give_back(at, want::boolean);
  release(taken);
}

} // namespace jank::codegen
