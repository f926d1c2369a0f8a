#include "codegen/lifetimes.hpp"

#include <algorithm>
#include <bit>

namespace jank::codegen {

using namespace analyzer;

namespace {

bool collects_by_itself(operation_node const *n) { return n->op == operation::nth || n->op == operation::nth_or_nil; }

} // namespace

void lifetimes::local_set::add(std::uint32_t i) {
  if(words_.size() <= i / 64) { words_.resize(i / 64 + 1); }
  words_[i / 64] |= std::uint64_t{1} << (i % 64);
}

void lifetimes::local_set::remove(std::uint32_t i) {
  if(i / 64 < words_.size()) { words_[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }
}

void lifetimes::local_set::add_all(local_set const &other) {
  if(words_.size() < other.words_.size()) { words_.resize(other.words_.size()); }
  for(std::size_t i{}; i < other.words_.size(); ++i) { words_[i] |= other.words_[i]; }
}

template <typename F> void lifetimes::local_set::each_not_in(local_set const &other, F const &f) const {
  for(std::size_t i{}; i < words_.size(); ++i) {
    std::uint64_t left{words_[i] & ~(i < other.words_.size() ? other.words_[i] : 0)};
    for(; left != 0; left &= left - 1) { f(static_cast<std::uint32_t>(i * 64) + std::countr_zero(left)); }
  }
}

void lifetimes::point::join(point const &other) {
  live.add_all(other.live);
  collection_follows = collection_follows || other.collection_follows;
}

lifetimes::lifetimes(fn_arity const &arity) {
  for(local const *const l : arity.parameters) { declare(l); }
  if(arity.has_recur) {
    scan_loop_body(&arity, arity.body);
  } else {
    scan(arity.body);
  }
  point p;
  if(arity.has_recur) { open_loop(&arity, p); }
  walk(arity.body, p);
  entries_[&arity] = std::move(p);
}

lifetimes::lifetimes(node const &top_level) {
  scan(&top_level);
  point p;
  walk(&top_level, p);
}

// First pass.

void lifetimes::declare(local const *l) {
  auto const [it, added]{indices_.try_emplace(
      l, numbered{static_cast<std::uint32_t>(by_index_.size()), static_cast<std::uint32_t>(open_loops_.size())})};
  if(added) { by_index_.push_back(l); }
}

void lifetimes::mention(local const *l) {
  // What is not declared yet comes from outside the function: captured, or its own name.
  auto const [it, added]{indices_.try_emplace(l, numbered{static_cast<std::uint32_t>(by_index_.size()), 0})};
  if(added) { by_index_.push_back(l); }
  for(std::size_t i{it->second.loop_depth}; i < open_loops_.size(); ++i) {
    heads_[open_loops_[i]].live.add(it->second.index);
  }
}

void lifetimes::scan_loop_body(void const *loop, node const *body) {
  open_loops_.push_back(loop);
  scan(body);
  open_loops_.pop_back();
}

lifetimes::collection lifetimes::scan_all(std::vector<node *> const &nodes) {
  collection collects{};
  for(node const *const n : nodes) { collects = std::max(collects, scan(n)); }
  return collects;
}

lifetimes::collection lifetimes::scan(node const *n) {
  collection collects{};
  switch(n->what) {
  case node_kind::constant:
  case node_kind::var_value: return collection::none;
  case node_kind::local_ref: mention(static_cast<local_ref_node const *>(n)->target); return collection::none;
  case node_kind::if_: {
    auto const *const i{static_cast<if_node const *>(n)};
    collects = scan(i->test);
    collects = std::max(collects, scan(i->then));
    collects = std::max(collects, scan(i->otherwise));
    break;
  }
  case node_kind::do_: {
    auto const *const d{static_cast<do_node const *>(n)};
    collects = scan_all(d->statements);
    collects = std::max(collects, scan(d->result));
    break;
  }
  case node_kind::let: {
    auto const *const l{static_cast<let_node const *>(n)};
    for(binding const &b : l->bindings) {
      collects = std::max(collects, scan(b.init));
      declare(b.target);
    }
    collects = std::max(collects, scan(l->body));
    break;
  }
  case node_kind::loop: {
    auto const *const l{static_cast<loop_node const *>(n)};
    for(binding const &b : l->bindings) {
      collects = std::max(collects, scan(b.init));
      declare(b.target);
    }
    if(l->has_recur) {
      scan_loop_body(l, l->body);
      collects = collection::common;
    } else {
      collects = std::max(collects, scan(l->body));
    }
    break;
  }
  case node_kind::recur: collects = scan_all(static_cast<recur_node const *>(n)->args); break;
  case node_kind::fn:
    for(local const *const l : static_cast<fn_node const *>(n)->captured) { mention(l); }
    return collection::none;
  case node_kind::call: {
    auto const *const c{static_cast<call_node const *>(n)};
    scan(c->callee);
    scan_all(c->args);
    any_collection_ = true;
    collects = collection::common;
    break;
  }
  case node_kind::operation: {
    auto const *const o{static_cast<operation_node const *>(n)};
    collects = scan(o->args[0]);
    if(o->args[1] != nullptr) { collects = std::max(collects, scan(o->args[1])); }
    if(collects_by_itself(o)) { collects = std::max(collects, collection::rare); }
    break;
  }
  case node_kind::throw_: collects = scan(static_cast<throw_node const *>(n)->value); break;
  case node_kind::try_: {
    auto const *const t{static_cast<try_node const *>(n)};
    collects = scan(t->body);
    for(catch_clause const &c : t->catches) {
      declare(c.bound);
      collects = std::max(collects, scan(c.body));
    }
    if(t->finally != nullptr) { collects = std::max(collects, scan(t->finally)); }
    break;
  }
  case node_kind::letfn: {
    auto const *const l{static_cast<letfn_node const *>(n)};
    for(binding const &b : l->bindings) { declare(b.target); }
    for(binding const &b : l->bindings) { scan(b.init); }
    collects = scan(l->body);
    break;
  }
  case node_kind::def: {
    auto const *const d{static_cast<def_node const *>(n)};
    if(d->init != nullptr) { scan(d->init); }
    if(d->meta != nullptr) { scan(d->meta); }
    any_collection_ = true;
    collects = collection::common;
    break;
  }
  case node_kind::set_var: collects = scan(static_cast<set_var_node const *>(n)->value); break;
  case node_kind::field_ref: collects = scan(static_cast<field_ref_node const *>(n)->instance); break;
  case node_kind::set_field: {
    auto const *const s{static_cast<set_field_node const *>(n)};
    collects = scan(s->instance);
    collects = std::max(collects, scan(s->value));
    break;
  }
  case node_kind::vector: collects = scan_all(static_cast<vector_node const *>(n)->items); break;
  case node_kind::map: collects = scan_all(static_cast<map_node const *>(n)->items); break;
  case node_kind::set: collects = scan_all(static_cast<set_node const *>(n)->items); break;
  }
  if(collects == collection::common) { collecting_.insert(n); }
  if(collects == collection::rare) { collecting_rarely_.insert(n); }
  return collects;
}

// Second pass.

void lifetimes::take(node const *taker, local const *l, point &p) {
  std::uint32_t const i{indices_.at(l).index};
  if(p.live.has(i)) { return; }
  p.live.add(i);
  if(p.collection_follows) { ended_[taker].push_back(l); }
}

void lifetimes::forget(local const *l, point &p) { p.live.remove(indices_.at(l).index); }

void lifetimes::walk_operands(node const *n, std::vector<node *> const &operands, bool collects_itself, point &p) {
  if(p.collection_follows) { collecting_after_.insert(n); }
  if(collects_itself) {
    framed_.add_all(p.live);
    p.collection_follows = true;
  }
  for(node const *const o : operands) {
    if(o->what == node_kind::local_ref) { take(n, static_cast<local_ref_node const *>(o)->target, p); }
  }
  for(auto o{operands.rbegin()}; o != operands.rend(); ++o) {
    if((*o)->what != node_kind::local_ref) { walk(*o, p); }
  }
}

void lifetimes::walk_if(if_node const *n, point &p) {
  point otherwise{p};
  walk(n->then, p);
  walk(n->otherwise, otherwise);
  auto const note{[&](node const *arm, point const &here, point const &there) {
    if(!here.collection_follows) { return; }
    there.live.each_not_in(here.live, [&](std::uint32_t i) { dead_[arm].push_back(by_index_[i]); });
  }};
  note(n->then, p, otherwise);
  note(n->otherwise, otherwise, p);
  p.join(otherwise);
  walk(n->test, p);
}

void lifetimes::open_loop(void const *loop, point const &behind) {
  point &head{heads_[loop]};
  head.join(behind);
  head.join(handlers_);
  head.collection_follows = true;
}

void lifetimes::walk_loop(loop_node const *n, point &p) {
  if(n->has_recur) { open_loop(n, p); }
  walk(n->body, p);
  for(auto b{n->bindings.rbegin()}; b != n->bindings.rend(); ++b) {
    forget(b->target, p);
    walk(b->init, p);
  }
}

void lifetimes::walk_recur(recur_node const *n, point &p) {
  p = heads_.at(n->loop != nullptr ? static_cast<void const *>(n->loop) : n->arity);
  // The old values of the locals it sets are not wanted any more.
  if(n->loop != nullptr) {
    for(binding const &b : n->loop->bindings) { forget(b.target, p); }
  } else {
    for(local const *const l : n->arity->parameters) { forget(l, p); }
  }
  walk_operands(n, n->args, false, p);
}

void lifetimes::walk_try(try_node const *n, point &p) {
  point const outer{handlers_};
  if(p.collection_follows) { collecting_after_.insert(n); }
  if(n->finally != nullptr) {
    // What follows it is what follows the try, or a handler further out, where the exception goes on.
    p.join(outer);
    walk(n->finally, p);
    entries_[n->finally] = p;
    handlers_ = p;
  }
  point in_body{handlers_};
  for(catch_clause const &c : n->catches) {
    point caught{p};
    caught.join(handlers_);
    walk(c.body, caught);
    forget(c.bound, caught);
    in_body.join(caught);
    entries_[c.body] = std::move(caught);
  }
  handlers_ = std::move(in_body);
  p.join(handlers_);
  walk(n->body, p);
  handlers_ = outer;
}

void lifetimes::walk_letfn(letfn_node const *n, point &p) {
  walk(n->body, p);
  for(binding const &b : n->bindings) {
    for(local const *const l : static_cast<fn_node const *>(b.init)->captured) { take(n, l, p); }
  }
  for(binding const &b : n->bindings) { forget(b.target, p); }
}

void lifetimes::walk(node const *n, point &p) {
  switch(n->what) {
  case node_kind::constant:
  case node_kind::var_value: break;
  case node_kind::local_ref: take(n, static_cast<local_ref_node const *>(n)->target, p); break;
  case node_kind::if_: walk_if(static_cast<if_node const *>(n), p); break;
  case node_kind::do_: {
    auto const *const d{static_cast<do_node const *>(n)};
    walk(d->result, p);
    for(auto s{d->statements.rbegin()}; s != d->statements.rend(); ++s) { walk(*s, p); }
    break;
  }
  case node_kind::let: {
    auto const *const l{static_cast<let_node const *>(n)};
    walk(l->body, p);
    for(auto b{l->bindings.rbegin()}; b != l->bindings.rend(); ++b) {
      forget(b->target, p);
      walk(b->init, p);
    }
    break;
  }
  case node_kind::loop: walk_loop(static_cast<loop_node const *>(n), p); break;
  case node_kind::recur: walk_recur(static_cast<recur_node const *>(n), p); break;
  case node_kind::fn:
    for(local const *const l : static_cast<fn_node const *>(n)->captured) { take(n, l, p); }
    break;
  case node_kind::call: {
    auto const *const c{static_cast<call_node const *>(n)};
    std::vector<node *> operands{c->callee};
    operands.insert(operands.end(), c->args.begin(), c->args.end());
    walk_operands(n, operands, true, p);
    break;
  }
  case node_kind::operation: {
    auto const *const o{static_cast<operation_node const *>(n)};
    std::vector<node *> operands{o->args[0]};
    if(o->args[1] != nullptr) { operands.push_back(o->args[1]); }
    if(collects_by_itself(o)) {
      entries_[n] = p;
      p.collection_follows = true;
    }
    walk_operands(n, operands, false, p);
    break;
  }
  case node_kind::throw_:
    p = handlers_;
    walk_operands(n, {static_cast<throw_node const *>(n)->value}, false, p);
    break;
  case node_kind::try_: walk_try(static_cast<try_node const *>(n), p); break;
  case node_kind::letfn: walk_letfn(static_cast<letfn_node const *>(n), p); break;
  case node_kind::def: {
    auto const *const d{static_cast<def_node const *>(n)};
    std::vector<node *> operands;
    if(d->init != nullptr) { operands.push_back(d->init); }
    if(d->meta != nullptr) { operands.push_back(d->meta); }
    walk_operands(n, operands, true, p);
    break;
  }
  case node_kind::set_var: walk_operands(n, {static_cast<set_var_node const *>(n)->value}, false, p); break;
  case node_kind::field_ref: walk_operands(n, {static_cast<field_ref_node const *>(n)->instance}, false, p); break;
  case node_kind::set_field: {
    auto const *const s{static_cast<set_field_node const *>(n)};
    walk_operands(n, {s->instance, s->value}, false, p);
    break;
  }
  case node_kind::vector: walk_operands(n, static_cast<vector_node const *>(n)->items, false, p); break;
  case node_kind::map: walk_operands(n, static_cast<map_node const *>(n)->items, false, p); break;
  case node_kind::set: walk_operands(n, static_cast<set_node const *>(n)->items, false, p); break;
  }
}

// Answers.

bool lifetimes::in_frame(local const *l) const {
  auto const it{indices_.find(l)};
  return it != indices_.end() && framed_.has(it->second.index);
}

bool lifetimes::contains(points const &at, void const *where, local const *l) const {
  auto const it{at.find(where)};
  auto const index{indices_.find(l)};
  return it != at.end() && index != indices_.end() && it->second.live.has(index->second.index);
}

lifetimes::locals const &lifetimes::list(std::unordered_map<node const *, locals> const &lists, node const *n) {
  static locals const none;
  auto const it{lists.find(n)};
  return it == lists.end() ? none : it->second;
}

} // namespace jank::codegen
