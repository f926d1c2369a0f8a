#include "codegen/abi.hpp"
#include "codegen/emitter.hpp"
#include "memory/interruption.hpp"

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
  if(frame_pointer_ < 0) {
    // A local of its own from the first instruction on: one that was given back may be written by earlier code.
    out_.locals.push_back(wasm::i32);
    frame_pointer_ = parameter_count_ + static_cast<std::int64_t>(out_.locals.size()) - 1;
  }
  return static_cast<std::uint32_t>(frame_pointer_);
}

void emitter::store_slot(std::int32_t slot, std::uint32_t wasm_local) {
  op(wasm::local_get, frame_pointer());
  op(wasm::local_get, wasm_local);
  memory(wasm::i32_store, static_cast<std::uint32_t>(slot) * abi::word_size);
}

void emitter::clear_slots(std::int32_t first, std::int32_t count) {
  constexpr std::int32_t few{16};
  if(count > few) {
    frame_address(first);
    i32_const(0);
    i32_const(count * static_cast<std::int32_t>(abi::word_size));
    out_.code.push_back(wasm::bulk_memory_prefix);
    put_unsigned(out_.code, wasm::memory_fill);
    out_.code.push_back(0); // the memory
    return;
  }
  for(std::int32_t end{first + count}; first < end;) {
    bool const pair{first + 2 <= end};
    op(wasm::local_get, frame_pointer());
    if(pair) {
      i64_const(0);
    } else {
      i32_const(0);
    }
    memory(pair ? wasm::i64_store : wasm::i32_store, static_cast<std::uint32_t>(first) * abi::word_size);
    first += pair ? 2 : 1;
  }
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
    if(number_locals_.contains(l)) {
      p.type = want::number;
      p.number = take_wasm_local(want::double_float);
    }
    if(lives_.in_frame(l)) {
      p.slot = take_slot();
    } else {
      unsaved_.push_back(l);
    }
  }
  return places_[l] = p;
}

void emitter::set_local(local const *l) {
  place const &p{places_.at(l)};
  op(wasm::local_set, p.index);
  if(p.type == want::number) {
    op(wasm::local_get, number_result());
    op(wasm::local_set, p.number);
  }
  if(p.slot >= 0) { store_slot(p.slot, p.index); }
}

void emitter::set_pushed(local const *l) {
  place const &p{places_.at(l)};
  op(wasm::local_set, p.index);
  if(p.type == want::number) { op(wasm::local_set, p.number); }
  if(p.slot >= 0) { store_slot(p.slot, p.index); }
}

std::uint32_t emitter::number_result() {
  if(number_result_ < 0) {
    out_.locals.push_back(wasm::f64);
    number_result_ = parameter_count_ + static_cast<std::int64_t>(out_.locals.size()) - 1;
  }
  return static_cast<std::uint32_t>(number_result_);
}

void emitter::unbind(local const *l) {
  place const p{places_.at(l)};
  places_.erase(l);
  give_back(p.index, p.type);
  if(p.type == want::number) { give_back(p.number, want::double_float); }
  if(p.slot >= 0) {
    drop_slots(1);
  } else if(p.type == want::object || p.type == want::number) {
    std::erase(unsaved_, l);
  }
}

void emitter::safepoint(void const *where, bool at_entry) {
  std::uint32_t const request{unit_.intern_address("safepoint-request")};
  if(at_entry) {
    symbolic_op(symbolic::request_constant, request);
    symbolic_op(symbolic::budget_constant, unit_.intern_address("call-budget"));
    std::uint32_t const address{take_wasm_local(want::object)};
    symbolic_op(symbolic::check_entry, address);
    give_back(address, want::object);
  } else {
    constant_index(request);
    memory(wasm::i32_load, 0);
    symbolic_op(symbolic::count_turn, countdown());
  }
  open(wasm::if_, want::nothing);
  std::vector<std::uint32_t> saved;
  for(local const *const l : unsaved_) {
    bool const live{at_entry ? lives_.live_at_entry(where, l) : lives_.live_at_loop(where, l)};
    if(live) { saved.push_back(places_.at(l).index); }
  }
  auto const count{static_cast<std::int32_t>(saved.size())};
  std::int32_t const first{take_slots(count)};
  for(std::int32_t i{}; i < count; ++i) { store_slot(first + i, saved[static_cast<std::size_t>(i)]); }
  runtime_call(unit::runtime_function::safepoint);
  clear_slots(first, count);
  drop_slots(count);
  if(!at_entry) {
    i32_const(memory::turns_between_polls);
    op(wasm::local_set, countdown());
  }
  close();
}

// One for all loops of the function: inner loops of few turns let the outer ones count on.
std::uint32_t emitter::countdown() {
  if(countdown_ < 0) {
    out_.locals.push_back(wasm::i32);
    countdown_ = parameter_count_ + static_cast<std::int64_t>(out_.locals.size()) - 1;
  }
  return static_cast<std::uint32_t>(countdown_);
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
