#include "namespace/namespace.hpp"

#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/changes.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/journal.hpp"
#include "object/reference.hpp"
#include "object/static_type.hpp"

namespace jank::ns {

namespace {

struct var_description {
  static constexpr kind what{kind::var};
  static constexpr std::uint32_t flags{flag_ifn};
  static constexpr char const *name{"jank.runtime.var"};

  template <typename... Args> static object_ref call(object_ref self, Args... args) {
    return call_rooted(object_ref{cast<var>(self)->callable}, args...);
  }
};

struct unbound_description {
  static constexpr kind what{kind::unbound};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.unbound"};

  template <typename... Args> static object_ref call(object_ref self, Args...) {
    throw_error(error_kind::illegal_state, "the var #'" + qualified_name(cast<unbound>(self)->of) +
                                               " is called but has no value yet: evaluate its definition first");
  }
};

object_type const &unbound_type{static_type<unbound_description>};

struct flag_keyword {
  char const *name;
  var_flag flag;
};
constexpr flag_keyword flag_keywords[]{
    {"dynamic", var_dynamic}, {"macro", var_macro}, {"private", var_private}, {"const", var_const}, {"once", var_once},
};

object_ref make_unbound(var *v) {
  auto *const none{memory::make<unbound>()};
  none->type = &unbound_type;
  none->of = v;
  return object_ref{none};
}

void note_root(var *v) {
  if(!journal::is_open()) { return; }
  journal::note(v, v->root, journal::sort::var);
  journal::note(v, v->flags, journal::sort::var);
  journal::note(v, v->version, journal::sort::var);
}

} // namespace

object_type const &var_type{static_type<var_description>};

var *make_var(name_space *ns, symbol *name) {
  auto *const v{memory::make<var>()};
  v->type = &var_type;
  v->ns = ns;
  v->name = name;
  v->flags = 1;
  v->version = 1;
  v->root = make_unbound(v);
  set_value(v, v->root);
  return v;
}

void set_value(var *v, object_ref value) {
  v->callable = value.is_heap() ? value.as_heap() : callable_of(value);
  v->value = value;
}

void bind_root(var *v, object_ref value) {
  object_ref const old_value{v->root};
  note_root(v);
  v->root = value;
  v->flags |= var_bound;
  v->version += 2;
  ++changes;
  if(is_bound_by_binding(v)) {
    set_value_below_bindings(v, value);
  } else {
    set_value(v, value);
  }
  memory::rooted<object_ref> const self{object_ref{v}};
  memory::rooted<object_ref> const before{old_value};
  memory::rooted<object_ref> const after{value};
  notify_watches_rooted(self, v->watches, before, after);
}

void unbind(var *v) {
  note_root(v);
  v->root = make_unbound(v);
  v->flags &= ~std::uint32_t{var_bound};
  v->version += 2;
  if(is_bound_by_binding(v)) {
    set_value_below_bindings(v, v->root);
  } else {
    set_value(v, v->root);
  }
}

void define(var *v, object_ref value, object_ref meta) {
  // Metadata first: a watch that fires must already see what the new value is.
  if(meta.is_some()) { set_meta(v, meta); }
  bind_root(v, value);
}

void set_meta(var *v, object_ref meta) {
  if(journal::is_open()) {
    journal::note(v, v->meta, journal::sort::var);
    journal::note(v, v->flags, journal::sort::var);
  }
  v->meta = meta;
  ++changes;
  for(flag_keyword const &k : flag_keywords) {
    bool const on{meta.is_some() && map_get(meta, object_ref{make_keyword(k.name)}).truthy()};
    v->flags = on ? v->flags | k.flag : v->flags & ~std::uint32_t{k.flag};
  }
}

object_ref metadata(var const *v) {
  object_ref result{v->meta.is_some() ? v->meta : empty_map()};
  result = map_assoc(result, object_ref{make_keyword("name")}, object_ref{v->name});
  return map_assoc(result, object_ref{make_keyword("ns")}, object_ref{v->ns});
}

std::string qualified_name(var const *v) {
  std::string result;
  if(v->ns != nullptr) {
    result = qualified_name(v->ns->name);
    result += '/';
  }
  return result + qualified_name(v->name);
}

} // namespace jank::ns
