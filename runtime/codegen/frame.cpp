#include "codegen/abi.hpp"
#include "codegen/emitter.hpp"

#include <algorithm>
#include <bit>

namespace jank::codegen {

using namespace analyzer;

want wanted(value_type t) {
  switch(t) {
  case value_type::object: return want::object;
  case value_type::long_integer: return want::long_integer;
  case value_type::double_float: return want::double_float;
  case value_type::boolean: return want::boolean;
  case value_type::nothing: return want::nothing;
  }
  return want::object;
}

wasm::value_type wasm_type(want w) {
  switch(w) {
  case want::long_integer: return wasm::i64;
  case want::double_float: return wasm::f64;
  default: return wasm::i32;
  }
}

std::uint32_t emitter::take_wasm_local(want type) {
  auto &free{free_locals_[static_cast<int>(type)]};
  if(!free.empty()) {
    std::uint32_t const index{free.back()};
    free.pop_back();
    return index;
  }
  out_.locals.push_back(wasm_type(type));
  return parameter_count_ + static_cast<std::uint32_t>(out_.locals.size()) - 1;
}

void emitter::give_back(std::uint32_t index, want type) {
  if(index >= parameter_count_) { free_locals_[static_cast<int>(type)].push_back(index); }
}

std::int32_t emitter::take_slots(std::int32_t count) {
  std::int32_t const first{slot_top_};
  slot_top_ += count;
  slot_high_ = std::max(slot_high_, slot_top_);
  return first;
}

std::uint32_t emitter::frame_pointer() {
  needs_frame_ = true;
  if(frame_pointer_ < 0) { frame_pointer_ = take_wasm_local(want::boolean); }
  return static_cast<std::uint32_t>(frame_pointer_);
}

void emitter::store_slot(std::int32_t slot, std::uint32_t wasm_local) {
  op(wasm::local_get, frame_pointer());
  op(wasm::local_get, wasm_local);
  memory(wasm::i32_store, static_cast<std::uint32_t>(slot) * abi::word_size);
}

void emitter::clear_slot(std::int32_t slot) {
  op(wasm::local_get, frame_pointer());
  i32_const(0);
  memory(wasm::i32_store, static_cast<std::uint32_t>(slot) * abi::word_size);
}

void emitter::frame_address(std::int32_t slot) {
  op(wasm::local_get, frame_pointer());
  if(slot != 0) {
    i32_const(slot * static_cast<std::int32_t>(abi::word_size));
    op(wasm::i32_add);
  }
}

emitter::place const &emitter::bind(local const *l) {
  place p{0, wanted(l->type), -1};
  if(p.type == want::nothing) { p.type = want::object; }
  p.index = take_wasm_local(p.type);
  if(p.type == want::object) {
    if(lives_.crosses_collection(l)) {
      p.slot = take_slot();
    } else {
      unsaved_.push_back(p);
    }
  }
  return places_[l] = p;
}

void emitter::set_local(local const *l) {
  place const &p{places_.at(l)};
  op(wasm::local_set, p.index);
  if(p.slot >= 0) { store_slot(p.slot, p.index); }
}

void emitter::unbind(local const *l) {
  place const p{places_.at(l)};
  places_.erase(l);
  give_back(p.index, p.type);
  if(p.slot >= 0) {
    drop_slots(1);
  } else if(p.type == want::object) {
    std::erase_if(unsaved_, [&](place const &u) { return u.index == p.index; });
  }
}

void emitter::safepoint() {
  constant_index(unit_.intern_address("safepoint-request"));
  memory(wasm::i32_load, 0);
  open(wasm::if_, want::nothing);
  std::int32_t const saved{static_cast<std::int32_t>(unsaved_.size())};
  if(saved > 0) {
    std::int32_t const first{take_slots(saved)};
    for(std::int32_t i{}; i < saved; ++i) { store_slot(first + i, unsaved_[static_cast<std::size_t>(i)].index); }
    drop_slots(saved);
  }
  runtime_call(unit::runtime_function::safepoint);
  close();
}

void emitter::restore_stack_pointer() {
  op(wasm::local_get, frame_pointer());
  symbolic_op(symbolic::stack_set, 0);
}

void emitter::f64_const(double d) {
  op(wasm::f64_const);
  std::uint64_t const raw{std::bit_cast<std::uint64_t>(d)};
  for(int i{0}; i < 8; ++i) { out_.code.push_back(static_cast<std::uint8_t>(raw >> (8 * i))); }
}

void emitter::mark(position p) {
  if(!p.known()) { return; }
  out_.marks.push_back(
      {static_cast<std::uint32_t>(out_.code.size()), static_cast<std::uint32_t>(out_.fixups.size()), p});
}

} // namespace jank::codegen
