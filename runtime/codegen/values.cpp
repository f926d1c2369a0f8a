#include "codegen/abi.hpp"
#include "codegen/emitter.hpp"
#include "object/number.hpp"

namespace jank::codegen {

using namespace analyzer;
using unit::runtime_function;

void emitter::convert(want from, want to) {
  if(from == to) { return; }
  if(to == want::nothing) {
    op(wasm::drop);
    return;
  }
  if(from == want::nothing) {
    // Control does not come here; the operand stack may be taken to hold anything.
    op(wasm::unreachable);
    return;
  }
  if(from == want::number) { return convert_number(to); }
  switch(to) {
  case want::number:
    if(from == want::double_float) {
      op(wasm::local_set, number_result());
      i32_const(unboxed_double);
    } else {
      convert(from, want::object);
    }
    break;
  case want::object:
    if(from == want::long_integer) {
      runtime_call(runtime_function::box_long);
    } else if(from == want::double_float) {
      runtime_call(runtime_function::box_double);
    } else {
      // false is 2 and true is 10
      i32_const(3);
      op(wasm::i32_shl);
      i32_const(2);
      op(wasm::i32_add);
    }
    break;
  case want::long_integer:
    if(from != want::object) { convert(from, want::object); }
    unbox_fixnum_or(runtime_function::unbox_long);
    break;
  case want::double_float:
    if(from == want::long_integer) {
      op(wasm::f64_convert_i64_s);
    } else {
      if(from != want::object) { convert(from, want::object); }
      unbox_double();
    }
    break;
  case want::boolean:
    if(from == want::object) {
      i32_const(~static_cast<std::int32_t>(object::false_bits));
      op(wasm::i32_and);
      i32_const(0);
      op(wasm::i32_ne);
    } else {
      // every number is true
      op(wasm::drop);
      i32_const(1);
    }
    break;
  case want::nothing: break;
  }
}

// Most longs are fixnums, and those need no call.
void emitter::unbox_fixnum_or(runtime_function otherwise) {
  std::uint32_t const v{take_wasm_local(want::object)};
  op(wasm::local_tee, v);
  i32_const(1);
  op(wasm::i32_and);
  open(wasm::if_, want::long_integer);
  push_fixnum(v);
  op(wasm::else_);
  op(wasm::local_get, v);
  runtime_call(otherwise);
  close();
  give_back(v, want::object);
}

void emitter::is_unboxed(std::uint32_t tagged) {
  op(wasm::local_get, tagged);
  i32_const(unboxed_double);
  op(wasm::i32_eq);
}

// From a number to something else.
void emitter::convert_number(want to) {
  if(to == want::boolean) { return convert(want::object, want::boolean); }
  std::uint32_t const v{take_wasm_local(want::object)};
  op(wasm::local_set, v);
  is_unboxed(v);
  want const as{to == want::double_float ? want::double_float : want::object};
  open(wasm::if_, as);
  op(wasm::local_get, number_result());
  convert(want::double_float, as);
  op(wasm::else_);
  op(wasm::local_get, v);
  convert(want::object, as);
  close();
  give_back(v, want::object);
  convert(as, to);
}

void emitter::box_in_place(place const &p) {
  is_unboxed(p.index);
  open(wasm::if_, want::nothing);
  op(wasm::local_get, p.number);
  runtime_call(runtime_function::box_double);
  op(wasm::local_set, p.index);
  if(p.slot >= 0) { store_slot(p.slot, p.index); }
  close();
}

// Leaves the double that the value in the local is, or branches to `otherwise` when it is something else.
void emitter::unbox_double_or_leave(std::uint32_t tagged, std::uint32_t otherwise) {
  // Immediates save nil have tag bits. Nil leads to address 0, where there is nothing, not the kind of a double either.
  op(wasm::local_get, tagged);
  i32_const(object::tag_mask);
  op(wasm::i32_and);
  op(wasm::br_if, depth_ - otherwise);
  op(wasm::local_get, tagged);
  memory(wasm::i32_load, abi::type_offset);
  op(wasm::i32_load8_u);
  put_unsigned(out_.code, 0);
  put_unsigned(out_.code, abi::type_kind_offset);
  i32_const(static_cast<std::int32_t>(object::kind::double_float));
  op(wasm::i32_ne);
  op(wasm::br_if, depth_ - otherwise);
  op(wasm::local_get, tagged);
  op(wasm::f64_load);
  put_unsigned(out_.code, 3);
  put_unsigned(out_.code, abi::double_value_offset);
}

void emitter::unbox_double() {
  std::uint32_t const v{take_wasm_local(want::object)};
  op(wasm::local_set, v);
  open(wasm::block, want::double_float);
  std::uint32_t const out{depth_};
  open(wasm::block, want::nothing);
  unbox_double_or_leave(v, depth_);
  op(wasm::br, depth_ - out);
  close();
  op(wasm::local_get, v);
  runtime_call(runtime_function::unbox_double);
  close();
  give_back(v, want::object);
}

// The local holds a fixnum; leaves an i64.
void emitter::push_fixnum(std::uint32_t local) {
  op(wasm::local_get, local);
  i32_const(1);
  op(wasm::i32_shr_s);
  op(wasm::i64_extend_i32_s);
}

void emitter::constant(object_ref v, want w) {
  switch(w) {
  case want::nothing: return;
  case want::long_integer:
    if(object::is_long(v)) {
      i64_const(object::as_long(v));
      return;
    }
    break;
  case want::double_float:
    if(object::is_double(v)) {
      f64_const(object::as_double(v));
      return;
    }
    if(object::is_long(v)) {
      f64_const(static_cast<double>(object::as_long(v)));
      return;
    }
    break;
  case want::boolean: i32_const(v.truthy() ? 1 : 0); return;
  case want::number:
    if(object::is_double(v)) {
      f64_const(object::as_double(v));
      return convert(want::double_float, w);
    }
    break;
  case want::object: break;
  }
  if(!v.is_heap()) {
    i32_const(static_cast<std::int32_t>(v.bits));
  } else if(object::is(v, object::kind::var)) {
    constant_index(unit_.intern_var(v, taken));
  } else {
    constant_index(unit_.intern_value(v));
  }
  convert(want::object, w);
}

void emitter::local_ref(local const *l, want w) {
  if(w == want::nothing) { return; }
  place const &p{places_.at(l)};
  if(p.type != want::number) {
    op(wasm::local_get, p.index);
    return convert(p.type, w);
  }
  switch(w) {
  case want::number:
    op(wasm::local_get, p.number);
    op(wasm::local_set, number_result());
    op(wasm::local_get, p.index);
    break;
  case want::boolean:
    op(wasm::local_get, p.index);
    convert_number(w);
    break;
  case want::double_float:
    is_unboxed(p.index);
    open(wasm::if_, want::double_float);
    op(wasm::local_get, p.number);
    op(wasm::else_);
    op(wasm::local_get, p.index);
    unbox_double();
    close();
    break;
  default:
    box_in_place(p);
    op(wasm::local_get, p.index);
    convert(want::object, w);
  }
}

void emitter::literal(node const *n, std::vector<node *> const &items, runtime_function make, want w) {
  // The items are written straight into a row of slots, which roots them and is what the runtime reads.
  auto const count{static_cast<std::int32_t>(items.size())};
  std::int32_t const first{take_slots(count)};
  for(std::int32_t i{}; i < count; ++i) {
    std::uint32_t const value{take_wasm_local(want::object)};
    emit(items[static_cast<std::size_t>(i)], want::object);
    op(wasm::local_set, value);
    store_slot(first + i, value);
    give_back(value, want::object);
  }
  clear_ended(n);
  frame_address(first);
  i32_const(count);
  mark(n->at);
  runtime_call(make);
  if(lives_.collects_after(n)) { clear_slots(first, count); }
  drop_slots(count);
  convert(want::object, w);
}

void emitter::def(def_node const *n, want w) {
  std::uint32_t const var{unit_.intern_var(n->target)};
  if(self_fn_ == nullptr) { unit_.form.defined.push_back(var); }
  std::vector<node *> operands;
  if(n->init != nullptr) { operands.push_back(n->init); }
  if(n->meta != nullptr) { operands.push_back(n->meta); }
  std::vector<want> const wants(operands.size(), want::object);
  auto const prepared{prepare(operands, wants)};
  constant_index(var);
  push(operands, wants, prepared);
  clear_taken(n, prepared);
  if(n->meta == nullptr) { i32_const(0); }
  mark(n->at);
  runtime_call(n->init != nullptr ? runtime_function::define : runtime_function::intern);
  release(prepared);
  convert(want::object, w);
}

void emitter::field_ref(field_ref_node const *n, want w) {
  emit(n->instance, want::object);
  clear_ended(n);
  std::uint32_t const offset{abi::fields_offset + n->field * abi::word_size};
  if(n->found == field_access::fixed) {
    memory(wasm::i32_load, offset);
  } else if(n->found == field_access::by_name) {
    field_key(n->name);
    runtime_call(runtime_function::read_field);
  } else {
    std::uint32_t const instance{take_wasm_local(want::object)};
    op(wasm::local_tee, instance);
    memory(wasm::i32_load, abi::type_offset);
    memory(wasm::i32_load, abi::field_count_offset);
    i32_const(static_cast<std::int32_t>(n->field));
    op(wasm::i32_gt_u);
    open(wasm::if_, want::object);
    op(wasm::local_get, instance);
    memory(wasm::i32_load, offset);
    op(wasm::else_);
    op(wasm::local_get, instance);
    field_key(n->name);
    runtime_call(runtime_function::read_field);
    close();
    give_back(instance, want::object);
  }
  convert(want::object, w);
}

void emitter::field_key(std::string const &name) {
  constant_index(unit_.intern_value(object_ref{object::make_keyword({}, name)}));
}

void emitter::set_field(set_field_node const *n, want w) {
  std::vector<node *> const operands{n->instance, n->value};
  std::vector<want> const wants(2, want::object);
  auto const prepared{prepare(operands, wants)};
  push(operands, wants, prepared);
  if(n->found != field_access::fixed) {
    field_key(n->name);
    runtime_call(runtime_function::write_field);
    clear_taken(n, prepared);
    release(prepared);
    convert(want::object, w);
    return;
  }
  std::uint32_t const value{take_wasm_local(want::object)};
  op(wasm::local_tee, value);
  memory(wasm::i32_store, abi::fields_offset + n->field * abi::word_size);
  clear_taken(n, prepared);
  release(prepared);
  if(w != want::nothing) {
    op(wasm::local_get, value);
    convert(want::object, w);
  }
  give_back(value, want::object);
}

void emitter::emit(node const *n, want w) {
  switch(n->what) {
  case node_kind::constant: constant(static_cast<constant_node const *>(n)->value, w); break;
  case node_kind::local_ref:
    local_ref(static_cast<local_ref_node const *>(n)->target, w);
    clear_ended(n);
    break;
  case node_kind::var_value:
    if(w == want::nothing) { break; }
    constant_index(unit_.intern_var(static_cast<var_value_node const *>(n)->target, read));
    memory(wasm::i32_load, abi::var_value_offset);
    convert(want::object, w);
    break;
  case node_kind::if_: if_(static_cast<if_node const *>(n), w); break;
  case node_kind::do_: {
    auto const *const d{static_cast<do_node const *>(n)};
    for(node const *const s : d->statements) { emit(s, want::nothing); }
    emit(d->result, w);
    break;
  }
  case node_kind::let: {
    auto const *const l{static_cast<let_node const *>(n)};
    let(l->bindings);
    emit(l->body, w);
    for(auto b{l->bindings.rbegin()}; b != l->bindings.rend(); ++b) { unbind(b->target); }
    break;
  }
  case node_kind::loop: loop(static_cast<loop_node const *>(n), w); break;
  case node_kind::recur: recur(static_cast<recur_node const *>(n)); break;
  case node_kind::fn: fn(static_cast<fn_node const *>(n), w); break;
  case node_kind::call: call(static_cast<call_node const *>(n), w); break;
  case node_kind::operation: operation(static_cast<operation_node const *>(n), w); break;
  case node_kind::throw_:
    emit(static_cast<throw_node const *>(n)->value, want::object);
    clear_ended(n);
    mark(n->at);
    runtime_call(runtime_function::throw_value);
    op(wasm::unreachable);
    break;
  case node_kind::try_: try_(static_cast<try_node const *>(n), w); break;
  case node_kind::letfn: letfn(static_cast<letfn_node const *>(n), w); break;
  case node_kind::def: def(static_cast<def_node const *>(n), w); break;
  case node_kind::set_var: {
    auto const *const s{static_cast<set_var_node const *>(n)};
    constant_index(unit_.intern_var(s->target));
    emit(s->value, want::object);
    clear_ended(n);
    mark(n->at);
    runtime_call(runtime_function::set_bound);
    convert(want::object, w);
    break;
  }
  case node_kind::field_ref: field_ref(static_cast<field_ref_node const *>(n), w); break;
  case node_kind::set_field: set_field(static_cast<set_field_node const *>(n), w); break;
  case node_kind::vector:
    literal(n, static_cast<vector_node const *>(n)->items, runtime_function::make_vector, w);
    break;
  case node_kind::map: literal(n, static_cast<map_node const *>(n)->items, runtime_function::make_map, w); break;
  case node_kind::set: literal(n, static_cast<set_node const *>(n)->items, runtime_function::make_set, w); break;
  }
}

} // namespace jank::codegen
