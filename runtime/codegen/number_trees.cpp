// Arithmetic on values of unknown type that turn out to be doubles.
//
// Boxing every result of `(+ (* x x) (* y y))` costs more than computing it. So operations that are operands of operations are taken
// together: the leaves of the tree are computed first, in order; when all that are of unknown type hold doubles, the tree is
// computed unboxed, and its result is boxed once. Otherwise each operation is done by itself, on tagged values.
//
// An operation may throw, so it may not wait for an operand to the right of it that does anything: `(+ (* x x) (f y))` is a tree of one
// operation with the leaves `(* x x)` and `(f y)`.

#include "codegen/abi.hpp"
#include "codegen/emitter.hpp"
#include "codegen/operation_codes.hpp"

namespace jank::codegen {

using namespace analyzer;
using op_ = analyzer::operation;

namespace {

constexpr std::size_t most_leaves{12};

operation_node const *as_operation(node const *n) { return static_cast<operation_node const *>(n); }

bool does_nothing(node const *n) { return n->what == node_kind::constant || n->what == node_kind::local_ref; }

// Of a kind that a tree can be made of.
bool is_operand(node const *n) {
  if(n->what == node_kind::constant) { return is_fixnum_constant(n) || object::is_double(constant_of(n)); }
  return n->type == value_type::object || n->type == value_type::double_float;
}

bool is_member(node const *n) {
  if(n->what != node_kind::operation) { return false; }
  auto const *const o{as_operation(n)};
  switch(o->op) {
  case op_::add:
  case op_::subtract:
  case op_::multiply: break;
  case op_::divide:
    // Whether that throws depends on the other operand.
    if(is_fixnum_constant(o->args[1]) && object::as_long(constant_of(o->args[1])) == 0) { return false; }
    break;
  default: return false;
  }
  if(o->args[1] == nullptr || !is_operand(o->args[0]) || !is_operand(o->args[1])) { return false; }
  return o->args[0]->type == value_type::object || o->args[1]->type == value_type::object;
}

bool only_computes(node const *n) {
  if(does_nothing(n)) { return true; }
  return is_member(n) && only_computes(as_operation(n)->args[0]) && only_computes(as_operation(n)->args[1]);
}

// The operations that belong to the tree below one, and its leaves from left to right.
struct number_tree {
  std::vector<operation_node const *> operations;
  std::vector<node *> leaves;

  explicit number_tree(operation_node const *root) { add(root); }

  bool has(node const *n) const { return std::find(operations.begin(), operations.end(), n) != operations.end(); }

private:
  void add(operation_node const *n) {
    operations.push_back(n);
    add_operand(n->args[0], only_computes(n->args[1]));
    add_operand(n->args[1], true);
  }
  void add_operand(node *n, bool may_wait) {
    if(may_wait && is_member(n) && operations.size() + 1 < most_leaves) {
      add(as_operation(n));
    } else {
      leaves.push_back(n);
    }
  }
};

} // namespace

// What a leaf was computed into.
struct emitter::number_leaf {
  node const *of;
  std::uint32_t index;  // wasm local; none for constants
  want type;            // its representation: object or double_float
  std::uint32_t number; // wasm local of the unboxed number; the same as `index` for doubles
};

class emitter::number_tree_code {
public:
  number_tree_code(emitter &to, number_tree const &t, std::vector<number_leaf> const &leaves)
      : to_{to}, tree_{t}, leaves_{leaves} {}

  // Leaves an f64.
  void unboxed(node const *n) {
    if(tree_.has(n)) {
      auto const *const o{as_operation(n)};
      unboxed(o->args[0]);
      unboxed(o->args[1]);
      to_.op(f64_opcode(o->op));
    } else if(n->what == node_kind::constant) {
      to_.constant(constant_of(n), want::double_float);
    } else {
      to_.op(wasm::local_get, leaf(n).number);
    }
  }

  // Leaves a tagged value.
  void tagged(node const *n) {
    if(tree_.has(n)) {
      auto const *const o{as_operation(n)};
      tagged(o->args[0]);
      tagged(o->args[1]);
      std::uint32_t const a{to_.take_wasm_local(want::object)};
      std::uint32_t const b{to_.take_wasm_local(want::object)};
      to_.op(wasm::local_set, b);
      to_.op(wasm::local_set, a);
      if(o->op == op_::divide) {
        to_.slow_operation(o, a, b);
      } else {
        to_.tagged_arithmetic(o, a, b);
      }
      to_.give_back(b, want::object);
      to_.give_back(a, want::object);
    } else if(n->what == node_kind::constant) {
      to_.constant(constant_of(n), want::object);
    } else {
      number_leaf const &l{leaf(n)};
      to_.op(wasm::local_get, l.index);
      to_.convert(l.type, want::object);
    }
  }

private:
  static wasm::opcode f64_opcode(op_ o) {
    return o == op_::add        ? wasm::f64_add
           : o == op_::subtract ? wasm::f64_sub
           : o == op_::multiply ? wasm::f64_mul
                                : wasm::f64_div;
  }

  number_leaf const &leaf(node const *n) const {
    return *std::find_if(leaves_.begin(), leaves_.end(), [n](number_leaf const &l) { return l.of == n; });
  }

  emitter &to_;
  number_tree const &tree_;
  std::vector<number_leaf> const &leaves_;
};

// Leaves the unboxed double in `l.number`, or branches to `otherwise` when the value is something else.
void emitter::unbox_leaf(number_leaf const &l, std::uint32_t otherwise) {
  // Immediates save nil have tag bits. Nil leads to address 0, where there is nothing, not the kind of a double either.
  op(wasm::local_get, l.index);
  i32_const(object::tag_mask);
  op(wasm::i32_and);
  op(wasm::br_if, depth_ - otherwise);
  op(wasm::local_get, l.index);
  memory(wasm::i32_load, abi::type_offset);
  op(wasm::i32_load8_u);
  put_unsigned(out_.code, 0);
  put_unsigned(out_.code, abi::type_kind_offset);
  i32_const(static_cast<std::int32_t>(object::kind::double_float));
  op(wasm::i32_ne);
  op(wasm::br_if, depth_ - otherwise);
  op(wasm::local_get, l.index);
  op(wasm::f64_load);
  put_unsigned(out_.code, 3);
  put_unsigned(out_.code, abi::double_value_offset);
  op(wasm::local_set, l.number);
}

// The leaves in wasm locals. Locals of the program are read where they are.
std::vector<emitter::number_leaf> emitter::take_leaves(operation_node const *root, std::vector<node *> const &leaves,
                                                       std::vector<operation_node const *> const &takers,
                                                       std::vector<temporary> &taken) {
  std::vector<node *> computed;
  std::vector<want> wants;
  for(node *const n : leaves) {
    if(does_nothing(n)) { continue; }
    computed.push_back(n);
    wants.push_back(wanted(n->type));
  }
  auto const prepared{prepare(computed, wants)};
  push(computed, wants, prepared);
  for(want const w : wants) { taken.push_back({take_wasm_local(w), w, -1}); }
  for(auto t{taken.rbegin()}; t != taken.rend(); ++t) { op(wasm::local_set, t->index); }
  clear_taken(root, prepared);
  for(operation_node const *const o : takers) {
    if(o != root) { clear_ended(o); }
  }
  release(prepared);

  std::vector<number_leaf> result;
  auto next{taken.begin()};
  for(node *const n : leaves) {
    if(n->what == node_kind::constant) { continue; }
    if(n->what == node_kind::local_ref) {
      place const &p{places_.at(static_cast<local_ref_node const *>(n)->target)};
      result.push_back({n, p.index, p.type, p.index});
    } else {
      result.push_back({n, next->index, next->type, next->index});
      ++next;
    }
  }
  return result;
}

bool emitter::number_tree_operation(operation_node const *n, want w) {
  if(!is_member(n)) { return false; }
  number_tree const tree{n};
  if(tree.operations.size() == 1 && n->type != value_type::double_float) { return false; }

  std::vector<temporary> taken;
  auto leaves{take_leaves(n, tree.leaves, tree.operations, taken)};
  want const result{n->type == value_type::double_float || w == want::double_float ? want::double_float : want::object};
  open(wasm::block, result);
  std::uint32_t const out{depth_};
  open(wasm::block, want::nothing);
  std::uint32_t const otherwise{depth_};
  std::vector<number_leaf const *> unboxed;
  for(number_leaf &l : leaves) {
    if(l.type != want::object) { continue; }
    auto const same{std::find_if(unboxed.begin(), unboxed.end(), [&l](auto *u) { return u->index == l.index; })};
    if(same != unboxed.end()) {
      l.number = (*same)->number;
      continue;
    }
    l.number = take_wasm_local(want::double_float);
    unbox_leaf(l, otherwise);
    unboxed.push_back(&l);
  }
  number_tree_code code{*this, tree, leaves};
  code.unboxed(n);
  convert(want::double_float, result);
  op(wasm::br, depth_ - out);
  close();
  for(number_leaf const *const l : unboxed) { give_back(l->number, want::double_float); }
  code.tagged(n);
  convert(want::object, result);
  close();
  release(taken);
  convert(result, w);
  return true;
}

} // namespace jank::codegen
