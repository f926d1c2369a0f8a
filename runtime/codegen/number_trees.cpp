// Arithmetic on values of unknown type that turn out to be doubles.
//
// Boxing every result of `(+ (* x x) (* y y))` costs more than computing it. So operations that are operands of operations are taken
// together: the leaves of the tree are computed first, in order; when all that are of unknown type hold doubles, the tree is computed
// unboxed, and its result is boxed once, or not at all (number_locals.hpp). Otherwise each operation is done by itself, on tagged values.
// The root of a tree may be a comparison.
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

bool is_comparison(op_ o) {
  return o == op_::less || o == op_::less_or_equal || o == op_::greater || o == op_::greater_or_equal ||
         o == op_::numerically_equal;
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
  want type;            // its representation: object, number or double_float
  std::uint32_t number; // wasm local of the unboxed number; the same as `index`
                        // for doubles
  std::int32_t slot{-1};
  bool is_copy{}; // an earlier leaf is the same
};

class emitter::number_tree_code {
public:
  number_tree_code(emitter &to, number_tree const &t, std::vector<number_leaf> &leaves)
      : to_{to}, tree_{t}, leaves_{leaves} {}

  // Leaves an f64; of a comparison 0 or 1.
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

  // Leaves a tagged value; of a comparison 0 or 1.
  void tagged(node const *n) {
    if(tree_.has(n)) {
      auto const *const o{as_operation(n)};
      tagged(o->args[0]);
      tagged(o->args[1]);
      std::uint32_t const a{to_.take_wasm_local(want::object)};
      std::uint32_t const b{to_.take_wasm_local(want::object)};
      to_.op(wasm::local_set, b);
      to_.op(wasm::local_set, a);
      if(is_comparison(o->op)) {
        to_.slow_comparison(o, a, b);
      } else if(o->op == op_::divide) {
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
      if(l.type == want::number) { to_.box_in_place({l.index, l.type, l.slot, l.number}); }
      to_.op(wasm::local_get, l.index);
      if(l.type != want::number) { to_.convert(l.type, want::object); }
    }
  }

  // The tagged words of both operands, which are leaves, in wasm locals.
  std::vector<temporary> words(operation_node const *n) {
    std::vector<temporary> result;
    for(node const *const a : n->args) {
      result.push_back({to_.take_wasm_local(want::object), want::object, -1});
      if(a->what == node_kind::constant) {
        to_.constant(constant_of(a), want::object);
      } else {
        to_.op(wasm::local_get, leaf(a).index);
      }
      to_.op(wasm::local_set, result.back().index);
    }
    return result;
  }

private:
  static wasm::opcode f64_opcode(op_ o) {
    if(is_comparison(o)) { return opcodes(o).on_doubles; }
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
  std::vector<number_leaf> &leaves_;
};

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
      result.push_back({n, p.index, p.type, p.type == want::number ? p.number : p.index, p.slot});
    } else {
      result.push_back({n, next->index, next->type, next->index});
      ++next;
    }
  }
  return result;
}

// Leaves the doubles of all leaves in wasm locals, or branches to `otherwise` when one is something else.
void emitter::unbox_leaves(std::vector<number_leaf> &leaves, std::uint32_t otherwise) {
  for(auto l{leaves.begin()}; l != leaves.end(); ++l) {
    if(l->type == want::double_float) { continue; }
    auto const same{std::find_if(leaves.begin(), l, [l](number_leaf const &k) { return k.index == l->index; })};
    if(same != l) {
      l->number = same->number;
      l->is_copy = true;
    } else if(l->type == want::object) {
      l->number = take_wasm_local(want::double_float);
      unbox_double_or_leave(l->index, otherwise);
      op(wasm::local_set, l->number);
    } else {
      // The double of a boxed value may lie beside it: it is looked at only where the value is not boxed.
      open(wasm::block, want::nothing);
      is_unboxed(l->index);
      op(wasm::br_if, 0);
      unbox_double_or_leave(l->index, otherwise);
      op(wasm::local_set, l->number);
      close();
    }
  }
}

void emitter::give_back_leaves(std::vector<number_leaf> const &leaves) {
  for(number_leaf const &l : leaves) {
    if(l.type == want::object && !l.is_copy) { give_back(l.number, want::double_float); }
  }
}

bool emitter::is_number_local(node const *n) const {
  return n->what == node_kind::local_ref && number_locals_.contains(static_cast<local_ref_node const *>(n)->target);
}

// It is computed as an unboxed double where it is one.
bool emitter::is_number(node const *n) const { return is_number_local(n) || is_member(n); }

bool emitter::number_tree_operation(operation_node const *n, want w) {
  if(!is_member(n)) { return false; }
  number_tree const tree{n};
  bool const is_single{tree.operations.size() == 1 && n->type != value_type::double_float};
  bool const among_numbers{w == want::number || is_number_local(n->args[0]) || is_number_local(n->args[1])};
  if(is_single && !among_numbers) { return false; }

  std::vector<temporary> taken;
  auto leaves{take_leaves(n, tree.leaves, tree.operations, taken)};
  want const result{n->type == value_type::double_float || w == want::double_float ? want::double_float
                    : w == want::number                                            ? want::number
                                                                                   : want::object};
  number_tree_code code{*this, tree, leaves};
  open(wasm::block, result);
  std::uint32_t const out{depth_};
  if(is_single && n->op != op_::divide && result != want::double_float) {
    auto const operands{code.words(n)};
    fixnum_arithmetic(n, operands[0].index, operands[1].index, out);
    release(operands);
  }
  open(wasm::block, want::nothing);
  unbox_leaves(leaves, depth_);
  code.unboxed(n);
  convert(want::double_float, result);
  op(wasm::br, depth_ - out);
  close();
  give_back_leaves(leaves);
  code.tagged(n);
  convert(want::object, result);
  close();
  release(taken);
  convert(result, w);
  return true;
}

// Leaves 0 or 1.
bool emitter::number_tree_comparison(operation_node const *n) {
  if(!is_operand(n->args[0]) || !is_operand(n->args[1])) { return false; }
  auto const is_computed{[this](node const *a) { return is_number(a) || a->type == value_type::double_float; }};
  if(!is_computed(n->args[0]) && !is_computed(n->args[1])) { return false; }

  number_tree const tree{n};
  std::vector<temporary> taken;
  auto leaves{take_leaves(n, tree.leaves, tree.operations, taken)};
  number_tree_code code{*this, tree, leaves};
  open(wasm::block, want::boolean);
  std::uint32_t const out{depth_};
  bool const may_be_fixnums{n->args[0]->type != value_type::double_float &&
                            n->args[1]->type != value_type::double_float};
  if(tree.operations.size() == 1 && may_be_fixnums) {
    auto const operands{code.words(n)};
    are_fixnums(operands[0].index, operands[1].index, is_fixnum_constant(n->args[1]));
    open(wasm::if_, want::nothing);
    op(wasm::local_get, operands[0].index);
    op(wasm::local_get, operands[1].index);
    op(opcodes(n->op).tagged);
    op(wasm::br, depth_ - out);
    close();
    release(operands);
  }
  open(wasm::block, want::nothing);
  unbox_leaves(leaves, depth_);
  code.unboxed(n);
  op(wasm::br, depth_ - out);
  close();
  give_back_leaves(leaves);
  code.tagged(n);
  close();
  release(taken);
  return true;
}

} // namespace jank::codegen
