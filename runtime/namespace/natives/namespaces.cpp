// Namespaces: finding and making them, and what they map names to.

#include "namespace/changes.hpp"
#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/type.hpp"

namespace jank::ns {

namespace {

symbol *expect_symbol(object_ref v, char const *function) { return expect<symbol>(v, function, "a symbol"); }

// A namespace, or the symbol that names one.
name_space *expect_namespace(object_ref v, char const *function) {
  if(auto *const n{try_cast<name_space>(v)}) { return n; }
  name_space *const found{find_namespace(expect<symbol>(v, function, "a namespace or its name"))};
  if(found == nullptr) {
    throw_error(error_kind::illegal_argument,
                "no namespace " + to_short_text(v) + " found: require it, or make it with create-ns");
  }
  return found;
}

object_ref enter(object_ref, object_ref name) {
  name_space *const n{intern_namespace(expect_symbol(name, "in-ns"))};
  set_current_namespace(n);
  return object_ref{n};
}

object_ref find(object_ref, object_ref name) {
  if(is<name_space>(name)) { return name; }
  return object_ref{find_namespace(expect_symbol(name, "find-ns"))};
}

// A type whose var goes is not there any more, so that its name may be given to another.
void forget_type(name_space const *n, var const *v) {
  if(v != nullptr && v->ns == n && is<type_description>(v->root)) {
    remove_type(cast<type_description>(v->root)->name);
  }
}

object_ref remove(object_ref, object_ref name) {
  object_ref const found{find_namespace(expect_symbol(name, "remove-ns"))};
  if(found.is_some()) {
    auto const *const n{cast<name_space>(found)};
    for_each(n->mappings, [n](object_ref entry) { forget_type(n, cast<var>(vector_nth(entry, 1))); });
  }
  remove_namespace(cast<symbol>(name));
  return found;
}

using selection = bool (*)(var const *, name_space const *);
template <selection Select> object_ref mappings(object_ref, object_ref ns) {
  name_space *const n{expect_namespace(ns, "ns-map")};
  object_ref result{empty_map()};
  for_each(n->mappings, [&](object_ref entry) {
    object_ref const v{vector_nth(entry, 1)};
    if(Select(cast<var>(v), n)) { result = map_assoc(result, vector_nth(entry, 0), v); }
  });
  return result;
}
bool any(var const *, name_space const *) { return true; }
bool own(var const *v, name_space const *n) { return v->ns == n; }
bool own_public(var const *v, name_space const *n) { return v->ns == n && !v->has(var_private); }
bool referred(var const *v, name_space const *n) { return v->ns != n; }

object_ref intern(object_ref, object_ref ns, object_ref name) {
  return object_ref{intern_var(expect_namespace(ns, "intern"), expect_symbol(name, "intern")->name->view())};
}
object_ref intern_bound(object_ref, object_ref ns, object_ref name, object_ref value) {
  var *const v{intern_var(expect_namespace(ns, "intern"), expect_symbol(name, "intern")->name->view())};
  rooted<object_ref> const held{object_ref{v}};
  rooted<object_ref> const meta{cast<symbol>(name)->meta};
  define(v, value, meta);
  return held;
}

object_ref resolve_in(name_space *n, object_ref name) {
  var *const v{resolve(n, expect_symbol(name, "resolve"))};
  return v == nullptr ? nil : object_ref{v};
}

// Names that are keys of `env` are locals.
object_ref resolve_beside(name_space *n, object_ref env, object_ref name) {
  return env.is_some() && contains(env, name) ? nil : resolve_in(n, name);
}

object_ref make_alias(object_ref, object_ref name, object_ref target) {
  add_alias(current_namespace(), expect_symbol(name, "alias"), expect_namespace(target, "alias"));
  return nil;
}
object_ref remove_alias(object_ref, object_ref ns, object_ref name) {
  name_space *const n{expect_namespace(ns, "ns-unalias")};
  set_aliases(n, map_dissoc(n->aliases, object_ref{expect_symbol(name, "ns-unalias")}));
  return nil;
}
object_ref unmap_name(object_ref, object_ref ns, object_ref name) {
  name_space *const n{expect_namespace(ns, "ns-unmap")};
  symbol const *const unmapped{expect_symbol(name, "ns-unmap")};
  forget_type(n, find_var(n, unmapped));
  unmap(n, unmapped);
  return nil;
}

object_ref refer_every(object_ref, object_ref from) {
  refer_all(current_namespace(), expect_namespace(from, "refer"));
  return nil;
}
object_ref refer_one(object_ref, object_ref name, object_ref v) {
  refer(current_namespace(), expect_symbol(name, "refer"), expect<var>(v, "refer", "a var"));
  return nil;
}

native const rows[]{
    {"in-ns",
     "([name])",
     "Makes the namespace with that name, if there is none, and the current one. Returns it.",
     {enter}},
    {"create-ns", "([sym])", "The namespace with that name, made if there is none.", {+[](object_ref, object_ref name) {
       return object_ref{intern_namespace(expect_symbol(name, "create-ns"))};
     }}},
    {"find-ns", "([sym])", "The namespace with that name, or nil.", {find}},
    {"the-ns",
     "([x])",
     "The namespace x, or the one with the name x. Throws when there is none.",
     {+[](object_ref, object_ref x) { return object_ref{expect_namespace(x, "the-ns")}; }}},
    {"remove-ns", "([sym])", "Removes the namespace with that name and returns it, or nil.", {remove}},
    {"all-ns", "([])", "A list of all namespaces.", {+[](object_ref) { return all_namespaces(); }}},
    {"ns-name", "([ns])", "The name of the namespace, a symbol.", {+[](object_ref, object_ref x) {
       return object_ref{expect_namespace(x, "ns-name")->name};
     }}},
    {"ns-map", "([ns])", "A map of all symbols that mean something in the namespace to their vars.", {mappings<any>}},
    {"ns-interns", "([ns])", "A map of symbols to the namespace's own vars.", {mappings<own>}},
    {"ns-publics",
     "([ns])",
     "A map of symbols to the namespace's own vars that are not private.",
     {mappings<own_public>}},
    {"ns-refers",
     "([ns])",
     "A map of symbols to the vars of other namespaces that are referred to.",
     {mappings<referred>}},
    {"ns-aliases",
     "([ns])",
     "A map of the aliases in the namespace to the namespaces they stand for.",
     {+[](object_ref, object_ref x) { return expect_namespace(x, "ns-aliases")->aliases; }}},
    {"ns-unmap", "([ns sym])", "Removes what sym means in the namespace.", {unmap_name}},
    {"ns-unalias", "([ns sym])", "Removes the alias sym from the namespace.", {remove_alias}},
    {"alias", "([alias namespace-sym])", "Makes alias stand for the namespace in the current one.", {make_alias}},
    {"intern",
     "([ns name] [ns name val])",
     "The var with that name in the namespace, made if there is none, its root bound to val.",
     {intern, intern_bound}},
    {"resolve",
     "([sym] [env sym])",
     "The var that sym means in the current namespace, or nil; nil too when sym is a key of env.",
     {+[](object_ref, object_ref name) { return resolve_in(current_namespace(), name); },
      +[](object_ref, object_ref env, object_ref name) { return resolve_beside(current_namespace(), env, name); }}},
    {"ns-resolve",
     "([ns sym] [ns env sym])",
     "The var that sym means in the namespace, or nil; nil too when sym is a key of env.",
     {+[](object_ref, object_ref ns, object_ref name) { return resolve_in(expect_namespace(ns, "ns-resolve"), name); },
      +[](object_ref, object_ref ns, object_ref env, object_ref name) {
        return resolve_beside(expect_namespace(ns, "ns-resolve"), env, name);
      }}},
    {"refer-all*",
     "([ns])",
     "Refers to every public var of the namespace in the current one. See refer.",
     {refer_every}},
    {"refer-var*", "([sym v])", "Makes sym mean the var v in the current namespace. See refer.", {refer_one}},
};

} // namespace

native_table namespace_natives() { return table_of(rows); }

} // namespace jank::ns
