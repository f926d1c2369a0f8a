#include "codegen/lifetimes.hpp"

#include <algorithm>

namespace jank::codegen {

using namespace analyzer;

lifetimes::lifetimes(fn_arity const &arity) {
  for(local const *const l : arity.fn->captured) { spans_[l] = {0, 0}; }
  if(arity.fn->self != nullptr) { spans_[arity.fn->self] = {0, 0}; }
  for(local const *const l : arity.parameters) { spans_[l] = {0, 0}; }
  if(arity.has_recur) { open_loop(); }
  walk(arity.body);
  if(arity.has_recur) { close_loop(); }
}

lifetimes::lifetimes(node const &top_level) { walk(&top_level); }

void lifetimes::define(local const *l) {
  ++position_;
  spans_[l] = {position_, position_};
}

void lifetimes::use(local const *l, std::uint32_t at) {
  auto const it{spans_.find(l)};
  if(it == spans_.end()) { return; }
  it->second.last_used = std::max(it->second.last_used, at);
  for(loop_scope &loop : loops_) {
    if(it->second.defined <= loop.start) { loop.outer_uses.push_back(l); }
  }
}

void lifetimes::open_loop() {
  has_loop_ = true;
  loops_.push_back({position_, {}});
}

void lifetimes::close_loop() {
  ++position_;
  for(local const *const l : loops_.back().outer_uses) { spans_[l].last_used = position_; }
  loops_.pop_back();
}

bool lifetimes::walk_operands(node const *n, std::vector<node *> const &operands, bool collects_itself) {
  bool collects{collects_itself};
  for(node const *const o : operands) {
    if(o->what != node_kind::local_ref) { collects = walk(o) || collects; }
  }
  ++position_;
  taken_at_[n] = position_;
  for(node const *const o : operands) {
    if(o->what == node_kind::local_ref) { use(static_cast<local_ref_node const *>(o)->target, position_); }
  }
  if(collects_itself) { collections_.push_back(++position_); }
  if(collects) { collecting_.insert(n); }
  return collects;
}

bool lifetimes::walk(node const *n) {
  bool collects{};
  switch(n->what) {
  case node_kind::constant:
  case node_kind::var_value: return false;
  case node_kind::local_ref: use(static_cast<local_ref_node const *>(n)->target, ++position_); return false;
  case node_kind::if_: {
    auto const *const i{static_cast<if_node const *>(n)};
    collects = walk(i->test);
    collects = walk(i->then) || collects;
    collects = walk(i->otherwise) || collects;
    break;
  }
  case node_kind::do_: {
    auto const *const d{static_cast<do_node const *>(n)};
    for(node const *const s : d->statements) { collects = walk(s) || collects; }
    collects = walk(d->result) || collects;
    break;
  }
  case node_kind::let: {
    auto const *const l{static_cast<let_node const *>(n)};
    for(binding const &b : l->bindings) {
      collects = walk(b.init) || collects;
      define(b.target);
    }
    collects = walk(l->body) || collects;
    break;
  }
  case node_kind::loop: {
    auto const *const l{static_cast<loop_node const *>(n)};
    for(binding const &b : l->bindings) {
      collects = walk(b.init) || collects;
      define(b.target);
    }
    open_loop();
    // The loop's own locals live around the back edge too; what a recur passes on is a use at its end.
    collects = walk(l->body) || collects;
    close_loop();
    // Its safepoint saves locals by itself, but knows nothing of operands that wait around it.
    collects = collects || l->has_recur;
    break;
  }
  case node_kind::recur: collects = walk_operands(n, static_cast<recur_node const *>(n)->args, false); break;
  case node_kind::fn: {
    ++position_;
    for(local const *const l : static_cast<fn_node const *>(n)->captured) { use(l, position_); }
    return false;
  }
  case node_kind::call: {
    auto const *const c{static_cast<call_node const *>(n)};
    std::vector<node *> operands;
    operands.reserve(c->args.size() + 1);
    operands.push_back(c->callee);
    operands.insert(operands.end(), c->args.begin(), c->args.end());
    collects = walk_operands(n, operands, true);
    break;
  }
  case node_kind::operation: {
    auto const *const o{static_cast<operation_node const *>(n)};
    std::vector<node *> operands{o->args[0]};
    if(o->args[1] != nullptr) { operands.push_back(o->args[1]); }
    collects = walk_operands(n, operands, false);
    break;
  }
  case node_kind::throw_: collects = walk(static_cast<throw_node const *>(n)->value); break;
  case node_kind::try_: {
    auto const *const t{static_cast<try_node const *>(n)};
    has_try_ = true;
    collects = walk(t->body);
    for(catch_clause const &c : t->catches) {
      define(c.bound);
      collects = walk(c.body) || collects;
    }
    if(t->finally != nullptr) { collects = walk(t->finally) || collects; }
    break;
  }
  case node_kind::letfn: {
    auto const *const l{static_cast<letfn_node const *>(n)};
    for(binding const &b : l->bindings) { define(b.target); }
    for(binding const &b : l->bindings) { walk(b.init); }
    collects = walk(l->body);
    break;
  }
  case node_kind::def: {
    auto const *const d{static_cast<def_node const *>(n)};
    std::vector<node *> operands;
    if(d->init != nullptr) { operands.push_back(d->init); }
    if(d->meta != nullptr) { operands.push_back(d->meta); }
    collects = walk_operands(n, operands, true);
    break;
  }
  case node_kind::set_var: collects = walk(static_cast<set_var_node const *>(n)->value); break;
  case node_kind::vector: collects = walk_operands(n, static_cast<vector_node const *>(n)->items, false); break;
  case node_kind::map: collects = walk_operands(n, static_cast<map_node const *>(n)->items, false); break;
  case node_kind::set: collects = walk_operands(n, static_cast<set_node const *>(n)->items, false); break;
  }
  if(collects) { collecting_.insert(n); }
  return collects;
}

bool lifetimes::crosses_collection(local const *l) const {
  auto const it{spans_.find(l)};
  if(it == spans_.end()) { return false; }
  auto const next{std::upper_bound(collections_.begin(), collections_.end(), it->second.defined)};
  return next != collections_.end() && *next < it->second.last_used;
}

bool lifetimes::ends_at(local const *l, node const *n) const {
  auto const span{spans_.find(l)};
  auto const taken{taken_at_.find(n)};
  return span != spans_.end() && taken != taken_at_.end() && span->second.last_used == taken->second;
}

bool lifetimes::used(local const *l) const {
  auto const it{spans_.find(l)};
  return it != spans_.end() && it->second.last_used > 0;
}

} // namespace jank::codegen
