#include "codegen/abi.hpp"
#include "codegen/emitter.hpp"
#include "codegen/operation_codes.hpp"

namespace jank::codegen {

using namespace analyzer;
using unit::runtime_function;

namespace {

// Reading it later, after other operands were computed, gives the same value, and nothing has to wait in between.
bool can_be_read_late(node const *n) { return n->what == node_kind::constant || n->what == node_kind::local_ref; }

} // namespace

// How many operands `prepare` computes: all up to the last one that may collect, or that takes two words on the operand stack.
std::size_t emitter::prepared_count(std::vector<node *> const &operands, std::vector<want> const &wants) const {
  std::size_t end{operands.size()};
  while(end > 0 && !lives_.collects(operands[end - 1]) &&
        (wants[end - 1] != want::number || can_be_read_late(operands[end - 1]))) {
    --end;
  }
  return end;
}

// Computes those operands, in order, and puts them aside: each that waits for a later collecting one gets a slot, unless that collects
// rarely. The rest is computed by `push`, directly onto the operand stack.
std::vector<emitter::temporary> emitter::prepare(std::vector<node *> const &operands, std::vector<want> const &wants) {
  std::size_t const end{prepared_count(operands, wants)};
  auto const collects_often{[this](node const *n) { return lives_.collects(n) && !lives_.collects_rarely(n); }};
  std::size_t rooted_end{end};
  while(rooted_end > 0 && !collects_often(operands[rooted_end - 1])) { --rooted_end; }
  std::size_t const waiting_before{waiting_.size()};
  std::vector<temporary> prepared;
  for(std::size_t i{}; i < end; ++i) {
    if(can_be_read_late(operands[i])) { continue; }
    emit(operands[i], wants[i]);
    temporary t{take_wasm_local(wants[i]), wants[i], -1};
    op(wasm::local_set, t.index);
    if(t.type == want::number) {
      t.number = take_wasm_local(want::double_float);
      op(wasm::local_get, number_result());
      op(wasm::local_set, t.number);
    }
    if(t.type == want::object || t.type == want::number) {
      if(i + 1 < rooted_end) {
        t.slot = take_slot();
        store_slot(t.slot, t.index);
      } else if(i + 1 < end) {
        waiting_.push_back(t.index);
      }
    }
    prepared.push_back(t);
  }
  waiting_.resize(waiting_before);
  return prepared;
}

// A number is two words on the operand stack: the double, and the tagged one.
void emitter::push(std::vector<node *> const &operands, std::vector<want> const &wants,
                   std::vector<temporary> const &prepared, std::size_t from) {
  std::size_t const end{prepared_count(operands, wants)};
  std::size_t next{};
  for(std::size_t i{}; i < operands.size(); ++i) {
    if(i < end && !can_be_read_late(operands[i])) {
      temporary const &t{prepared[next++]};
      if(i < from) { continue; }
      if(t.type == want::number) { op(wasm::local_get, t.number); }
      op(wasm::local_get, t.index);
    } else if(i >= from) {
      if(wants[i] == want::number) {
        push_number(operands[i]);
      } else {
        emit(operands[i], wants[i]);
      }
    }
  }
}

// Of a constant or a local.
void emitter::push_number(node const *n) {
  if(is_number_local(n)) {
    place const &p{places_.at(static_cast<local_ref_node const *>(n)->target)};
    op(wasm::local_get, p.number);
    op(wasm::local_get, p.index);
  } else if(n->type == value_type::double_float || object::is_double(constant_of(n))) {
    emit(n, want::double_float);
    i32_const(unboxed_double);
  } else {
    f64_const(0);
    emit(n, want::object);
  }
}

void emitter::release(std::vector<temporary> const &prepared) {
  for(auto t{prepared.rbegin()}; t != prepared.rend(); ++t) {
    if(t->slot >= 0) { drop_slots(1); }
    give_back(t->index, t->type);
    if(t->type == want::number) { give_back(t->number, want::double_float); }
  }
}

void emitter::clear_ended(node const *taker) {
  for(local const *const l : lives_.ended_by(taker)) {
    place const &p{places_.at(l)};
    if(p.slot >= 0) { clear_slots(p.slot, 1); }
  }
}

void emitter::clear_taken(node const *taker, std::vector<temporary> const &prepared) {
  clear_ended(taker);
  bool const collects{taker->what == node_kind::call || taker->what == node_kind::def ||
                      taker->what == node_kind::recur || lives_.collects_after(taker)};
  if(!collects) { return; }
  for(temporary const &t : prepared) {
    if(t.slot >= 0) { clear_slots(t.slot, 1); }
  }
}

// Makes a callee of the value on the operand stack: an immediate has no type to look into (nil is zero, all others have a low
// bit set), so an object that throws takes its place. Leaves it in `self` and on the stack.
void emitter::callable(std::uint32_t self) {
  op(wasm::local_tee, self);
  op(wasm::i32_eqz);
  op(wasm::local_get, self);
  i32_const(object::tag_mask);
  op(wasm::i32_and);
  op(wasm::i32_or);
  open(wasm::if_, want::nothing);
  op(wasm::local_get, self);
  runtime_call(runtime_function::callable);
  op(wasm::local_set, self);
  close();
  op(wasm::local_get, self);
}

void emitter::call(call_node const *n, want w) {
  if(n->args.size() > object::max_arity) {
    call_many(n, w);
    return;
  }
  if(direct_self_call(n, w)) { return; }
  auto const argument_count{static_cast<std::uint32_t>(n->args.size())};
  std::uint32_t const signature{unit_.intern_signature(std::string(argument_count + 1, 'i'), 'i')};
  bool const through_var{n->callee->what == node_kind::var_value};

  std::vector<node *> operands;
  if(!through_var) { operands.push_back(n->callee); }
  operands.insert(operands.end(), n->args.begin(), n->args.end());
  std::vector<want> const wants(operands.size(), want::object);
  auto const prepared{prepare(operands, wants)};

  std::uint32_t const self{take_wasm_local(want::object)};
  std::uint32_t var{};
  if(through_var) {
    // What the var holds when the arguments are there is what gets called.
    bool const constants{std::ranges::all_of(n->args, [](node const *a) { return a->what == node_kind::constant; })};
    var = unit_.intern_var(static_cast<var_value_node const *>(n->callee)->target,
                           constants ? called_with_constants : called);
    constant_index(var);
    memory(wasm::i32_load, abi::var_callable_offset);
    op(wasm::local_tee, self);
    push(operands, wants, prepared);
  } else {
    bool const waits{!prepared.empty() && !can_be_read_late(n->callee)};
    if(waits) {
      op(wasm::local_get, prepared[0].index);
    } else {
      emit(n->callee, want::object);
    }
    bool const known{n->callee->what == node_kind::constant &&
                     static_cast<constant_node const *>(n->callee)->value.is_heap()};
    if(known) {
      op(wasm::local_tee, self);
    } else {
      callable(self);
    }
    push(operands, wants, prepared, 1);
  }
  clear_taken(n, prepared);
  mark(n->at);
  unit_.invocations.push_back({through_var ? var : invocation::no_var, argument_count, self, signature});
  symbolic_op(symbolic::invoke, static_cast<std::uint32_t>(unit_.invocations.size() - 1));
  give_back(self, want::object);
  release(prepared);
  convert(want::object, w);
}

// A function calling itself by its own name means this very code.
bool emitter::direct_self_call(call_node const *n, want w) {
  if(n->callee->what != node_kind::local_ref || self_fn_ == nullptr ||
     static_cast<local_ref_node const *>(n->callee)->target != self_fn_->self) {
    return false;
  }
  for(emitted_arity const &a : *siblings_) {
    if(a.count != static_cast<int>(n->args.size())) { continue; }
    std::vector<want> const wants(n->args.size(), want::object);
    auto const prepared{prepare(n->args, wants)};
    op(wasm::local_get, 0);
    push(n->args, wants, prepared);
    clear_taken(n, prepared);
    mark(n->at);
    symbolic_op(symbolic::local_call, a.function);
    release(prepared);
    convert(want::object, w);
    return true;
  }
  return false;
}

// More arguments than are passed positionally: they lie in a row of slots.
void emitter::call_many(call_node const *n, want w) {
  auto const count{static_cast<std::int32_t>(n->args.size())};
  std::int32_t const first{take_slots(count + 1)};
  auto const put{[&](node const *value, std::int32_t slot) {
    std::uint32_t const held{take_wasm_local(want::object)};
    emit(value, want::object);
    op(wasm::local_set, held);
    store_slot(slot, held);
    give_back(held, want::object);
  }};
  put(n->callee, first);
  for(std::int32_t i{}; i < count; ++i) { put(n->args[static_cast<std::size_t>(i)], first + 1 + i); }
  clear_ended(n);
  op(wasm::local_get, frame_pointer());
  memory(wasm::i32_load, static_cast<std::uint32_t>(first) * abi::word_size);
  frame_address(first + 1);
  i32_const(count);
  mark(n->at);
  runtime_call(runtime_function::call_many);
  if(lives_.collects_after(n)) { clear_slots(first, count + 1); }
  drop_slots(count + 1);
  convert(want::object, w);
}

} // namespace jank::codegen
