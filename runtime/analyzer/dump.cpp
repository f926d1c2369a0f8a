#include "analyzer/dump.hpp"

#include "object/print.hpp"
#include "object/sequence.hpp"

namespace jank::analyzer {

namespace {

class dumper {
public:
  std::string text;

  void put(node const *n) {
    switch(n->what) {
    case node_kind::constant: return put_constant(as<constant_node>(n)->value);
    case node_kind::local_ref: return put_name(as<local_ref_node>(n)->target);
    case node_kind::var_value: text += ns::qualified_name(as<var_value_node>(n)->target); return;
    case node_kind::if_: {
      auto const *const i{as<if_node>(n)};
      open("if", n);
      put_after_space(i->test);
      put_after_space(i->then);
      put_after_space(i->otherwise);
      break;
    }
    case node_kind::do_:
      open("do", n);
      put_each(as<do_node>(n)->statements);
      put_after_space(as<do_node>(n)->result);
      break;
    case node_kind::let:
      open("let", n);
      put_bindings(as<let_node>(n)->bindings);
      put_after_space(as<let_node>(n)->body);
      break;
    case node_kind::loop:
      open("loop", n);
      put_bindings(as<loop_node>(n)->bindings);
      put_after_space(as<loop_node>(n)->body);
      break;
    case node_kind::recur:
      text += "(recur";
      put_each(as<recur_node>(n)->args);
      break;
    case node_kind::fn: put_fn(as<fn_node>(n)); break;
    case node_kind::call:
      open("call", n);
      put_after_space(as<call_node>(n)->callee);
      put_each(as<call_node>(n)->args);
      break;
    case node_kind::operation: {
      auto const *const o{as<operation_node>(n)};
      open(operation_name(o->op), n);
      put_after_space(o->args[0]);
      if(o->args[1] != nullptr) { put_after_space(o->args[1]); }
      break;
    }
    case node_kind::throw_:
      text += "(throw";
      put_after_space(as<throw_node>(n)->value);
      break;
    case node_kind::try_: put_try(as<try_node>(n)); break;
    case node_kind::letfn:
      open("letfn", n);
      put_bindings(as<letfn_node>(n)->bindings);
      put_after_space(as<letfn_node>(n)->body);
      break;
    case node_kind::def: put_def(as<def_node>(n)); break;
    case node_kind::set_var:
      open("set!", n);
      text += " " + ns::qualified_name(as<set_var_node>(n)->target);
      put_after_space(as<set_var_node>(n)->value);
      break;
    case node_kind::field_ref:
      open("field", n);
      put_field(as<field_ref_node>(n));
      put_after_space(as<field_ref_node>(n)->instance);
      break;
    case node_kind::set_field:
      open("set-field", n);
      put_field(as<set_field_node>(n));
      put_after_space(as<set_field_node>(n)->instance);
      put_after_space(as<set_field_node>(n)->value);
      break;
    case node_kind::vector:
      text += "(vector";
      put_each(as<vector_node>(n)->items);
      break;
    case node_kind::map:
      text += "(map";
      put_each(as<map_node>(n)->items);
      break;
    case node_kind::set:
      text += "(set";
      put_each(as<set_node>(n)->items);
      break;
    }
    text += ')';
  }

private:
  template <typename T> static T const *as(node const *n) { return static_cast<T const *>(n); }

  void open(char const *word, node const *n) {
    text += '(';
    text += word;
    put_type(n->type);
  }

  void put_type(value_type t) {
    if(t == value_type::object) { return; }
    text += ':';
    text += type_name(t);
  }

  void put_after_space(node const *n) {
    text += ' ';
    put(n);
  }

  void put_each(std::vector<node *> const &nodes) {
    for(node const *const n : nodes) { put_after_space(n); }
  }

  void put_constant(object_ref v) {
    if(auto const *const var{object::try_cast<ns::var>(v)}) {
      text += "#'" + ns::qualified_name(var);
      return;
    }
    bool const quoted{object::is(v, object::kind::symbol) || object::has_flag(v, object::flag_seq) ||
                      object::is(v, object::kind::list)};
    if(quoted) { text += '\''; }
    object::print_readably(text, v);
  }

  template <typename T> void put_field(T const *n) {
    text += n->found == field_access::by_name ? " " + n->name : " " + std::to_string(n->field);
    if(n->found == field_access::late) { text += "?"; }
  }

  void put_name(local const *l) { text += l->name + "#" + std::to_string(l->id); }

  void put_bound(local const *l) {
    put_name(l);
    put_type(l->type);
  }

  void put_bindings(std::vector<binding> const &bindings) {
    text += " [";
    for(std::size_t i{0}; i < bindings.size(); ++i) {
      if(i > 0) { text += ' '; }
      put_bound(bindings[i].target);
      put_after_space(bindings[i].init);
    }
    text += ']';
  }

  void put_fn(fn_node const *n) {
    text += "(fn " + n->name;
    if(n->once) { text += " once"; }
    if(n->self != nullptr) {
      text += " self ";
      put_name(n->self);
    }
    if(!n->captured.empty()) {
      text += " captures (";
      for(std::size_t i{0}; i < n->captured.size(); ++i) {
        if(i > 0) { text += ' '; }
        put_name(n->captured[i]);
      }
      text += ')';
    }
    if(n->meta.is_some()) { text += " meta " + object::to_readable(n->meta); }
    for(auto const &a : n->arities) {
      text += " ([";
      for(std::size_t i{0}; i < a->parameters.size(); ++i) {
        if(i > 0) { text += ' '; }
        if(a->variadic && i + 1 == a->parameters.size()) { text += "& "; }
        put_bound(a->parameters[i]);
      }
      text += "]";
      put_after_space(a->body);
      text += ')';
    }
  }

  void put_try(try_node const *n) {
    open("try", n);
    node const *body{n->outlined != nullptr ? n->outlined->arities.front()->body : n->body};
    try_node const *clauses{n};
    if(n->split) {
      clauses = as<try_node>(body);
      body = clauses->outlined != nullptr ? clauses->outlined->arities.front()->body : clauses->body;
    }
    put_after_space(body);
    for(catch_clause const &c : clauses->catches) {
      text += " (catch ";
      text += c.what == catch_what::jank_value  ? "jank-value "
              : c.what == catch_what::cpp_error ? "cpp-error "
                                                : "anything ";
      put_name(c.bound);
      put_after_space(c.body);
      text += ')';
    }
    if(n->finally != nullptr) {
      text += " (finally";
      put_after_space(n->finally);
      text += ')';
    }
  }

  void put_def(def_node const *n) {
    text += "(def " + ns::qualified_name(n->target);
    if(n->init != nullptr) { put_after_space(n->init); }
    if(n->meta != nullptr) {
      text += " meta";
      put_after_space(n->meta);
    }
  }
};

} // namespace

std::string dump(node const *n) {
  dumper d;
  d.put(n);
  return std::move(d.text);
}

char const *operation_name(operation op) {
  switch(op) {
  case operation::add: return "add";
  case operation::subtract: return "subtract";
  case operation::multiply: return "multiply";
  case operation::divide: return "divide";
  case operation::quotient: return "quotient";
  case operation::remainder: return "remainder";
  case operation::unchecked_add: return "unchecked-add";
  case operation::unchecked_subtract: return "unchecked-subtract";
  case operation::unchecked_multiply: return "unchecked-multiply";
  case operation::bit_and: return "bit-and";
  case operation::bit_or: return "bit-or";
  case operation::bit_xor: return "bit-xor";
  case operation::shift_left: return "shift-left";
  case operation::shift_right: return "shift-right";
  case operation::unsigned_shift_right: return "unsigned-shift-right";
  case operation::less: return "less";
  case operation::less_or_equal: return "less-or-equal";
  case operation::greater: return "greater";
  case operation::greater_or_equal: return "greater-or-equal";
  case operation::numerically_equal: return "numerically-equal";
  case operation::equal: return "equal";
  case operation::identical: return "identical";
  case operation::is_nil: return "is-nil";
  case operation::is_some: return "is-some";
  case operation::not_: return "not";
  case operation::is_true: return "is-true";
  case operation::is_false: return "is-false";
  case operation::is_zero: return "is-zero";
  case operation::is_positive: return "is-positive";
  case operation::is_negative: return "is-negative";
  case operation::to_long: return "to-long";
  case operation::to_double: return "to-double";
  case operation::to_boolean: return "to-boolean";
  case operation::square_root: return "square-root";
  case operation::floor: return "floor";
  case operation::ceiling: return "ceiling";
  case operation::nearest: return "nearest";
  case operation::nth: return "nth";
  case operation::nth_or_nil: return "nth-or-nil";
  }
  return "?";
}

char const *type_name(value_type t) {
  switch(t) {
  case value_type::object: return "object";
  case value_type::long_integer: return "long";
  case value_type::double_float: return "double";
  case value_type::boolean: return "boolean";
  case value_type::nothing: return "nothing";
  }
  return "?";
}

} // namespace jank::analyzer
