// Calls of clojure.core's functions as operations, shape by shape (inline.hpp).

#include "analyzer/context.hpp"
#include "analyzer/inline.hpp"
#include "object/number.hpp"
#include "object/symbol.hpp"

namespace jank::analyzer {

namespace {

bool is_math_unchecked() {
  static object::symbol *const name{object::make_symbol({}, "*unchecked-math*")};
  ns::var const *const v{ns::find_var(ns::core_namespace(), name)};
  return v != nullptr && v->value.truthy() && !object::is(v->value, object::kind::unbound);
}

node *make_operation(context &c, operation op, node *first, node *second) {
  auto *const n{c.out.make<operation_node>(c.here)};
  n->op = op;
  n->wraps = is_math_unchecked();
  n->args[0] = first;
  n->args[1] = second;
  return n;
}

std::vector<node *> analyze_arguments(context &c, form_items const &items) {
  std::vector<node *> args;
  args.reserve(items.size() - 1);
  for(std::size_t i{1}; i < items.size(); ++i) { args.push_back(analyze_form(c, items[i], tail::no)); }
  return args;
}

node *make_always_true(context &c, node *first) {
  auto *const n{c.out.make<do_node>(c.here)};
  n->statements.push_back(first);
  n->result = make_constant(c, object::jank_true);
  return n;
}

// The first argument ends up as deep as there are operations around it, which counts against the nesting limit.
node *make_fold(context &c, inline_rule const &rule, form_items const &items) {
  unsigned const around{static_cast<unsigned>(items.size()) - 3};
  c.depth += around;
  node *folded{analyze_form(c, items[1], tail::no)};
  c.depth -= around;
  for(std::size_t i{2}; i < items.size(); ++i) {
    folded = make_operation(c, rule.op, folded, analyze_form(c, items[i], tail::no));
  }
  return folded;
}

// Gives access to a value any number of times, without evaluating anything twice.
class reusable {
public:
  reusable(context &c, node *value, let_node *&let) : value_{value} {
    if(value->what == node_kind::constant) { return; }
    if(value->what == node_kind::local_ref) {
      local_ = static_cast<local_ref_node *>(value)->target;
      return;
    }
    if(let == nullptr) { let = c.out.make<let_node>(c.here); }
    local_ = c.out.make_local("argument");
    local_->arity = c.arity;
    let->bindings.push_back({local_, value});
  }
  node *use(context &c) const {
    if(local_ != nullptr) { return make_local_ref(c, local_); }
    return make_constant(c, static_cast<constant_node *>(value_)->value);
  }

private:
  node *value_;
  local *local_{};
};

node *make_chain(context &c, operation op, std::vector<node *> const &args) {
  if(args.size() == 2) { return make_operation(c, op, args[0], args[1]); }
  let_node *let{};
  std::vector<reusable> values;
  values.reserve(args.size());
  for(node *const a : args) { values.emplace_back(c, a, let); }
  node *all{};
  for(std::size_t i{values.size() - 1}; i > 0; --i) {
    node *const pair{make_operation(c, op, values[i - 1].use(c), values[i].use(c))};
    if(all == nullptr) {
      all = pair;
      continue;
    }
    auto *const n{c.out.make<if_node>(c.here)};
    n->test = pair;
    n->then = all;
    n->otherwise = make_constant(c, object::jank_false);
    all = n;
  }
  if(let == nullptr) { return all; }
  let->body = all;
  return let;
}

} // namespace

node *analyze_operation(context &c, ns::var const *v, form_items const &items) {
  inline_rule const *const rule{find_inline_rule(v, items.size() - 1)};
  if(rule == nullptr) { return nullptr; }
  if(rule->shape == inline_shape::fold) { return make_fold(c, *rule, items); }
  if(rule->shape == inline_shape::nil_last && items[3].is_some()) { return nullptr; }

  std::vector<node *> const args{analyze_arguments(c, items)};
  node *const first{args.empty() ? nullptr : args[0]};
  switch(rule->shape) {
  case inline_shape::constant: return make_constant(c, object::make_long(rule->operand));
  case inline_shape::always_true: return make_always_true(c, first);
  case inline_shape::direct: return make_operation(c, rule->op, first, args.size() > 1 ? args[1] : nullptr);
  case inline_shape::operand_second:
    return make_operation(c, rule->op, first, make_constant(c, object::make_long(rule->operand)));
  case inline_shape::operand_first:
    return make_operation(c, rule->op, make_constant(c, object::make_long(rule->operand)), first);
  case inline_shape::chain: return make_chain(c, rule->op, args);
  case inline_shape::negated_chain: return make_operation(c, operation::not_, make_chain(c, rule->op, args), nullptr);
  case inline_shape::nil_last: return make_operation(c, rule->op, first, args[1]);
  case inline_shape::fold: break;
  }
  return nullptr;
}

} // namespace jank::analyzer
