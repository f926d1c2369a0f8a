#include "codegen/number_locals.hpp"

#include "codegen/operation_codes.hpp"

namespace jank::codegen {

using namespace analyzer;

namespace {

class search {
public:
  std::unordered_set<local const *> computed; // by arithmetic
  std::unordered_set<local const *> taken;    // by arithmetic

  void visit(node const *n) {
    switch(n->what) {
    case node_kind::constant:
    case node_kind::local_ref:
    case node_kind::var_value:
    case node_kind::fn: return;
    case node_kind::if_: {
      auto const *const i{static_cast<if_node const *>(n)};
      visit(i->test);
      visit(i->then);
      return visit(i->otherwise);
    }
    case node_kind::do_:
      visit_all(static_cast<do_node const *>(n)->statements);
      return visit(static_cast<do_node const *>(n)->result);
    case node_kind::let:
      visit_bindings(static_cast<let_node const *>(n)->bindings);
      return visit(static_cast<let_node const *>(n)->body);
    case node_kind::loop:
      visit_bindings(static_cast<loop_node const *>(n)->bindings);
      return visit(static_cast<loop_node const *>(n)->body);
    case node_kind::recur: return visit_recur(static_cast<recur_node const *>(n));
    case node_kind::call:
      visit(static_cast<call_node const *>(n)->callee);
      return visit_all(static_cast<call_node const *>(n)->args);
    case node_kind::operation: return visit_operation(static_cast<operation_node const *>(n));
    case node_kind::throw_: return visit(static_cast<throw_node const *>(n)->value);
    case node_kind::try_: return visit_try(static_cast<try_node const *>(n));
    case node_kind::letfn: return visit(static_cast<letfn_node const *>(n)->body);
    case node_kind::def: {
      auto const *const d{static_cast<def_node const *>(n)};
      if(d->init != nullptr) { visit(d->init); }
      if(d->meta != nullptr) { visit(d->meta); }
      return;
    }
    case node_kind::set_var: return visit(static_cast<set_var_node const *>(n)->value);
    case node_kind::field_ref: return visit(static_cast<field_ref_node const *>(n)->instance);
    case node_kind::set_field:
      visit(static_cast<set_field_node const *>(n)->instance);
      return visit(static_cast<set_field_node const *>(n)->value);
    case node_kind::vector: return visit_all(static_cast<vector_node const *>(n)->items);
    case node_kind::map: return visit_all(static_cast<map_node const *>(n)->items);
    case node_kind::set: return visit_all(static_cast<set_node const *>(n)->items);
    }
  }

private:
  void visit_all(std::vector<node *> const &nodes) {
    for(node const *const n : nodes) { visit(n); }
  }

  void visit_bindings(std::vector<binding> const &bindings) {
    for(binding const &b : bindings) {
      note_computed(b.target, b.init);
      visit(b.init);
    }
  }

  void visit_recur(recur_node const *n) {
    for(std::size_t i{}; i < n->args.size(); ++i) {
      note_computed(n->loop != nullptr ? n->loop->bindings[i].target : n->arity->parameters[i], n->args[i]);
    }
    visit_all(n->args);
  }

  void visit_try(try_node const *n) {
    visit(n->body);
    for(catch_clause const &c : n->catches) { visit(c.body); }
    if(n->finally != nullptr) { visit(n->finally); }
  }

  void visit_operation(operation_node const *n) {
    for(node const *const a : n->args) {
      if(a == nullptr) { continue; }
      if(a->what == node_kind::local_ref && takes_numbers(n->op)) {
        taken.insert(static_cast<local_ref_node const *>(a)->target);
      }
      visit(a);
    }
  }

  static bool takes_numbers(operation op) {
    switch(op) {
    case operation::add:
    case operation::subtract:
    case operation::multiply:
    case operation::divide:
    case operation::less:
    case operation::less_or_equal:
    case operation::greater:
    case operation::greater_or_equal:
    case operation::numerically_equal:
    case operation::is_zero:
    case operation::is_positive:
    case operation::is_negative:
    case operation::to_double:
    case operation::square_root:
    case operation::floor:
    case operation::ceiling:
    case operation::nearest: return true;
    default: return false;
    }
  }

  void note_computed(local const *l, node const *value) {
    if(l->type == value_type::object && computes_number(value)) { computed.insert(l); }
  }

  static bool computes_number(node const *n) {
    switch(n->what) {
    case node_kind::operation: {
      auto const *const o{static_cast<operation_node const *>(n)};
      switch(o->op) {
      // One more or less: that is how things are counted, in fixnums.
      case operation::add:
      case operation::subtract: return !is_fixnum_constant(o->args[1]);
      case operation::multiply:
      case operation::divide: return true;
      default: return false;
      }
    }
    case node_kind::if_:
      return computes_number(static_cast<if_node const *>(n)->then) ||
             computes_number(static_cast<if_node const *>(n)->otherwise);
    case node_kind::do_: return computes_number(static_cast<do_node const *>(n)->result);
    case node_kind::let: return computes_number(static_cast<let_node const *>(n)->body);
    default: return n->type == value_type::double_float;
    }
  }
};

} // namespace

std::unordered_set<local const *> number_locals(node const *body) {
  search s;
  s.visit(body);
  std::erase_if(s.computed, [&](local const *l) { return !s.taken.contains(l); });
  return std::move(s.computed);
}

} // namespace jank::codegen
