#pragma once

// From the typed tree to wasm instructions, one function at a time.
//
// A value that is being computed lies on wasm's operand stack, a local in a wasm local of its type; both are invisible to the collector.
// So a value that is live across a point where a collection may happen is also written to a slot of the function's frame on the shadow
// stack, once, when it is computed; it is still read from the wasm local, because objects do not move. Which locals need a slot is
// known before (lifetimes.hpp); operands that wait for others get one for the time being.
//
// A frame holds nothing that is not wanted any more, so that nobody keeps the head of a sequence that another consumes: a slot is zeroed
// when its local is used for the last time, on every path, and an operand's when the operation takes it; the slots that are not written
// at once are zeroed at the start, for the memory below the stack is full of dead frames.
//
// Safepoints at function entry and at back edges read the request word; only when it is up do they save, on their own slow path, what
// is live and not in a slot already. Functions that call nothing and loops over numbers so need no frame at all. In hot images they also
// count, so that long-running code comes to a safepoint now and then (memory/interruption.hpp).

#include "analyzer/node.hpp"
#include "codegen/lifetimes.hpp"
#include "codegen/number_locals.hpp"
#include "codegen/unit_code.hpp"

#include <algorithm>
#include <utility>

namespace jank::codegen {

// How the one who asks for a value wants it. `number` is a tagged word on the operand stack which is `unboxed_double` when the value is
// the double in the local of number_result() (number_locals.hpp); whoever wants it so takes that before anything else is emitted.
enum class want : std::uint8_t { object, long_integer, double_float, boolean, number, nothing };

want wanted(analyzer::value_type t);
wasm::value_type wasm_type(want w); // w is not `nothing`

class emitter {
public:
  // Emits `root` as a function (self) -> value and appends it to `unit.inits`.
  static void emit_top_level(unit_code &unit, analyzer::tree const &tree);

private:
  emitter(unit_code &unit, lifetimes const &lives, analyzer::node const *body, std::string name)
      : unit_{unit}, lives_{lives}, number_locals_{number_locals(body)} {
    out_.name = std::move(name);
  }

  struct place {
    std::uint32_t index{};   // wasm local
    want type{want::object}; // its representation
    std::int32_t slot{-1};   // in the frame, or none
    std::uint32_t number{};  // of a number: wasm local of the double
  };
  struct temporary {
    std::uint32_t index;
    want type;
    std::int32_t slot;
    std::uint32_t number{};
  };

  // functions.cpp
  static std::uint32_t emit_function_type(unit_code &unit, analyzer::fn_node const *fn);
  static std::uint32_t emit_arity(unit_code &unit, analyzer::fn_node const *fn, analyzer::fn_arity const *arity,
                                  std::vector<emitted_arity> const &siblings);
  void enter_parameters(analyzer::fn_node const *fn, analyzer::fn_arity const *arity);
  void entry_safepoint(analyzer::fn_arity const *arity);
  void check_stack();
  void note_exception();
  void open_frame(std::uint32_t frame_bytes);
  std::uint32_t finish(std::string_view parameters);
  void fn(analyzer::fn_node const *n, want w);
  void store_captured(analyzer::fn_node const *n, std::uint32_t closure);
  void letfn(analyzer::letfn_node const *n, want w);

  // values.cpp
  void emit(analyzer::node const *n, want w);
  void convert(want from, want to);
  void unbox_fixnum_or(unit::runtime_function otherwise);
  void unbox_double();
  void push_fixnum(std::uint32_t local);
  void constant(object_ref v, want w);
  void local_ref(analyzer::local const *l, want w);
  void box_in_place(place const &p);
  void is_unboxed(std::uint32_t tagged);
  void convert_number(want to);
  void literal(analyzer::node const *n, std::vector<analyzer::node *> const &items, unit::runtime_function make,
               want w);
  void def(analyzer::def_node const *n, want w);
  void field_ref(analyzer::field_ref_node const *n, want w);
  void field_key(std::string const &name);
  void set_field(analyzer::set_field_node const *n, want w);

  // control.cpp
  void condition(analyzer::node const *n);
  void if_(analyzer::if_node const *n, want w);
  void let(std::vector<analyzer::binding> const &bindings);
  void loop(analyzer::loop_node const *n, want w);
  void recur(analyzer::recur_node const *n);
  void try_(analyzer::try_node const *n, want w);
  void try_catches(analyzer::try_node const *n, want w);
  void guarded_body(analyzer::try_node const *n);
  void is_thrown(std::uint32_t value);
  void catch_clause(analyzer::catch_clause const &c, std::uint32_t value, std::int32_t body_slots, want w);
  void clear_dead(analyzer::node const *arm);
  void clear_unwound(analyzer::node const *handler, std::int32_t body_slots);

  // calls.cpp
  void call(analyzer::call_node const *n, want w);
  void call_many(analyzer::call_node const *n, want w);
  bool direct_self_call(analyzer::call_node const *n, want w);
  std::vector<temporary> prepare(std::vector<analyzer::node *> const &operands, std::vector<want> const &wants);
  void push(std::vector<analyzer::node *> const &operands, std::vector<want> const &wants,
            std::vector<temporary> const &prepared, std::size_t from = 0);
  void push_number(analyzer::node const *n);
  std::size_t prepared_count(std::vector<analyzer::node *> const &operands, std::vector<want> const &wants) const;
  void callable(std::uint32_t self);
  // Zeroes the slots of what `taker` took: of the locals it was the last to use, and of the operands that waited.
  void clear_taken(analyzer::node const *taker, std::vector<temporary> const &prepared);
  void clear_ended(analyzer::node const *taker);
  void release(std::vector<temporary> const &prepared);

  // nth.cpp
  void nth(analyzer::operation_node const *n);
  void nth_slowly(analyzer::operation_node const *n, temporary const &coll, temporary const *index);
  template <typename F> void saving_what_lives_across(analyzer::node const *n, F const &emit_call);

  // operations.cpp
  void operation(analyzer::operation_node const *n, want w);
  void arithmetic(analyzer::operation_node const *n, want w);
  std::vector<temporary> take_operands(analyzer::operation_node const *n, want w);
  std::vector<temporary> take_operands(analyzer::operation_node const *n, std::vector<want> const &wants);
  void long_arithmetic(analyzer::operation_node const *n);
  void double_arithmetic(analyzer::operation_node const *n);
  void tagged_arithmetic(analyzer::operation_node const *n);
  void tagged_arithmetic(analyzer::operation_node const *n, std::uint32_t a, std::uint32_t b);
  void fixnum_arithmetic(analyzer::operation_node const *n, std::uint32_t a, std::uint32_t b, std::uint32_t out);
  void are_fixnums(std::uint32_t a, std::uint32_t b, bool b_is_fixnum);
  void slow_comparison(analyzer::operation_node const *n, std::uint32_t a, std::uint32_t b);
  void slow_operation(analyzer::operation_node const *n, std::uint32_t a, std::uint32_t b);
  void tagged_division(analyzer::operation_node const *n);
  void bit_operation(analyzer::operation_node const *n);
  void comparison(analyzer::operation_node const *n);
  void tagged_comparison(analyzer::operation_node const *n);
  void equality(analyzer::operation_node const *n);
  void sign_test(analyzer::operation_node const *n);

  // mixed_operations.cpp
  bool is_mixed(analyzer::operation_node const *n) const;
  void mixed_test(analyzer::operation_node const *n);
  void mixed_arithmetic(analyzer::operation_node const *n);
  void no_overflow(bool adds, std::uint32_t a, std::uint32_t b, std::uint32_t r);

  // number_trees.cpp
  struct number_leaf;
  class number_tree_code;
  // Both are false when it is no such tree.
  bool number_tree_operation(analyzer::operation_node const *n, want w);
  bool number_tree_comparison(analyzer::operation_node const *n);
  bool is_number_local(analyzer::node const *n) const;
  bool is_number(analyzer::node const *n) const;
  void unbox_leaves(std::vector<number_leaf> &leaves, std::uint32_t otherwise);
  void give_back_leaves(std::vector<number_leaf> const &leaves);
  std::vector<number_leaf> take_leaves(analyzer::operation_node const *root,
                                       std::vector<analyzer::node *> const &leaves,
                                       std::vector<analyzer::operation_node const *> const &takers,
                                       std::vector<temporary> &taken);
  void unbox_double_or_leave(std::uint32_t tagged, std::uint32_t otherwise);

  // frame.cpp
  place const &bind(analyzer::local const *l); // reserves a wasm local (and a slot when it crosses)
  void set_local(analyzer::local const *l);    // pops the value; writes the slot
  void set_pushed(analyzer::local const *l);   // the same for what `push` left
  std::uint32_t number_result();
  void unbind(analyzer::local const *l);
  std::uint32_t take_wasm_local(want type);
  void give_back(std::uint32_t index, want type);
  std::int32_t take_slot() { return take_slots(1); }
  std::int32_t take_slots(std::int32_t count);
  void drop_slots(std::int32_t count) { slot_top_ -= count; }
  // How many slots above those in use the code that `emit_body` emits takes at most.
  template <typename F> std::int32_t slots_of(F const &emit_body) {
    std::int32_t const high{std::exchange(slot_high_, slot_top_)};
    emit_body();
    std::int32_t const taken{slot_high_ - slot_top_};
    slot_high_ = std::max(slot_high_, high);
    return taken;
  }
  void store_slot(std::int32_t slot, std::uint32_t wasm_local);
  void clear_slots(std::int32_t first, std::int32_t count);
  void frame_address(std::int32_t slot);
  std::uint32_t frame_pointer();
  // `where`: the loop (loop_node or fn_arity) whose back edge this is, or, at the entry, the arity.
  void safepoint(void const *where, bool at_entry);
  std::uint32_t countdown();
  void restore_stack_pointer();

  // instructions
  void op(wasm::opcode o) { out_.code.push_back(o); }
  void op(wasm::opcode o, std::uint64_t n) {
    op(o);
    put_unsigned(out_.code, n);
  }
  void memory(wasm::opcode o, std::uint32_t offset) {
    op(o);
    put_unsigned(out_.code, 2);
    put_unsigned(out_.code, offset);
  }
  void i32_const(std::int32_t n) {
    op(wasm::i32_const);
    put_signed(out_.code, n);
  }
  void i64_const(std::int64_t n) {
    op(wasm::i64_const);
    put_signed(out_.code, n);
  }
  void f64_const(double d);
  void symbolic_op(symbolic s, std::uint32_t index = 0) {
    out_.fixups.push_back({static_cast<std::uint32_t>(out_.code.size()), s, index});
  }
  void runtime_call(unit::runtime_function f) { symbolic_op(symbolic::runtime_call, static_cast<std::uint32_t>(f)); }
  void constant_index(std::uint32_t i) { symbolic_op(symbolic::constant, i); }
  // Opens a block and counts its label.
  void open(wasm::opcode o, want result) {
    op(o);
    out_.code.push_back(result == want::nothing ? wasm::empty : wasm_type(result));
    ++depth_;
  }
  void close() {
    op(wasm::end);
    --depth_;
  }
  void mark(analyzer::position p);

  unit_code &unit_;
  lifetimes const &lives_;
  emitted_function out_;
  std::unordered_map<analyzer::local const *, place> places_;
  std::vector<analyzer::local const *> unsaved_; // object locals in scope that have no slot
  std::vector<std::uint32_t> waiting_;           // operands that have no slot while those behind them are computed
  std::unordered_set<analyzer::local const *> const number_locals_;
  std::vector<std::uint32_t> free_locals_[5]; // by want
  std::uint32_t parameter_count_{};
  std::int32_t slot_top_{};
  std::int32_t slot_high_{};
  std::int32_t entry_slots_{}; // the first ones, written before anything else happens
  std::int64_t frame_pointer_{-1};
  std::int64_t countdown_{-1};     // wasm local: turns until the next poll
  std::int64_t number_result_{-1}; // wasm local: see want::number
  bool needs_frame_{};
  std::uint32_t depth_{};
  std::unordered_map<void const *, std::uint32_t> loop_labels_; // loop_node or fn_arity -> depth at its label
  std::unordered_map<analyzer::fn_node const *, std::uint32_t> emitted_types_; // a `finally` is emitted twice
  analyzer::fn_node const *self_fn_{};
  std::vector<emitted_arity> const *siblings_{}; // functions of the arities of self_fn_
};

} // namespace jank::codegen
