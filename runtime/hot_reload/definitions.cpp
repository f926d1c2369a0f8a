#include "hot_reload/definitions.hpp"

#include "object/collections.hpp"
#include "object/function.hpp"
#include "object/journal.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"
#include "object/string.hpp"
#include "object/type.hpp"
#include "unit/guard.hpp"

#include <algorithm>
#include <set>

namespace jank::hot_reload {

using namespace object;

namespace {

struct definition_description {
  static constexpr kind what{kind::opaque};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.definition"};
};

// By what they define: a var, or, where that is none, the head of the form, what it adds to, and of a method the dispatch value.
object_ref &all() {
  static object_ref definitions{empty_map()};
  return definitions;
}

std::uint32_t next_order{};

object_ref roots_now(std::vector<object_ref> const &vars) {
  std::vector<object_ref> roots;
  for(object_ref const v : vars) { roots.push_back(make_long(cast<ns::var>(v)->root.bits)); }
  return make_vector(roots.data(), roots.size());
}

std::vector<object_ref> values_of(analyzer::var_list const &vars) {
  std::vector<object_ref> values;
  for(ns::var *const v : vars) { values.push_back(object_ref{v}); }
  return values;
}

// Forms that change what a var holds by adding to it. Their first three parts tell one from another.
constexpr std::string_view adding_forms[]{"defmethod", "prefer-method", "extend-type", "extend-protocol", "extend"};
constexpr std::size_t telling_parts{3};

ns::var *var_named(object_ref name) {
  return is<symbol>(name) ? ns::resolve(ns::current_namespace(), cast<symbol>(name)) : nullptr;
}

std::vector<object_ref> parts_of(object_ref form, std::size_t count) {
  std::vector<object_ref> parts;
  for(object_ref s{seq(form)}; s.is_some() && parts.size() < count; s = next(s)) { parts.push_back(first(s)); }
  return parts;
}

template <typename F> void each_var_of(object_ref vector, F &&f) {
  std::size_t const count{vector_count(vector)};
  for(std::size_t i{}; i < count; ++i) { f(cast<ns::var>(vector_nth(vector, i)), i); }
}

bool has_root(object_ref roots, std::size_t i, ns::var const *v) {
  return to_long(vector_nth(roots, i)) == static_cast<std::int64_t>(v->root.bits);
}

void sort_and_unite(definition_list &list) {
  std::ranges::sort(list, {}, &definition::order);
  auto const rest{std::ranges::unique(list)};
  list.erase(rest.begin(), rest.end());
}

template <typename F> definition_list collect(F &&wanted) {
  definition_list found;
  for_each(all(), [&](object_ref entry) {
    auto *const d{static_cast<definition *>(vector_nth(entry, 1).as_heap())};
    if(wanted(d)) { found.push_back(d); }
  });
  for(definition *const d : linked_definitions()) {
    // What a form that was evaluated here has added is not the file's any more.
    if(wanted(d) && (d->adds.is_nil() || map_get(all(), d->adds).is_nil())) { found.push_back(d); }
  }
  std::erase_if(found, [](definition const *d) { return d->current().empty(); });
  sort_and_unite(found);
  return found;
}

bool holds_code(ns::var const *v) {
  if(v->has(ns::var_const) || v->has(ns::var_macro) || !v->has(ns::var_bound)) { return true; }
  if(!v->root.is_heap()) { return false; }
  switch(v->root.as_heap()->type->what) {
  case kind::function:
  case kind::multimethod:
  case kind::protocol:
  case kind::type_description: return true;
  default: return false;
  }
}

} // namespace

addition addition_of(object_ref form) {
  if(!has_flag(form, flag_seq) && !is(form, kind::list)) { return {}; }
  ns::var const *const head{var_named(first(form))};
  if(head == nullptr || head->ns != ns::core_namespace()) { return {}; }
  if(std::ranges::find(adding_forms, head->name->name->view()) == std::end(adding_forms)) { return {}; }
  std::vector<object_ref> const parts{parts_of(form, telling_parts)};
  if(parts.size() < telling_parts) { return {}; }
  // A type of the runtime's has no var: then it is the protocol that is added to.
  ns::var *const second{var_named(parts[1])};
  ns::var *const to{second != nullptr ? second : var_named(parts[2])};
  if(to == nullptr) { return {}; }
  return {to, make_vector({parts[0], parts[1], parts[2], object_ref{to}})};
}

bool definition::took(ns::var const *v) const {
  bool found{};
  each_var_of(from, [&](ns::var const *t, std::size_t) { found = found || t == v; });
  return found;
}

bool definition::is_outdated() const {
  bool outdated{};
  each_var_of(from, [&](ns::var const *t, std::size_t i) { outdated = outdated || !has_root(from_roots, i, t); });
  return outdated;
}

std::vector<ns::var *> definition::current() const {
  std::vector<ns::var *> vars;
  bool replaced{};
  each_var_of(defined, [&](ns::var *v, std::size_t i) {
    if(has_root(defined_roots, i, v)) {
      vars.push_back(v);
    } else {
      replaced = replaced || is<function>(v->root);
    }
  });
  // Types, protocols and multimethods stay the same object: whether they are defined anew the functions beside them tell.
  if(replaced) {
    std::erase_if(vars, [](ns::var const *v) { return !is<function>(v->root); });
  }
  if(vars.empty() && adds_to.is_some()) { vars.push_back(cast<ns::var>(adds_to)); }
  return vars;
}

definition *make_definition(analyzer::taken_in const &taken, addition const &added) {
  auto *const d{memory::make<definition>()};
  d->type = &static_type<definition_description>;
  std::vector<object_ref> const from{values_of(taken.from)};
  std::vector<object_ref> const defined{values_of(taken.defined)};
  d->from = make_vector(from.data(), from.size());
  d->from_roots = roots_now(from);
  d->defined = make_vector(defined.data(), defined.size());
  d->defined_roots = roots_now(defined);
  d->adds_to = added.to == nullptr ? nil : object_ref{added.to};
  d->adds = added.key;
  d->order = ++next_order;
  return d;
}

void set_text(definition *d, reader::source_text const &source, std::string_view text, reader::position at) {
  // Blank lines before it are no part of it.
  while(!text.empty() &&
        (text.front() == '\n' || text.front() == ' ' || text.front() == '\t' || text.front() == '\r')) {
    if(text.front() == '\n') {
      ++at.line;
      at.column = 1;
    } else {
      ++at.column;
    }
    text.remove_prefix(1);
  }
  d->text = make_string(text);
  d->file = make_string(source.name);
  d->line = at.line;
  d->column = at.column;
}

recording::recording() : home_{object_ref{ns::current_namespace()->name}} { outer_ = analyzer::observe_taken(&taken_); }
recording::~recording() { analyzer::observe_taken(outer_); }

void recording::finish(object_ref form, reader::source_text const &source, std::string_view text, reader::position at) {
  addition const added{taken_.defined.empty() ? addition_of(form) : addition{}};
  if(taken_.defined.empty() && added.to == nullptr) { return; }
  definition *const d{make_definition(taken_, added)};
  d->home = home_;
  set_text(d, source, text, at);
  if(text.empty()) {
    d->text = nil;
    d->form = form;
  }
  journal::note(nullptr, all(), journal::sort::bookkeeping);
  if(added.to != nullptr) { all() = map_assoc(all(), added.key, object_ref{d}); }
  for(ns::var *const v : taken_.defined) { all() = map_assoc(all(), object_ref{v}, object_ref{d}); }
}

std::uint32_t last_definition() { return next_order; }

std::uint32_t order_of(ns::var const *v) {
  object_ref const found{map_get(all(), object_ref{v})};
  return found.is_nil() ? 0 : static_cast<definition *>(found.as_heap())->order;
}

void each_defined_since(std::uint32_t order, std::function<void(ns::var *)> const &visit) {
  for_each(all(), [&](object_ref entry) {
    object_ref const key{vector_nth(entry, 0)};
    if(is<ns::var>(key) && order_of(cast<ns::var>(key)) > order) { visit(cast<ns::var>(key)); }
  });
}

bool was_compiled_here(ns::var const *v) {
  object_ref const found{map_get(all(), object_ref{v})};
  if(found.is_nil()) { return false; }
  auto const *const d{static_cast<definition *>(found.as_heap())};
  bool same{};
  each_var_of(d->defined,
              [&](ns::var const *of, std::size_t i) { same = same || (of == v && has_root(d->defined_roots, i, v)); });
  return same;
}

definition_list dependents_of(ns::var const *v) {
  return collect([v](definition const *d) { return d->took(v); });
}

definition_list outdated_by(std::vector<ns::var *> const &changed, outdated which) {
  definition_list found;
  std::vector<ns::var *> open{changed};
  for(std::size_t i{}; i < open.size(); ++i) {
    ns::var const *const v{open[i]};
    bool const older_only{which == outdated::since && i < changed.size()};
    for(definition *const d : dependents_of(v)) {
      if((older_only && !d->is_outdated()) || std::ranges::find(found, d) != found.end()) { continue; }
      found.push_back(d);
      for(ns::var *const made : d->current()) {
        if((made->has(ns::var_macro) || made->has(ns::var_const)) && std::ranges::find(open, made) == open.end()) {
          open.push_back(made);
        }
      }
    }
  }
  sort_and_unite(found);
  return found;
}

bool is_code(definition const *d) {
  bool code{true};
  each_var_of(d->defined, [&](ns::var const *v, std::size_t) { code = code && holds_code(v); });
  return code;
}

} // namespace jank::hot_reload
