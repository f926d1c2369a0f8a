#include "codegen/abi.hpp"
#include "codegen/emitter.hpp"
#include "memory/interruption.hpp"

namespace jank::codegen {

using namespace analyzer;
using unit::runtime_function;

namespace {

// Tells the variadic arity from a fixed one of the same count in a list of siblings.
constexpr int variadic_mark{object::max_arity + 2};

// A call takes at least 48 bytes of the engine's stack, which has about a megabyte; the shadow stack has eight. So only functions with
// larger frames can exhaust it first.
constexpr std::uint32_t largest_unchecked_frame{128};

std::string parameter_letters(std::size_t values) { return std::string(values + 1, 'i'); } // self first

} // namespace

void emitter::entry_safepoint(fn_arity const *arity) {
  if(lives_.any_collection()) { safepoint(arity, true); }
}

void emitter::enter_parameters(fn_node const *fn, fn_arity const *arity) {
  auto const enter{[&](local const *l, std::uint32_t index) {
    place p{index, want::object, -1};
    if(number_locals_.contains(l)) {
      p.type = want::number;
      p.number = take_wasm_local(want::double_float);
    }
    if(lives_.in_frame(l)) {
      p.slot = take_slot();
      store_slot(p.slot, index);
    } else {
      unsaved_.push_back(l);
    }
    places_[l] = p;
  }};
  parameter_count_ = static_cast<std::uint32_t>(arity->parameters.size()) + 1;
  if(fn->self != nullptr) { enter(fn->self, 0); }
  for(std::uint32_t i{}; i < arity->parameters.size(); ++i) {
    local const *const l{arity->parameters[i]};
    if(wanted(l->type) == want::object) {
      enter(l, i + 1);
    } else {
      op(wasm::local_get, i + 1);
      convert(want::object, wanted(l->type));
      bind(l);
      set_local(l);
    }
  }
  // Captured values are read once, so that a loop does not read them again and again.
  for(std::uint32_t i{}; i < fn->captured.size(); ++i) {
    local const *const l{fn->captured[i]};
    if(!lives_.used(l)) { continue; }
    bind(l);
    op(wasm::local_get, 0);
    memory(wasm::i32_load, abi::captured_offset + i * abi::word_size);
    convert(want::object, places_.at(l).type);
    set_local(l);
  }
  if(fn->is_try_body) {
    // It is called once, and nothing else may keep what it works on.
    for(std::uint32_t i{}; i < fn->captured.size(); ++i) {
      op(wasm::local_get, 0);
      i32_const(0);
      memory(wasm::i32_store, abi::captured_offset + i * abi::word_size);
    }
  }
  entry_slots_ = slot_top_;
}

// The frame pointer is on the operand stack, and stays there.
void emitter::check_stack() {
  constant_index(unit_.intern_address("stack-limit"));
  memory(wasm::i32_load, 0);
  op(wasm::i32_lt_u);
  open(wasm::if_, want::nothing);
  runtime_call(runtime_function::stack_exhausted);
  op(wasm::unreachable);
  close();
  op(wasm::local_get, frame_pointer());
}

void emitter::open_frame(std::uint32_t frame_bytes) {
  symbolic_op(symbolic::stack_get);
  if(frame_bytes == 0) {
    op(wasm::local_set, frame_pointer());
    return;
  }
  i32_const(static_cast<std::int32_t>(frame_bytes));
  op(wasm::i32_sub);
  op(wasm::local_tee, frame_pointer());
  if(frame_bytes > largest_unchecked_frame) { check_stack(); }
  symbolic_op(symbolic::stack_set);
  // What only fills the frame up is looked at as well.
  clear_slots(entry_slots_, static_cast<std::int32_t>(frame_bytes / abi::word_size) - entry_slots_);
}

std::uint32_t emitter::finish(std::string_view parameters) {
  std::uint32_t const slot_bytes{static_cast<std::uint32_t>(slot_high_) * abi::word_size};
  std::uint32_t const frame_bytes{(slot_bytes + 15) & ~15u}; // __stack_pointer stays 16-byte aligned
  if(needs_frame_ && frame_bytes != 0) {
    op(wasm::local_get, frame_pointer());
    i32_const(static_cast<std::int32_t>(frame_bytes));
    op(wasm::i32_add);
    symbolic_op(symbolic::stack_set);
  }
  if(needs_frame_ || countdown_ >= 0) {
    bytes body;
    std::vector<fixup> fixups;
    body.swap(out_.code);
    fixups.swap(out_.fixups);
    if(countdown_ >= 0) {
      i32_const(memory::turns_between_polls);
      op(wasm::local_set, countdown());
    }
    if(needs_frame_) { open_frame(frame_bytes); }
    auto const shift{static_cast<std::uint32_t>(out_.code.size())};
    auto const added{static_cast<std::uint32_t>(out_.fixups.size())};
    put_bytes(out_.code, body);
    for(fixup f : fixups) {
      f.at += shift;
      out_.fixups.push_back(f);
    }
    for(source_mark &m : out_.marks) {
      m.at += shift;
      m.fixups_before += added;
    }
  }
  out_.signature = unit_.intern_signature(parameters, 'i');
  return out_.signature;
}

// The end of a try's body. An exception stops here, where wasm can catch it, rather than in the frame of JavaScript behind; that frame is
// left to faults (unit/guard.hpp). Its address is on the operand stack.
void emitter::note_exception() {
  symbolic_op(symbolic::catch_tag);
  restore_stack_pointer();
  runtime_call(runtime_function::note_exception);
  close();
}

std::uint32_t emitter::emit_arity(unit_code &unit, fn_node const *fn, fn_arity const *arity,
                                  std::vector<emitted_arity> const &siblings) {
  lifetimes const lives{*arity};
  emitter e{unit, lives, arity->body, fn->name + "#" + std::to_string(arity->parameters.size())};
  e.self_fn_ = fn;
  e.siblings_ = &siblings;
  e.enter_parameters(fn, arity);
  e.entry_safepoint(arity);
  if(fn->is_try_body) { e.open(wasm::try_, want::object); }
  if(arity->has_recur) {
    e.open(wasm::loop, want::object);
    e.loop_labels_[arity] = e.depth_;
    e.emit(arity->body, want::object);
    e.close();
  } else {
    e.emit(arity->body, want::object);
  }
  if(fn->is_try_body) { e.note_exception(); }
  e.finish(parameter_letters(arity->parameters.size()));
  std::uint32_t index{};
  for(emitted_arity const &s : siblings) {
    if(s.count == static_cast<int>(arity->parameters.size()) + (arity->variadic ? variadic_mark : 0)) {
      index = s.function;
    }
  }
  e.out_.at = arity->at;
  e.out_.file = unit.file;
  e.out_.is_try_body = fn->is_try_body;
  unit.functions[index] = std::move(e.out_);
  return index;
}

std::uint32_t emitter::emit_function_type(unit_code &unit, fn_node const *fn) {
  emitted_type type{fn->name, static_cast<std::uint32_t>(fn->captured.size()), {}, -1, 0};
  // Indices first: the arities may call each other.
  std::vector<emitted_arity> siblings;
  for(auto const &a : fn->arities) {
    auto const index{static_cast<std::uint32_t>(unit.functions.size())};
    unit.functions.emplace_back();
    int const count{static_cast<int>(a->parameters.size())};
    siblings.push_back({count + (a->variadic ? variadic_mark : 0), index});
    if(a->variadic) {
      type.variadic_required = count - 1;
      type.variadic_function = index;
    } else {
      type.fixed.push_back({count, index});
    }
  }
  for(auto const &a : fn->arities) { emit_arity(unit, fn, a.get(), siblings); }
  unit.types.push_back(std::move(type));
  return static_cast<std::uint32_t>(unit.types.size() - 1);
}

void emitter::store_captured(fn_node const *n, std::uint32_t closure) {
  for(std::uint32_t i{}; i < n->captured.size(); ++i) {
    op(wasm::local_get, closure);
    local_ref(n->captured[i], want::object);
    memory(wasm::i32_store, abi::captured_offset + i * abi::word_size);
  }
}

void emitter::fn(fn_node const *n, want w) {
  auto const known{emitted_types_.find(n)};
  std::uint32_t const type{known != emitted_types_.end() ? known->second : emit_function_type(unit_, n)};
  emitted_types_[n] = type;
  if(w == want::nothing) {
    clear_ended(n);
    return;
  }
  if(n->captured.empty()) {
    std::uint32_t const index{unit_.intern_type_constant(constant_kind::function, type)};
    unit_.constants[index].value = n->meta;
    constant_index(index);
  } else {
    std::uint32_t const closure{take_wasm_local(want::object)};
    constant_index(unit_.intern_type_constant(constant_kind::function_type, type));
    runtime_call(runtime_function::make_closure);
    op(wasm::local_set, closure);
    if(n->meta.is_some()) {
      op(wasm::local_get, closure);
      constant(n->meta, want::object);
      memory(wasm::i32_store, abi::function_meta_offset);
    }
    store_captured(n, closure);
    clear_ended(n);
    op(wasm::local_get, closure);
    give_back(closure, want::object);
  }
  convert(want::object, w);
}

void emitter::letfn(letfn_node const *n, want w) {
  // All closures first, then what they captured: each may hold the others.
  for(binding const &b : n->bindings) {
    auto const *const f{static_cast<fn_node const *>(b.init)};
    std::uint32_t const type{emit_function_type(unit_, f)};
    bind(b.target);
    if(f->captured.empty()) {
      constant_index(unit_.intern_type_constant(constant_kind::function, type));
    } else {
      constant_index(unit_.intern_type_constant(constant_kind::function_type, type));
      runtime_call(runtime_function::make_closure);
    }
    set_local(b.target);
  }
  for(binding const &b : n->bindings) {
    store_captured(static_cast<fn_node const *>(b.init), places_.at(b.target).index);
  }
  clear_ended(n);
  emit(n->body, w);
  for(auto b{n->bindings.rbegin()}; b != n->bindings.rend(); ++b) { unbind(b->target); }
}

namespace {

void describe_definition(unit_code &unit, def_node const *d) {
  auto const is_constant{[](node const *n) { return n == nullptr || n->what == node_kind::constant; }};
  bool const closed{d->init != nullptr && d->init->what == node_kind::fn &&
                    static_cast<fn_node const *>(d->init)->captured.empty()};
  unit.form.only_binds = is_constant(d->meta) && (closed || is_constant(d->init));
  if(d->meta != nullptr && is_constant(d->meta)) {
    unit.form.metadata = unit.intern_value(static_cast<constant_node const *>(d->meta)->value);
  }
}

} // namespace

void emitter::emit_top_level(unit_code &unit, tree const &tree) {
  lifetimes const lives{*tree.root};
  auto const index{static_cast<std::uint32_t>(unit.functions.size())};
  unit.functions.emplace_back();
  emitter e{unit, lives, tree.root, unit.name + "/top-level"};
  e.parameter_count_ = 1;
  e.emit(tree.root, want::object);
  e.finish("i");
  e.out_.at = tree.root->at;
  e.out_.file = unit.file;
  unit.functions[index] = std::move(e.out_);
  unit.inits.push_back(index);
  if(tree.root->what == node_kind::def) {
    auto const *const d{static_cast<def_node const *>(tree.root)};
    describe_definition(unit, d);
    if(d->init != nullptr && d->init->what == node_kind::fn) {
      auto const *const f{static_cast<fn_node const *>(d->init)};
      auto const type{e.emitted_types_.find(f)};
      if(type != e.emitted_types_.end() && f->captured.empty()) {
        unit.definitions.push_back({unit.intern_var(d->target), type->second});
      }
    }
  }
}

} // namespace jank::codegen
