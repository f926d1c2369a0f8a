// (fn* name? [parameter ...] form ...) and (fn* name? ([parameter ...] form ...) ...)

#include "analyzer/context.hpp"
#include "analyzer/names.hpp"
#include "object/collections.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"

#include <algorithm>
#include <utility>

namespace jank::analyzer {

namespace {

constexpr std::size_t most_parameters{object::max_arity};

// The parts of one arity, before its body is analyzed.
struct arity_form {
  form_items items; // the parameter vector at `from`, the body behind it
  std::size_t from;
  position at;
  std::vector<object::symbol *> parameters; // the rest parameter last
  bool variadic{};

  std::size_t required() const { return parameters.size() - (variadic ? 1 : 0); }
};

void read_parameters(context &c, arity_form &a) {
  object_ref const vector{a.items[a.from]};
  std::size_t const count{object::vector_count(vector)};
  for(std::size_t i{0}; i < count; ++i) {
    object_ref const form{object::vector_nth(vector, i)};
    object::symbol *const name{as_bare_symbol(form)};
    if(name == nullptr) {
      fail(c, position_of(c, form), "a parameter of fn* must be a symbol without namespace, not " + shown(form),
           as_symbol(form) == nullptr ? "fn takes destructuring forms, fn* does not" : "");
    }
    if(name->name == names().ampersand) {
      if(i + 2 != count) {
        fail(c, position_of(c, form), "exactly one parameter must follow &, not " + std::to_string(count - i - 1));
      }
      a.variadic = true;
      continue;
    }
    bool const twice{std::ranges::any_of(a.parameters, [name](auto const *p) { return p->name == name->name; })};
    // What begins with _ is not meant to be used.
    if(twice && !name->name->view().starts_with('_')) {
      fail(c, position_of(c, form), "two parameters have the name " + std::string{name->name->view()},
           "rename one, or call what is not used _");
    }
    a.parameters.push_back(name);
  }
  if(a.required() > most_parameters) {
    fail(c, a.at,
         "a function takes at most " + std::to_string(most_parameters) + " parameters, not " +
             std::to_string(a.required()),
         "take the others as a rest parameter, or pass a map");
  }
}

arity_form read_arity(context &c, form_items items, std::size_t from, position at) {
  if(from >= items.size() || !object::is_vector(items[from])) {
    std::string const got{from < items.size() ? ", not " + shown(items[from]) : std::string{}};
    fail(c, at, "fn* needs a vector of parameters" + got, "write (fn* [parameter ...] form ...)");
  }
  arity_form a{std::move(items), from, at, {}, false};
  read_parameters(c, a);
  return a;
}

std::vector<arity_form> read_arities(context &c, form_items const &items, std::size_t from) {
  std::vector<arity_form> arities;
  if(from >= items.size() || !is_sequence(items[from])) {
    arities.push_back(read_arity(c, items, from, c.here));
    return arities;
  }
  for(std::size_t i{from}; i < items.size(); ++i) {
    position const at{position_of(c, items[i])};
    if(!is_sequence(items[i])) {
      fail(c, at, "an arity of fn* must be a list, not " + shown(items[i]),
           "write (fn* ([parameter ...] form ...) ...)");
    }
    arities.push_back(read_arity(c, items_of(items[i]), 0, at));
  }
  return arities;
}

void check_together(context &c, std::vector<arity_form> const &arities) {
  arity_form const *variadic{};
  for(arity_form const &a : arities) {
    if(!a.variadic) { continue; }
    if(variadic != nullptr) { fail(c, a.at, "a function has at most one arity with a rest parameter"); }
    variadic = &a;
  }
  std::uint32_t seen{0};
  for(arity_form const &a : arities) {
    if(a.variadic) { continue; }
    std::uint32_t const bit{1u << a.parameters.size()};
    if((seen & bit) != 0) {
      fail(c, a.at, "two arities have the same number of parameters, " + std::to_string(a.parameters.size()),
           "merge them, or drop one");
    }
    seen |= bit;
    if(variadic != nullptr && a.parameters.size() > variadic->required()) {
      fail(c, a.at,
           "an arity of " + std::to_string(a.parameters.size()) +
               " parameters stands beside one with a rest parameter after " + std::to_string(variadic->required()),
           "no fixed arity may have more parameters than stand before the &");
    }
  }
}

void analyze_arity(context &c, fn_arity &arity, arity_form const &form) {
  scope_frame const frame{c.locals};
  fn_arity *const outer_arity{std::exchange(c.arity, &arity)};
  recur_target const outer_target{std::exchange(c.target, recur_target{nullptr, &arity, false})};
  position const outer_here{std::exchange(c.here, form.at)};
  for(object::symbol *const name : form.parameters) {
    local *const l{bind_local(c, name)};
    l->is_parameter = true;
    arity.parameters.push_back(l);
  }
  if(arity.variadic) { // the rest is a seq, whatever its name is hinted with
    arity.parameters.back()->type = value_type::object;
    arity.parameters.back()->hinted = false;
  }
  arity.body = analyze_body(c, form.items, form.from + 1, tail::yes);
  c.here = outer_here;
  c.target = outer_target;
  c.arity = outer_arity;
}

object::symbol *own_name(form_items const &items) { return items.size() > 1 ? as_symbol(items[1]) : nullptr; }

bool is_once(object_ref meta) {
  return object::is_map(meta) && object::map_get(meta, object_ref{names().once}).truthy();
}

// What the form's metadata says about the function object.
object_ref user_meta(object_ref form) {
  object_ref meta{object::meta(form)};
  if(!object::is_map(meta)) { return object::nil; }
  for(object::keyword *const key : {names().line, names().column, names().file, names().once}) {
    if(object::map_get(meta, object_ref{key}).is_some()) { meta = object::map_dissoc(meta, object_ref{key}); }
  }
  return object::map_count(meta) == 0 ? object::nil : meta;
}

node *with_user_meta(context &c, fn_node *fn, object_ref form) {
  object_ref const meta{user_meta(form)};
  if(meta.is_nil()) { return fn; }
  node *const evaluated{analyze_map(c, meta)};
  if(evaluated->what == node_kind::constant) {
    fn->meta = static_cast<constant_node *>(evaluated)->value;
    return fn;
  }
  return attach_evaluated_meta(c, fn, evaluated);
}

} // namespace

std::string inner_fn_name(context &c, std::string_view name) {
  return c.path + "/" + std::string{name.empty() ? "fn" : name} + "--" + std::to_string(++c.fns);
}

node *analyze_fn_named(context &c, form_items const &items, std::string full_name) {
  return with_user_meta(c, analyze_fn_only(c, items, std::move(full_name)), items.form);
}

node *analyze_fn(context &c, form_items const &items, tail) {
  object::symbol const *const name{own_name(items)};
  return analyze_fn_named(c, items, inner_fn_name(c, name == nullptr ? std::string_view{} : name->name->view()));
}

fn_node *analyze_fn_only(context &c, form_items const &items, std::string full_name) {
  scope_frame const frame{c.locals};
  auto *const fn{c.out.make<fn_node>(c.here)};
  fn->name = std::move(full_name);
  fn->enclosing = c.arity;
  fn->once = is_once(object::meta(items[0])) || is_once(object::meta(items.form));

  object::symbol *const name{own_name(items)};
  std::vector<arity_form> const forms{read_arities(c, items, name == nullptr ? 1 : 2)};
  check_together(c, forms);
  for(arity_form const &form : forms) {
    auto arity{std::make_unique<fn_arity>()};
    arity->fn = fn;
    arity->variadic = form.variadic;
    arity->at = form.at;
    fn->arities.push_back(std::move(arity));
  }
  if(name != nullptr) {
    if(name->ns != nullptr) {
      fail(c, position_of(c, items[1]), "a function is named by a symbol without namespace, not " + shown(items[1]));
    }
    fn->self = c.out.make_local(std::string{name->name->view()});
    fn->self->is_self = true;
    fn->self->arity = fn->arities.front().get();
    c.locals.bind(name, fn->self);
  }
  std::string const outer_path{std::exchange(c.path, fn->name)};
  for(std::size_t i{0}; i < forms.size(); ++i) { analyze_arity(c, *fn->arities[i], forms[i]); }
  c.path = outer_path;
  return fn;
}

} // namespace jank::analyzer
