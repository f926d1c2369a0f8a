// (def name "documentation"? init?)

#include "analyzer/context.hpp"
#include "analyzer/names.hpp"
#include "analyzer/taken.hpp"
#include "object/collections.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"

#include <utility>

namespace jank::analyzer {

namespace {

object::symbol *name_of(context &c, form_items const &items) {
  object::symbol *const name{as_symbol(items[1])};
  position const at{position_of(c, items[1])};
  if(name == nullptr) { fail(c, at, "def takes a symbol to define, not " + shown(items[1])); }
  if(name->ns != nullptr && name->ns->view() != c.home->name->name->view()) {
    fail(c, at,
         "def cannot define " + object::qualified_name(name) + ": the current namespace is " +
             object::qualified_name(c.home->name),
         "change the namespace with in-ns, or leave the prefix out");
  }
  return name;
}

ns::var *intern(context &c, object::symbol *name) {
  object::symbol const *const bare{name->ns == nullptr ? name : object::make_symbol({}, name->name->view())};
  ns::var const *const referred{ns::find_var(c.home, bare)};
  if(referred != nullptr && referred->ns != c.home) {
    std::string const text{std::string{bare->name->view()} + " already refers to " + ns::qualified_name(referred) +
                           " in namespace " + object::qualified_name(c.home->name)};
    if(referred->ns != ns::core_namespace()) {
      fail(c, position_of(c, object_ref{name}), text, "choose another name, or leave it out of what is referred");
    }
    warn(c, position_of(c, object_ref{name}), text + "; the new definition replaces it there");
  }
  return ns::intern_var(c.home, name->name->view());
}

// Keys are constants, values nodes. A later entry of a key that is there already is dropped.
class metadata {
public:
  explicit metadata(context &c) : c_{c} {}

  void add(object_ref key, node *value) {
    for(std::size_t i{0}; i < items_.size(); i += 2) {
      node const *const k{items_[i]};
      if(k->what == node_kind::constant && static_cast<constant_node const *>(k)->value == key) { return; }
    }
    items_.push_back(make_constant(c_, key));
    items_.push_back(value);
  }
  void add(object_ref key, object_ref value) { add(key, make_constant(c_, value)); }

  node *finish() {
    if(items_.empty()) { return nullptr; }
    std::vector<object_ref> values;
    values.reserve(items_.size());
    for(node const *const n : items_) {
      if(n->what != node_kind::constant) { break; }
      values.push_back(static_cast<constant_node const *>(n)->value);
    }
    if(values.size() == items_.size()) { return make_constant(c_, object::make_map(values.data(), values.size())); }
    auto *const n{c_.out.make<map_node>(c_.here)};
    n->items = std::move(items_);
    return n;
  }

private:
  context &c_;
  std::vector<node *> items_;
};

node *metadata_of(context &c, object::symbol const *name, object_ref documentation) {
  metadata m{c};
  if(documentation.is_some()) { m.add(object_ref{names().doc}, documentation); }
  if(object::is_map(name->meta)) {
    object::for_each(name->meta, [&](object_ref entry) {
      object_ref const key{object::vector_nth(entry, 0)};
      object_ref const value{object::vector_nth(entry, 1)};
      // A tag names a type, which need not be a var.
      m.add(key, key == object_ref{names().tag} ? make_constant(c, value) : analyze_form(c, value, tail::no));
    });
  }
  if(c.here.known()) {
    m.add(object_ref{names().line}, object::make_long(c.here.line));
    m.add(object_ref{names().column}, object::make_long(c.here.column));
    m.add(object_ref{names().file}, object_ref{object::make_string(c.source.name)});
  }
  return m.finish();
}

// A fn that is the whole init bears the var's name.
node *analyze_init(context &c, ns::var const *target, object_ref original) {
  position const outer{c.here};
  c.here = position_of(c, original);
  object_ref const form{expand_head(c, original)};
  node *init{};
  if(is_sequence(form)) {
    form_items const items{items_of(form)};
    object::symbol const *const head{items.size() < 2 ? nullptr : as_bare_symbol(items[0])};
    if(head != nullptr && head->name == names().fn) {
      c.here = position_of(c, form);
      init = analyze_fn_named(c, items, ns::qualified_name(target));
    }
  }
  if(init == nullptr) { init = analyze_form(c, form, tail::no); }
  c.here = outer;
  return init;
}

} // namespace

node *analyze_def(context &c, form_items const &items, tail) {
  object::symbol *const name{name_of(c, items)};
  object_ref documentation{object::nil};
  if(items.size() == 4) {
    documentation = items[2];
    if(!object::is<object::string>(documentation)) {
      fail(c, position_of(c, documentation),
           "the documentation of " + std::string{name->name->view()} + " must be a string, not " + shown(documentation),
           "write (def name \"documentation\" value)");
    }
  }
  auto *const n{c.out.make<def_node>(c.here)};
  n->target = intern(c, name);
  note_defined(n->target);
  n->meta = metadata_of(c, name, documentation);
  if(items.size() > 2) {
    std::string const outer{std::exchange(c.path, ns::qualified_name(n->target))};
    c.defining.push_back(n->target);
    n->init = analyze_init(c, n->target, items[items.size() - 1]);
    c.defining.pop_back();
    c.path = outer;
  }
  return n;
}

} // namespace jank::analyzer
