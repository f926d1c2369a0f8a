#include "codegen/emitter.hpp"
#include "unit/try_body.hpp"

namespace jank::codegen {

using namespace analyzer;
using unit::runtime_function;

void emitter::condition(node const *n) {
  if(n->type == value_type::object) {
    // nil (0) and false (2) vanish; any other word is a true condition as it is
    emit(n, want::number);
    i32_const(~static_cast<std::int32_t>(object::false_bits));
    op(wasm::i32_and);
  } else {
    emit(n, want::boolean);
  }
}

void emitter::if_(if_node const *n, want w) {
  condition(n->test);
  open(wasm::if_, w);
  clear_dead(n->then);
  emit(n->then, w);
  bool const nothing_else{w == want::nothing && n->otherwise->what == node_kind::constant &&
                          lives_.dead_in(n->otherwise).empty()};
  if(!nothing_else) {
    op(wasm::else_);
    clear_dead(n->otherwise);
    emit(n->otherwise, w);
  }
  close();
}

void emitter::clear_dead(node const *arm) {
  for(local const *const l : lives_.dead_in(arm)) {
    auto const it{places_.find(l)};
    if(it != places_.end() && it->second.slot >= 0) { clear_slots(it->second.slot, 1); }
  }
}

// After an exception: what lay in the frame for the rest of the body, which will not run.
void emitter::clear_unwound(node const *handler, std::int32_t body_slots) {
  clear_slots(slot_top_, body_slots);
  for(auto const &[l, p] : places_) {
    if(p.slot >= 0 && !lives_.live_at_entry(handler, l)) { clear_slots(p.slot, 1); }
  }
}

void emitter::let(std::vector<binding> const &bindings) {
  for(binding const &b : bindings) {
    want type{b.target->type == value_type::nothing ? want::object : wanted(b.target->type)};
    if(number_locals_.contains(b.target)) { type = want::number; }
    emit(b.init, type);
    bind(b.target);
    set_local(b.target);
  }
}

void emitter::loop(loop_node const *n, want w) {
  let(n->bindings);
  if(n->has_recur) {
    open(wasm::loop, w);
    loop_labels_[n] = depth_;
    emit(n->body, w);
    close();
  } else {
    emit(n->body, w);
  }
  for(auto b{n->bindings.rbegin()}; b != n->bindings.rend(); ++b) { unbind(b->target); }
}

void emitter::recur(recur_node const *n) {
  std::vector<local const *> targets;
  if(n->loop != nullptr) {
    for(binding const &b : n->loop->bindings) { targets.push_back(b.target); }
  } else {
    targets.assign(n->arity->parameters.begin(), n->arity->parameters.end());
  }
  std::vector<want> wants;
  for(local const *const l : targets) { wants.push_back(places_.at(l).type); }
  // All values are computed before the first local changes.
  auto const prepared{prepare(n->args, wants)};
  push(n->args, wants, prepared);
  clear_taken(n, prepared);
  for(auto l{targets.rbegin()}; l != targets.rend(); ++l) { set_pushed(*l); }
  release(prepared);
  mark(n->at);
  void const *const target{n->loop != nullptr ? static_cast<void const *>(n->loop) : n->arity};
  safepoint(target, false);
  op(wasm::br, depth_ - loop_labels_.at(target));
}

void emitter::catch_clause(struct catch_clause const &c, std::uint32_t value, std::int32_t body_slots, want w) {
  clear_unwound(c.body, body_slots);
  bind(c.bound);
  op(wasm::local_get, value);
  set_local(c.bound);
  emit(c.body, w);
  unbind(c.bound);
}

// The value of the body, or thrown_bits, which its function gives when it ended by an exception (functions.cpp).
void emitter::guarded_body(try_node const *n) {
  auto const *const c{static_cast<call_node const *>(n->body)};
  std::vector<want> const wants{want::object};
  auto const prepared{prepare(c->args, wants)};
  push(c->args, wants, prepared);
  clear_taken(c, prepared);
  bool const takes_values{
      std::ranges::any_of(n->catches, [](auto const &clause) { return clause.what != catch_what::cpp_error; })};
  if(takes_values) {
    i32_const(static_cast<std::int32_t>(unit::takes_any_value));
    op(wasm::i32_or);
  }
  mark(c->at);
  runtime_call(runtime_function::try_);
  release(prepared);
}

void emitter::is_thrown(std::uint32_t value) {
  op(wasm::local_get, value);
  i32_const(static_cast<std::int32_t>(unit::thrown_bits));
  op(wasm::i32_eq);
}

void emitter::try_catches(try_node const *n, want w) {
  // What is no function of its own throws nothing.
  if(n->catches.empty() || n->outlined == nullptr) {
    emit(n->body, w);
    return;
  }
  // Which clause takes a thrown jank value, and which a C++ exception: the first in order that means it.
  struct catch_clause const *for_jank{};
  struct catch_clause const *for_cpp{};
  std::uint32_t takes{};
  for(auto const &c : n->catches) {
    bool const anything{c.what == catch_what::anything};
    takes |= anything                           ? unit::catch_everything
             : c.what == catch_what::jank_value ? unit::catch_jank_values
                                                : unit::catch_cpp_errors;
    if(for_jank == nullptr && (anything || c.what == catch_what::jank_value)) { for_jank = &c; }
    if(for_cpp == nullptr && (anything || c.what == catch_what::cpp_error)) { for_cpp = &c; }
  }
  if(for_jank == nullptr) { for_jank = for_cpp; }
  if(for_cpp == nullptr) { for_cpp = for_jank; }

  std::int32_t const body_slots{slots_of([&] { guarded_body(n); })};
  std::uint32_t const value{take_wasm_local(want::object)};
  op(wasm::local_set, value);
  is_thrown(value);
  open(wasm::if_, w);

  runtime_call(runtime_function::take_exception);
  i32_const(static_cast<std::int32_t>(takes));
  runtime_call(runtime_function::catch_exception);
  op(wasm::local_set, value);
  if(for_jank == for_cpp) {
    catch_clause(*for_jank, value, body_slots, w);
  } else {
    op(wasm::local_get, value);
    runtime_call(runtime_function::is_cpp_error);
    open(wasm::if_, w);
    catch_clause(*for_cpp, value, body_slots, w);
    op(wasm::else_);
    catch_clause(*for_jank, value, body_slots, w);
    close();
  }
  op(wasm::else_);
  op(wasm::local_get, value);
  convert(want::object, w);
  close();
  give_back(value, want::object);
}

void emitter::try_(try_node const *n, want w) {
  if(n->finally == nullptr) {
    try_catches(n, w);
    return;
  }
  // With catches too, the body is a function with a try of its own in it.
  temporary result{take_wasm_local(want::object), want::object, -1};
  std::uint32_t const exception{take_wasm_local(want::object)};
  if(n->outlined != nullptr) {
    std::int32_t const body_slots{slots_of([&] { guarded_body(n); })};
    op(wasm::local_set, result.index);
    is_thrown(result.index);
    open(wasm::if_, want::object);
    runtime_call(runtime_function::take_exception);
    clear_unwound(n->finally, body_slots);
    op(wasm::else_);
    i32_const(0);
    close();
    op(wasm::local_set, exception);
  } else {
    emit(n->body, want::object);
    op(wasm::local_set, result.index);
  }
  if(w != want::nothing) {
    result.slot = take_slot();
    store_slot(result.slot, result.index);
  }
  // The exception stays in flight, and its value a root, until it is thrown on.
  emit(n->finally, want::nothing);
  if(n->outlined != nullptr) {
    op(wasm::local_get, exception);
    open(wasm::if_, want::nothing);
    op(wasm::local_get, exception);
    runtime_call(runtime_function::resume_exception);
    op(wasm::unreachable);
    close();
  }
  if(w != want::nothing) {
    if(lives_.collects_after(n)) { clear_slots(result.slot, 1); }
    op(wasm::local_get, result.index);
    convert(want::object, w);
  }
  give_back(exception, want::object);
  release({result});
}

} // namespace jank::codegen
