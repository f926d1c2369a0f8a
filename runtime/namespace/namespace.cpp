#include "namespace/namespace.hpp"

#include "memory/heap.hpp"
#include "namespace/changes.hpp"
#include "namespace/kinds.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/journal.hpp"
#include "object/list.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"

#include <cstdio>

namespace jank::ns {

namespace {

struct name_space_description {
  static constexpr kind what{kind::name_space};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.ns"};
};
object_type const &name_space_type{static_type<name_space_description>};

// Symbol to namespace. Static data is a root of the collector.
object_ref registry{nil};

object_ref key(symbol const *s) { return object_ref{s}; }

void set_registry(object_ref changed) {
  journal::note(nullptr, registry, journal::sort::bookkeeping);
  registry = changed;
}

void set_mappings(name_space *n, object_ref changed) {
  journal::note(n, n->mappings, journal::sort::names);
  n->mappings = changed;
}

symbol *bare_symbol(std::string_view name) { return make_symbol({}, name); }

bool is_core(name_space const *ns) { return ns == core_namespace(); }

[[noreturn]] void throw_clash(name_space const *in, symbol const *name, var const *old_var, std::string_view what) {
  throw_error(error_kind::illegal_state, qualified_name(name) + " already refers to #'" + qualified_name(old_var) +
                                             " in namespace " + qualified_name(in->name) + ", so " + std::string{what} +
                                             "; unmap it first with ns-unmap, or leave it out with :exclude or :only");
}

// The vars a new image cannot do without.
void define_session_vars(name_space *core) {
  struct session_var {
    char const *name;
    char const *doc;
    object_ref value;
  };
  session_var const rows[]{
      {"*ns*", "The namespace in which forms are read and evaluated.", object_ref{core}},
      {"*file*", "The path of the file that is being loaded, or nil.", nil},
      {"*command-line-args*", "The arguments after the program's name: a seq of strings, or nil.", nil},
      {"*1", "The value of the expression that the REPL evaluated last.", nil},
      {"*2", "The value of the expression that the REPL evaluated before the last one.", nil},
      {"*3", "The value of the expression that the REPL evaluated two before the last one.", nil},
      {"*e", "What was last thrown out of an expression in the REPL.", nil},
  };
  for(session_var const &row : rows) {
    define(intern_var(core, row.name), row.value,
           make_map({object_ref{make_keyword("dynamic")}, jank_true, object_ref{make_keyword("doc")},
                     object_ref{make_string(row.doc)}}));
  }
}

var *session_var(std::string_view name) { return find_var(core_namespace(), bare_symbol(name)); }

} // namespace

name_space *core_namespace() {
  static name_space *core{nullptr};
  if(core == nullptr) {
    core = intern_namespace("clojure.core");
    register_kinds();
    define_session_vars(core);
  }
  return core;
}

name_space *find_namespace(symbol const *name) {
  object_ref const found{registry.is_nil() ? nil : map_get(registry, key(name))};
  return found.is_nil() ? nullptr : cast<name_space>(found);
}

name_space *intern_namespace(symbol const *name) {
  if(name_space *const found{find_namespace(name)}) { return found; }
  auto *const made{memory::make<name_space>()};
  made->type = &name_space_type;
  made->name = make_symbol(name->ns == nullptr ? std::string_view{} : name->ns->view(), name->name->view());
  made->mappings = empty_map();
  made->aliases = empty_map();
  made->meta = name->meta;
  set_registry(map_assoc(registry.is_nil() ? empty_map() : registry, key(made->name), object_ref{made}));
  return made;
}

name_space *intern_namespace(std::string_view name) { return intern_namespace(bare_symbol(name)); }

void remove_namespace(symbol const *name) {
  if(find_namespace(name) == core_namespace()) {
    throw_error(error_kind::illegal_argument, "the namespace clojure.core can't be removed");
  }
  if(registry.is_some()) { set_registry(map_dissoc(registry, key(name))); }
}

object_ref all_namespaces() {
  object_ref result{empty_list()};
  if(registry.is_some()) {
    for_each(registry, [&result](object_ref entry) { result = list_conj(result, vector_nth(entry, 1)); });
  }
  return result;
}

var *find_var(name_space *ns, symbol const *name) {
  object_ref const found{map_get(ns->mappings, key(name))};
  return found.is_nil() ? nullptr : cast<var>(found);
}

var *intern_var(name_space *ns, std::string_view name) {
  symbol *const bare{bare_symbol(name)};
  if(var *const found{find_var(ns, bare)}) {
    if(found->ns == ns) { return found; }
    if(!is_core(found->ns)) { throw_clash(ns, bare, found, "it can't be defined here"); }
  }
  var *const made{make_var(ns, bare)};
  set_mappings(ns, map_assoc(ns->mappings, key(bare), object_ref{made}));
  return made;
}

var *intern_var(std::string_view ns, std::string_view name) {
  core_namespace();
  return intern_var(intern_namespace(ns), name);
}

void refer(name_space *in, symbol const *name, var *v) {
  symbol *const bare{bare_symbol(name->name->view())};
  if(var *const old_var{find_var(in, bare)}) {
    if(old_var == v) { return; }
    // Loading a file again refers clojure.core once more; what the namespace has taken instead stays.
    if(is_core(v->ns)) { return; }
    if(!is_core(old_var->ns) || in == core_namespace()) {
      throw_clash(in, bare, old_var, "#'" + qualified_name(v) + " can't be referred there");
    }
    std::fprintf(stderr, "warning: %s already refers to #'%s in namespace %s; it is replaced by #'%s\n",
                 qualified_name(bare).c_str(), qualified_name(old_var).c_str(), qualified_name(in->name).c_str(),
                 qualified_name(v).c_str());
  }
  set_mappings(in, map_assoc(in->mappings, key(bare), object_ref{v}));
}

void refer_all(name_space *in, name_space *from) {
  for_each(from->mappings, [in, from](object_ref entry) {
    var *const v{cast<var>(vector_nth(entry, 1))};
    if(v->ns == from && !v->has(var_private)) { refer(in, cast<symbol>(vector_nth(entry, 0)), v); }
  });
}

void add_alias(name_space *in, symbol const *alias, name_space *target) {
  object_ref const old_target{map_get(in->aliases, key(alias))};
  if(old_target.is_some() && old_target != object_ref{target}) {
    throw_error(error_kind::illegal_state, "the alias " + qualified_name(alias) + " already stands for " +
                                               qualified_name(cast<name_space>(old_target)->name) + " in namespace " +
                                               qualified_name(in->name) + "; remove it first with ns-unalias");
  }
  set_aliases(in, map_assoc(in->aliases, object_ref{bare_symbol(qualified_name(alias))}, object_ref{target}));
}

void set_aliases(name_space *ns, object_ref aliases) {
  journal::note(ns, ns->aliases, journal::sort::names);
  ns->aliases = aliases;
}

void set_meta(name_space *ns, object_ref meta) {
  journal::note(ns, ns->meta, journal::sort::bookkeeping);
  ns->meta = meta;
}

void unmap(name_space *ns, symbol const *name) { set_mappings(ns, map_dissoc(ns->mappings, key(name))); }

var *resolve(name_space *ns, symbol const *name) {
  if(name->ns == nullptr) { return find_var(ns, name); }
  symbol *const qualifier{bare_symbol(name->ns->view())};
  object_ref const alias{map_get(ns->aliases, key(qualifier))};
  name_space *const target{alias.is_some() ? cast<name_space>(alias) : find_namespace(qualifier)};
  return target == nullptr ? nullptr : find_var(target, bare_symbol(name->name->view()));
}

bool visible(var const *v, name_space const *from) { return v->ns == from || !v->has(var_private); }

name_space *current_namespace() {
  static var *const v{session_var("*ns*")};
  if(!is<name_space>(v->value)) {
    throw_error(error_kind::illegal_state, "*ns* must hold a namespace, but holds " + to_short_text(v->value));
  }
  return cast<name_space>(v->value);
}

void set_current_namespace(name_space *ns) {
  static var *const v{session_var("*ns*")};
  if(!is_bound_by_binding(v)) { v->root = object_ref{ns}; }
  set_value(v, object_ref{ns});
}

} // namespace jank::ns
