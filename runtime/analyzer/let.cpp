// Local bindings: let*, loop*, recur, letfn*.

#include "analyzer/context.hpp"
#include "analyzer/names.hpp"
#include "object/collections.hpp"
#include "object/symbol.hpp"

#include <utility>

namespace jank::analyzer {

namespace {

struct binding_form {
  object::symbol *name;
  object_ref init;
  position at;
};

std::vector<binding_form> read_bindings(context &c, std::string const &what, object_ref vector) {
  position const at{position_of(c, vector)};
  if(!object::is_vector(vector)) {
    fail(c, at, what + " needs a vector of bindings, not " + shown(vector),
         "write (" + what + " [name value ...] form ...)");
  }
  std::size_t const count{object::vector_count(vector)};
  if(count % 2 != 0) {
    fail(c, at, "the bindings of " + what + " must come in pairs, but there are " + std::to_string(count) + " forms",
         "the last name, " + shown(object::vector_nth(vector, count - 1)) + ", has no value");
  }
  std::vector<binding_form> bindings;
  bindings.reserve(count / 2);
  for(std::size_t i{0}; i < count; i += 2) {
    object_ref const form{object::vector_nth(vector, i)};
    object::symbol *const name{as_bare_symbol(form)};
    if(name == nullptr) {
      fail(c, position_of(c, form), what + " binds symbols without namespace, not " + shown(form),
           as_symbol(form) == nullptr ? "let and loop take destructuring forms, " + what + " does not" : std::string{});
    }
    bindings.push_back({name, object::vector_nth(vector, i + 1), position_of(c, form)});
  }
  return bindings;
}

std::vector<binding> analyze_bindings(context &c, std::vector<binding_form> const &forms) {
  std::vector<binding> bindings;
  bindings.reserve(forms.size());
  for(binding_form const &f : forms) {
    node *const init{analyze_form(c, f.init, tail::no)};
    bindings.push_back({bind_local(c, f.name), init});
  }
  return bindings;
}

std::string target_text(recur_target const &target) {
  std::string text{target.loop != nullptr ? "the loop has" : "the function has"};
  auto const add{[&text](local const *l) { text += " " + l->name; }};
  if(target.loop != nullptr) {
    for(binding const &b : target.loop->bindings) { add(b.target); }
    if(target.loop->bindings.empty()) { text += " no bindings"; }
  } else {
    for(local const *const l : target.arity->parameters) { add(l); }
    if(target.arity->parameters.empty()) { text += " no parameters"; }
  }
  return text;
}

} // namespace

node *analyze_let(context &c, form_items const &items, tail t) {
  std::vector<binding_form> const forms{read_bindings(c, "let*", items[1])};
  if(forms.empty()) { return analyze_body(c, items, 2, t); }
  scope_frame const frame{c.locals};
  auto *const n{c.out.make<let_node>(c.here)};
  n->bindings = analyze_bindings(c, forms);
  n->body = analyze_body(c, items, 2, t);
  return n;
}

node *analyze_loop(context &c, form_items const &items, tail) {
  std::vector<binding_form> const forms{read_bindings(c, "loop*", items[1])};
  scope_frame const frame{c.locals};
  auto *const n{c.out.make<loop_node>(c.here)};
  n->bindings = analyze_bindings(c, forms);
  recur_target const outer{std::exchange(c.target, recur_target{n, nullptr, false})};
  n->body = analyze_body(c, items, 2, tail::yes);
  c.target = outer;
  return n;
}

node *analyze_recur(context &c, form_items const &items, tail t) {
  recur_target const target{c.target};
  if(target.loop == nullptr && target.arity == nullptr) {
    fail(c, c.here, "recur stands outside of any loop or function");
  }
  if(t == tail::no) {
    fail(c, c.here, "recur must be the last thing its loop or function does",
         "nothing may be done with its value: move it to the tail of the body");
  }
  if(target.across_try) {
    fail(c, c.here, "recur cannot leave a try", "put the try into a function, or the loop inside the try");
  }
  std::size_t const count{items.size() - 1};
  std::size_t const hidden{target.method ? 1u : 0u};
  std::size_t const wanted{target.loop != nullptr ? target.loop->bindings.size()
                                                  : target.arity->parameters.size() - hidden};
  if(count != wanted) {
    fail(c, c.here,
         "recur takes " + std::to_string(wanted) + (wanted == 1 ? " value" : " values") + " here, not " +
             std::to_string(count),
         target_text(target));
  }
  auto *const n{c.out.make<recur_node>(c.here)};
  n->loop = target.loop;
  n->arity = target.arity;
  (target.loop != nullptr ? target.loop->has_recur : target.arity->has_recur) = true;
  n->args.reserve(count + hidden);
  if(target.method) { n->args.push_back(make_local_ref(c, target.arity->parameters.front())); }
  for(std::size_t i{1}; i < items.size(); ++i) { n->args.push_back(analyze_form(c, items[i], tail::no)); }
  return n;
}

node *analyze_letfn(context &c, form_items const &items, tail t) {
  std::vector<binding_form> const forms{read_bindings(c, "letfn*", items[1])};
  scope_frame const frame{c.locals};
  auto *const n{c.out.make<letfn_node>(c.here)};
  for(binding_form const &f : forms) {
    local *const l{bind_local(c, f.name)};
    l->type = value_type::object;
    l->hinted = false;
    n->bindings.push_back({l, nullptr});
  }
  position const outer{c.here};
  for(std::size_t i{0}; i < forms.size(); ++i) {
    c.here = position_of(c, forms[i].init);
    object_ref const form{expand_head(c, forms[i].init)};
    form_items const fn{is_sequence(form) ? items_of(form) : form_items{form, {}}};
    object::symbol const *const head{fn.size() < 2 ? nullptr : as_bare_symbol(fn[0])};
    if(head == nullptr || head->name != names().fn) {
      fail(c, c.here, "letfn* binds functions, not " + shown(form), "write (letfn* [name (fn* ...) ...] form ...)");
    }
    n->bindings[i].init = analyze_fn_only(c, fn, inner_fn_name(c, forms[i].name->name->view()));
    c.here = outer;
  }
  n->body = analyze_body(c, items, 2, t);
  return n;
}

} // namespace jank::analyzer
