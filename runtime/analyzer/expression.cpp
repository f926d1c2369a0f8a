// Any form: what evaluates to itself, symbols, and lists.

#include "analyzer/context.hpp"
#include "analyzer/names.hpp"
#include "analyzer/taken.hpp"
#include "object/collections.hpp"
#include "object/instance.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"

namespace jank::analyzer {

namespace {

using object::kind;

// The position and depth of a form, while it is analyzed.
class nested {
public:
  nested(context &c, object_ref form) : c_{c}, outer_{c.here} {
    c.here = position_of(c, form);
    if(++c.depth > nesting_limit) {
      --c.depth;
      position const at{c.here};
      c.here = outer_;
      fail(c, at, "forms are nested more than " + std::to_string(nesting_limit) + " deep",
           "name the inner parts with let or move them to functions of their own");
    }
  }
  ~nested() {
    --c_.depth;
    c_.here = outer_;
  }
  nested(nested const &) = delete;
  nested &operator=(nested const &) = delete;

private:
  context &c_;
  position outer_;
};

bool evaluates_to_itself(object_ref form) {
  if(!form.is_heap()) { return true; }
  switch(form.as_heap()->type->what) {
  case kind::long_integer:
  case kind::double_float:
  case kind::big_integer:
  case kind::ratio:
  case kind::big_decimal:
  case kind::string:
  case kind::regex:
  case kind::inst:
  case kind::uuid:
  case kind::tagged_literal:
  case kind::reader_conditional:
  case kind::keyword:
  case kind::var:
  case kind::name_space: return true;
  default: return false;
  }
}

node *analyze_var_value(context &c, ns::var *v) {
  if(v->has(ns::var_macro)) {
    fail(c, c.here, "cannot take the value of the macro " + ns::qualified_name(v),
         "call it, or wrap it in a function: (fn [x] (" + std::string{v->name->name->view()} + " x))");
  }
  auto *const n{c.out.make<var_value_node>(c.here)};
  n->target = v;
  return n;
}

// A ^:const var is read when the code that names it is compiled. Only plain values: code cannot hold a function or an atom, and a
// collection is no cheaper as a constant.
bool stands_for_its_value(ns::var const *v) {
  if(!v->has(ns::var_const) || !v->has(ns::var_bound)) { return false; }
  return !v->root.is_heap() || object::has_flag(v->root, object::flag_number) ||
         object::is(v->root, object::kind::string) || object::is(v->root, object::kind::keyword);
}

node *analyze_symbol(context &c, object::symbol *name) {
  if(local *const l{c.locals.find(name)}) { return make_local_ref(c, l); }
  if(find_special(name) != nullptr) {
    fail(c, c.here, std::string{name->name->view()} + " is a special form and has no value",
         "call it: " + std::string{find_special(name)->usage});
  }
  ns::var *const v{resolve_var(c, name, c.here)};
  if(!stands_for_its_value(v)) { return analyze_var_value(c, v); }
  note_taken(v);
  return make_constant(c, v->root);
}

// A record that a macro put into the code: made again from its entries, which are values and no code.
node *analyze_instance(context &c, object_ref form) {
  if(!object::is_record(form)) {
    fail(c, c.here, "a macro put an instance into the code that is no record: " + shown(form),
         "return a form that makes it");
  }
  auto *const entries{c.out.make<map_node>(c.here)};
  object::for_each(form, [&](object_ref entry) {
    object_ref const value{object::vector_nth(entry, 1)};
    entries->items.push_back(make_constant(c, object::vector_nth(entry, 0)));
    entries->items.push_back(object::is_record(value) ? analyze_instance(c, value) : make_constant(c, value));
  });
  auto *const callee{c.out.make<var_value_node>(c.here)};
  callee->target = core_var(c, object::make_symbol({}, "construct*"));
  auto *const call{c.out.make<call_node>(c.here)};
  call->callee = callee;
  call->args = {make_constant(c, object_ref{object::type_of(form)->name}), entries};
  return call;
}

node *analyze_list(context &c, object_ref form, tail t) {
  form_items const items{items_of(form)};
  if(items.size() == 0) { return make_constant(c, object::empty_list()); }

  object::symbol *const head{as_symbol(items[0])};
  if(head != nullptr) {
    if(special_row const *const row{find_special(head)}) { return analyze_special(c, *row, items, t); }
    if(node *const n{analyze_member_call(c, head, items)}) { return n; }
  }
  if(head == nullptr || c.locals.find(head) != nullptr) {
    return analyze_call(c, analyze_form(c, items[0], tail::no), items);
  }

  ns::var *const v{resolve_var(c, head, position_of(c, head))};
  if(node *const n{analyze_operation(c, v, items)}) {
    note_taken(v);
    return n;
  }
  check_arity(c, v, items.size() - 1);
  position const at{c.here};
  c.here = position_of(c, head);
  node *const callee{analyze_var_value(c, v)};
  c.here = at;
  return analyze_call(c, callee, items);
}

} // namespace

constant_node *make_constant(context &c, object_ref value) {
  auto *const n{c.out.make<constant_node>(c.here)};
  n->value = value;
  if(object::is_long(value)) { n->type = value_type::long_integer; }
  if(object::is_double(value)) { n->type = value_type::double_float; }
  if(value.is_boolean()) { n->type = value_type::boolean; }
  return n;
}

node *make_local_ref(context &c, local *l) {
  if(l->instance != nullptr) {
    auto *const n{c.out.make<field_ref_node>(c.here)};
    n->instance = make_local_ref(c, l->instance);
    n->field = l->field;
    n->found = l->found;
    n->name = l->name;
    return n;
  }
  auto *const n{c.out.make<local_ref_node>(c.here)};
  n->target = l;
  n->type = l->type;
  note_use(l, c.arity);
  return n;
}

local *bind_local(context &c, object::symbol *name) {
  local *const l{c.out.make_local(std::string{name->name->view()})};
  l->arity = c.arity;
  l->type = hinted_type(name);
  l->hinted = l->type != value_type::object;
  c.locals.bind(name, l);
  return l;
}

node *attach_meta(context &c, node *value, object_ref meta) {
  if(!object::is_map(meta) || object::map_count(meta) == 0) { return value; }
  return attach_evaluated_meta(c, value, analyze_map(c, meta));
}

node *attach_evaluated_meta(context &c, node *value, node *meta) {
  if(value->what == node_kind::constant && meta->what == node_kind::constant) {
    auto *const constant{static_cast<constant_node *>(value)};
    constant->value = object::with_meta(constant->value, static_cast<constant_node *>(meta)->value);
    return constant;
  }
  auto *const callee{c.out.make<var_value_node>(c.here)};
  callee->target = core_var(c, names().with_meta);
  auto *const call{c.out.make<call_node>(c.here)};
  call->callee = callee;
  call->args = {value, meta};
  return call;
}

node *analyze_body(context &c, form_items const &items, std::size_t from, tail t) {
  if(from >= items.size()) { return make_constant(c, object::nil); }
  if(from + 1 == items.size()) { return analyze_form(c, items[from], t); }
  auto *const n{c.out.make<do_node>(c.here)};
  n->statements.reserve(items.size() - from - 1);
  for(std::size_t i{from}; i + 1 < items.size(); ++i) {
    node *const statement{analyze_form(c, items[i], tail::no)};
    if(statement->what != node_kind::constant) { n->statements.push_back(statement); }
  }
  n->result = analyze_form(c, items[items.size() - 1], t);
  return n->statements.empty() ? n->result : n;
}

node *analyze_form(context &c, object_ref original, tail t) {
  if(evaluates_to_itself(original)) {
    position const outer{c.here};
    c.here = position_of(c, original);
    node *const n{make_constant(c, original)};
    c.here = outer;
    return n;
  }
  nested const level{c, original};
  if(object::symbol *const name{as_symbol(original)}) { return analyze_symbol(c, name); }
  if(is_sequence(original)) {
    object_ref const form{expand_head(c, original)};
    if(is_sequence(form)) {
      c.here = position_of(c, form);
      return analyze_list(c, form, t);
    }
    return analyze_form(c, form, t);
  }
  if(object::is_vector(original)) { return analyze_vector(c, original); }
  if(object::is<object::instance>(original)) { return analyze_instance(c, original); }
  if(object::is_map(original)) { return analyze_map(c, original); }
  if(object::is_set(original)) { return analyze_set(c, original); }
  fail(c, c.here, "a macro put something into the code that is no form: " + shown(original),
       "forms are symbols, lists, vectors, maps, sets, keywords, strings, characters and numbers");
}

} // namespace jank::analyzer
