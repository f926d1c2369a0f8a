// Instances of types: (new Type ...), (. instance method ...), their short forms (Type. ...), (.method instance ...), (.-field instance),
// and fields*, which names the fields of the instance that a method is called with:
//
//   (fn* [this x] (fields* this [width 0, ^:mutable height 1, ^{:found :late} colour 2] (* x width)))
//
// Inside, `width` is a load from the instance, slot 0, and (set! height 3) a store. Nothing is checked then: deftype and defrecord put it
// around methods only, which are reached by the type of the instance. Instances of an older definition may lack the slot of a field
// marked {:found :late}; one marked {:found :by-name} is found by its name, and the number means nothing (object/type_layout.hpp). recur in such a method keeps the instance.

#include "analyzer/context.hpp"
#include "analyzer/names.hpp"
#include "object/collections.hpp"
#include "object/instance.hpp"
#include "object/sequence.hpp"

#include <utility>

namespace jank::analyzer {

namespace {

call_node *call_core(context &c, char const *function, std::vector<node *> args) {
  auto *const callee{c.out.make<var_value_node>(c.here)};
  callee->target = core_var(c, object::make_symbol({}, function));
  auto *const call{c.out.make<call_node>(c.here)};
  call->callee = callee;
  call->args = std::move(args);
  return call;
}

constant_node *make_name(context &c, std::string_view name) {
  return make_constant(c, object_ref{object::make_symbol({}, name)});
}

bool is_field(std::string_view member) { return member.size() > 1 && member.front() == '-'; }

node *make_type(context &c, object_ref form) {
  node *const type{analyze_form(c, form, tail::no)};
  // What is defined by the form that is being compiled is not there yet.
  if(type->what == node_kind::var_value) {
    ns::var const *const v{static_cast<var_value_node *>(type)->target};
    if(v->has(ns::var_bound) && !object::is<object::type_description>(v->value)) {
      fail(c, position_of(c, form), ns::qualified_name(v) + " is no type, so there is no new " + shown(form),
           "types are made by deftype and defrecord");
    }
  }
  return type;
}

node *construct(context &c, object_ref type, form_items const &items, std::size_t from) {
  auto *const call{c.out.make<call_node>(c.here)};
  call->callee = make_type(c, type);
  for(std::size_t i{from}; i < items.size(); ++i) { call->args.push_back(analyze_form(c, items[i], tail::no)); }
  return call;
}

// `args` are the forms behind the member's name, from `from` on.
node *member(context &c, node *instance, std::string_view name, form_items const &args, std::size_t from) {
  if(is_field(name)) {
    if(from < args.size()) {
      fail(c, c.here, "reading the field " + std::string{name.substr(1)} + " takes no arguments",
           "(." + std::string{name} + " instance) reads it, (." + std::string{name.substr(1)} +
               " instance ...) calls a method");
    }
    return call_core(c, "field*", {instance, make_name(c, name.substr(1))});
  }
  std::vector<node *> all{instance, make_name(c, name)};
  for(std::size_t i{from}; i < args.size(); ++i) { all.push_back(analyze_form(c, args[i], tail::no)); }
  return call_core(c, "member*", std::move(all));
}

[[noreturn]] void fail_member(context &c, object_ref form) {
  fail(c, position_of(c, form), "a member of an instance is named by a symbol, not " + shown(form),
       "write (. instance method value ...) or (. instance -field)");
}

} // namespace

node *analyze_new(context &c, form_items const &items, tail) { return construct(c, items[1], items, 2); }

node *analyze_member(context &c, form_items const &items, tail) {
  node *const instance{analyze_form(c, items[1], tail::no)};
  // (. x (method y)) is the same as (. x method y).
  if(is_sequence(items[2]) && items.size() == 3) {
    form_items const inner{items_of(items[2])};
    object::symbol const *const name{inner.size() == 0 ? nullptr : as_bare_symbol(inner[0])};
    if(name == nullptr) { fail_member(c, items[2]); }
    return member(c, instance, name->name->view(), inner, 1);
  }
  object::symbol const *const name{as_bare_symbol(items[2])};
  if(name == nullptr) { fail_member(c, items[2]); }
  return member(c, instance, name->name->view(), items, 3);
}

node *analyze_member_call(context &c, object::symbol *head, form_items const &items) {
  std::string_view const text{head->name->view()};
  if(text.size() < 2 || text == ".." || c.locals.find(head) != nullptr) { return nullptr; }
  // jank writes members of C++ objects as cpp/.name.
  bool const is_member{(head->ns == nullptr || head->ns == names().cpp) && text.front() == '.'};
  bool const is_constructor{!is_member && text.back() == '.'};
  if((!is_member && !is_constructor) || ns::resolve(c.home, head) != nullptr) { return nullptr; }
  if(is_constructor) {
    std::string_view const qualifier{head->ns == nullptr ? std::string_view{} : head->ns->view()};
    return construct(c, object_ref{object::make_symbol(qualifier, text.substr(0, text.size() - 1))}, items, 1);
  }
  if(items.size() < 2) {
    fail(c, c.here, std::string{text} + " needs an instance", "write (" + std::string{text} + " instance ...)");
  }
  return member(c, analyze_form(c, items[1], tail::no), text.substr(1), items, 2);
}

namespace {

field_access access_of(object::symbol const *field) {
  static object_ref const found{object::make_keyword("found")};
  static object_ref const late{object::make_keyword("late")};
  static object_ref const by_name{object::make_keyword("by-name")};
  object_ref const how{object::is_map(field->meta) ? object::map_get(field->meta, found) : object::nil};
  return how == late ? field_access::late : how == by_name ? field_access::by_name : field_access::fixed;
}

} // namespace

node *analyze_set_field(context &c, local *field, object_ref value) {
  if(!field->is_mutable) {
    fail(c, c.here, "set! cannot change the field " + field->name + ", which is not mutable",
         "mark it ^:mutable where the type is defined");
  }
  auto *const n{c.out.make<set_field_node>(c.here)};
  n->instance = make_local_ref(c, field->instance);
  n->field = field->field;
  n->found = field->found;
  n->name = field->name;
  n->value = analyze_form(c, value, tail::no);
  return n;
}

// (set! (.-field x) value) and (set! (. x -field) value)
node *analyze_set_member(context &c, object_ref place, object_ref value) {
  form_items const items{items_of(place)};
  object::symbol const *const head{items.size() == 0 ? nullptr : as_bare_symbol(items[0])};
  std::string_view const text{head == nullptr ? std::string_view{} : head->name->view()};
  object::symbol const *const second{items.size() == 3 ? as_bare_symbol(items[2]) : nullptr};
  std::string_view name;
  if(items.size() == 2 && text.size() > 2 && text.starts_with(".-")) {
    name = text.substr(2);
  } else if(text == "." && second != nullptr && is_field(second->name->view())) {
    name = second->name->view().substr(1);
  } else {
    fail(c, position_of(c, place), "set! cannot set " + shown(place),
         "it sets vars, (set! name value), and fields, (set! (.-field instance) value)");
  }
  std::vector<node *> args{analyze_form(c, items[1], tail::no), make_name(c, name)};
  args.push_back(analyze_form(c, value, tail::no));
  return call_core(c, "set-field*", std::move(args));
}

node *analyze_fields(context &c, form_items const &items, tail t) {
  object::symbol const *const name{as_bare_symbol(items[1])};
  local *const instance{name == nullptr ? nullptr : c.locals.find(name)};
  if(instance == nullptr || !object::is_vector(items[2]) || object::vector_count(items[2]) % 2 != 0) {
    fail(c, c.here, "fields* needs a local and a vector of names and indices, not " + shown(items.form));
  }
  scope_frame const frame{c.locals};
  for(std::size_t i{0}; i < object::vector_count(items[2]); i += 2) {
    object::symbol *const field{as_bare_symbol(object::vector_nth(items[2], i))};
    object_ref const index{object::vector_nth(items[2], i + 1)};
    if(field == nullptr || !index.is_fixnum() || index.as_fixnum() < 0) {
      fail(c, c.here, "fields* needs names and indices in turn, not " + shown(items[2]));
    }
    local *const l{c.out.make_local(std::string{field->name->view()})};
    l->instance = instance;
    l->field = static_cast<std::uint32_t>(index.as_fixnum());
    l->found = access_of(field);
    l->is_mutable = object::is_map(field->meta) &&
                    object::map_get(field->meta, object_ref{object::make_keyword("mutable")}).truthy();
    c.locals.bind(field, l);
  }
  bool const is_method{c.target.arity != nullptr && c.target.arity->parameters.front() == instance};
  bool const outer{std::exchange(c.target.method, is_method)};
  node *const body{analyze_body(c, items, 3, t)};
  c.target.method = outer;
  return body;
}

} // namespace jank::analyzer
