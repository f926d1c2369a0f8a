#include "analyzer/inference.hpp"

#include "analyzer/inline.hpp"
#include "object/symbol.hpp"

namespace jank::analyzer {

namespace {

using enum value_type;

bool is_numeric(value_type t) { return t == long_integer || t == double_float; }

// What a local holds whose init is of this type.
value_type stored(value_type t) { return t == nothing ? object : t; }

value_type arithmetic(value_type a, value_type b) {
  if(!is_numeric(a) || !is_numeric(b)) {
    // A double beside a number of any kind gives a double.
    bool const double_beside_any{(a == double_float && b == object) || (b == double_float && a == object)};
    return double_beside_any ? double_float : object;
  }
  return a == long_integer && b == long_integer ? long_integer : double_float;
}

enum class domain : std::uint8_t {
  numbers,
  division,
  whole_division,
  longs_only,
  longs,
  long_result,
  double_result,
  boolean_result,
  any_result
};

domain domain_of(operation op) {
  switch(op) {
  case operation::add:
  case operation::subtract:
  case operation::multiply: return domain::numbers;
  case operation::quotient:
  case operation::remainder: return domain::whole_division;
  case operation::divide: return domain::division;
  case operation::unchecked_add:
  case operation::unchecked_subtract:
  case operation::unchecked_multiply: return domain::longs_only;
  case operation::bit_and:
  case operation::bit_or:
  case operation::bit_xor:
  case operation::shift_left:
  case operation::shift_right:
  case operation::unsigned_shift_right: return domain::longs;
  case operation::to_long: return domain::long_result;
  case operation::to_double:
  case operation::square_root:
  case operation::floor:
  case operation::ceiling:
  case operation::nearest: return domain::double_result;
  case operation::nth:
  case operation::nth_or_nil: return domain::any_result;
  default: return domain::boolean_result;
  }
}

class inference {
public:
  explicit inference(tree &t) : tree_{t}, seen_(t.local_count(), false) {}

  void visit(node *&n) {
    switch(n->what) {
    case node_kind::constant:
    case node_kind::var_value: return;
    case node_kind::local_ref: n->type = as<local_ref_node>(n)->target->type; return;
    case node_kind::if_: return visit_if(as<if_node>(n));
    case node_kind::do_: return visit_do(as<do_node>(n));
    case node_kind::let: return visit_let(as<let_node>(n));
    case node_kind::loop: return visit_loop(as<loop_node>(n));
    case node_kind::recur: return visit_recur(as<recur_node>(n));
    case node_kind::fn: return visit_fn(as<fn_node>(n));
    case node_kind::call: return visit_call(as<call_node>(n));
    case node_kind::operation: return visit_operation(n);
    case node_kind::throw_: return visit(as<throw_node>(n)->value);
    case node_kind::try_: return visit_try(as<try_node>(n));
    case node_kind::letfn: return visit_letfn(as<letfn_node>(n));
    case node_kind::def: return visit_def(as<def_node>(n));
    case node_kind::set_var: return visit(as<set_var_node>(n)->value);
    case node_kind::field_ref: return visit(as<field_ref_node>(n)->instance);
    case node_kind::set_field: visit(as<set_field_node>(n)->instance); return visit(as<set_field_node>(n)->value);
    case node_kind::vector: return visit_all(as<vector_node>(n)->items);
    case node_kind::map: return visit_all(as<map_node>(n)->items);
    case node_kind::set: return visit_all(as<set_node>(n)->items);
    }
  }

private:
  template <typename T> static T *as(node *n) { return static_cast<T *>(n); }

  void visit_all(std::vector<node *> &nodes) {
    for(node *&n : nodes) { visit(n); }
  }

  void visit_if(if_node *n) {
    visit(n->test);
    visit(n->then);
    visit(n->otherwise);
    n->type = join(n->then->type, n->otherwise->type);
  }

  void visit_do(do_node *n) {
    visit_all(n->statements);
    visit(n->result);
    n->type = n->result->type;
  }

  void visit_let(let_node *n) {
    for(binding &b : n->bindings) {
      visit(b.init);
      if(!b.target->hinted) { b.target->type = stored(b.init->type); }
    }
    visit(n->body);
    n->type = n->body->type;
  }

  void visit_loop(loop_node *n) {
    for(binding &b : n->bindings) {
      visit(b.init);
      lower(b.target, b.init->type);
    }
    do {
      fallen_.push_back(false);
      visit(n->body);
      bool const again{fallen_.back()};
      fallen_.pop_back();
      if(!again) { break; }
    } while(true);
    n->type = n->body->type;
  }

  void visit_recur(recur_node *n) {
    visit_all(n->args);
    if(n->loop == nullptr) { return; }
    for(std::size_t i{0}; i < n->args.size(); ++i) {
      if(lower(n->loop->bindings[i].target, n->args[i]->type)) { fallen_.back() = true; }
    }
  }

  // Makes a loop local wide enough for a value of type `t`. True when uses that were visited before must be visited again.
  bool lower(local *l, value_type t) {
    if(l->hinted) { return false; }
    if(!seen_[l->id]) {
      seen_[l->id] = true;
      l->type = stored(t);
      return false;
    }
    value_type const wide{join(l->type, t)};
    bool const fell{wide != l->type};
    l->type = wide;
    return fell;
  }

  void visit_fn(fn_node *n) {
    for(auto const &a : n->arities) { visit(a->body); }
  }

  void visit_call(call_node *n) {
    visit(n->callee);
    visit_all(n->args);
  }

  void visit_operation(node *&slot) {
    auto *const n{as<operation_node>(slot)};
    visit(n->args[0]);
    if(n->args[1] != nullptr) { visit(n->args[1]); }
    value_type const a{n->args[0]->type};
    value_type const b{n->args[1] == nullptr ? a : n->args[1]->type};
    switch(domain_of(n->op)) {
    case domain::numbers: n->type = arithmetic(a, b); return;
    case domain::whole_division: n->type = is_numeric(a) && is_numeric(b) ? arithmetic(a, b) : object; return;
    case domain::division: n->type = a == long_integer && b == long_integer ? object : arithmetic(a, b); return;
    case domain::longs_only:
      n->type = long_integer;
      if(a != long_integer || b != long_integer) { call_instead(slot); }
      return;
    case domain::longs:
      n->type = long_integer;
      if((a != long_integer && a != object) || (b != long_integer && b != object)) { call_instead(slot); }
      return;
    case domain::long_result: n->type = long_integer; return;
    case domain::double_result: n->type = double_float; return;
    case domain::boolean_result: n->type = boolean; return;
    case domain::any_result: return;
    }
  }

  void call_instead(node *&slot) {
    auto *const n{as<operation_node>(slot)};
    object::symbol const *const name{object::make_symbol({}, function_of(n->op))};
    ns::var *const function{ns::find_var(ns::core_namespace(), name)};
    if(function == nullptr) { return; }
    auto *const callee{tree_.make<var_value_node>(n->at)};
    callee->target = function;
    auto *const call{tree_.make<call_node>(n->at)};
    call->callee = callee;
    call->args = {n->args[0], n->args[1]};
    slot = call;
  }

  void visit_try(try_node *n) {
    visit(n->body);
    n->type = n->body->type;
    for(catch_clause &c : n->catches) {
      visit(c.body);
      n->type = join(n->type, c.body->type);
    }
    if(n->finally != nullptr) { visit(n->finally); }
  }

  void visit_letfn(letfn_node *n) {
    for(binding &b : n->bindings) { visit(b.init); }
    visit(n->body);
    n->type = n->body->type;
  }

  void visit_def(def_node *n) {
    if(n->init != nullptr) { visit(n->init); }
    if(n->meta != nullptr) { visit(n->meta); }
  }

  tree &tree_;
  std::vector<bool> seen_;   // by local id: loop locals whose first init was visited
  std::vector<bool> fallen_; // for each loop around: a local of it fell
};

} // namespace

value_type join(value_type a, value_type b) {
  if(a == b || b == nothing) { return a; }
  return a == nothing ? b : object;
}

void infer(tree &t) { inference{t}.visit(t.root); }

} // namespace jank::analyzer
