// Vars and their bindings.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

#include <algorithm>

namespace jank::ns {

namespace {

var *expect_var(object_ref v, char const *function) { return expect<var>(v, function, "a var"); }

object_ref alter_root(object_ref, object_ref v, object_ref f, object_ref rest) {
  rooted<object_ref> const held{v};
  rooted<object_ref> const function{f};
  rooted<object_ref> const args{make_cons(expect_var(v, "alter-var-root")->root, rest)};
  rooted<object_ref> const value{apply_rooted(function, args)};
  bind_root(cast<var>(held), value);
  return value;
}

object_ref push(object_ref, object_ref map) {
  push_bindings(map);
  return nil;
}
object_ref pop_frame(object_ref) {
  pop_bindings();
  return nil;
}

object_ref set_innermost(object_ref, object_ref v, object_ref value) {
  set_bound(expect_var(v, "var-set"), value);
  return value;
}

object_ref is_bound_now(object_ref v) { return make_boolean(!is(expect_var(v, "bound?")->value, kind::unbound)); }
object_ref all_bound(object_ref, object_ref vars) {
  bool all{true};
  for_each(vars, [&all](object_ref v) { all = all && is_bound_now(v).truthy(); });
  return make_boolean(all);
}

object_ref find(object_ref, object_ref name) {
  auto const *const s{expect<symbol>(name, "find-var", "a symbol")};
  if(s->ns == nullptr) {
    throw_error(error_kind::illegal_argument,
                "find-var wants a symbol with a namespace, but was given " + to_short_text(name));
  }
  name_space *const ns{find_namespace(make_symbol({}, s->ns->view()))};
  if(ns == nullptr) { throw_error(error_kind::illegal_argument, "no such namespace: " + std::string{s->ns->view()}); }
  var *const v{find_var(ns, make_symbol({}, s->name->view()))};
  return v != nullptr && v->ns == ns ? object_ref{v} : nil;
}

object_ref version(object_ref, object_ref v) { return make_long(expect_var(v, "var-version")->version / 2); }

// The version joins the metadata of the vars of the current namespace that are named, between white space.
object_ref added(object_ref, object_ref version, object_ref names) {
  static object_ref const key{make_keyword("added")};
  std::string_view left{expect<string>(names, "added*", "a string")->view()};
  constexpr std::string_view space{" \n"};
  for(;;) {
    left.remove_prefix(std::min(left.find_first_not_of(space), left.size()));
    if(left.empty()) { return nil; }
    std::string_view const name{left.substr(0, left.find_first_of(space))};
    left.remove_prefix(name.size());
    var *const v{find_var(current_namespace(), make_symbol({}, name))};
    if(v != nullptr && v->ns == current_namespace()) {
      set_meta(v, map_assoc(v->meta.is_nil() ? empty_map() : v->meta, key, version));
    }
  }
}

// A var that no namespace knows.
object_ref local_var(object_ref, object_ref name) {
  var *const v{make_var(nullptr, expect<symbol>(name, "with-local-vars", "symbols"))};
  v->flags |= var_dynamic;
  return object_ref{v};
}

constexpr native rows[]{
    {"added*",
     "([version names])",
     "Puts the version under :added into the metadata of this namespace's vars of the names, which a string holds.",
     {added}},
    {"local-var*", "([name])", "A dynamic var that no namespace knows. See with-local-vars.", {local_var}},
    {"get-thread-bindings",
     "([])",
     "A map of the vars that are bound by binding now to what they hold.",
     {+[](object_ref) { return current_bindings(); }}},
    {"var-get", "([v])", "The current value of the var.", {+[](object_ref, object_ref v) {
       return expect_var(v, "var-get")->value;
     }}},
    {"var-set",
     "([v val])",
     "Sets the innermost binding of the var to val. Throws when there is none.",
     {set_innermost}},
    {"bound?", "([& vars])", "Have all the vars a value?", {}, all_bound},
    {"thread-bound?", "([v])", "Has the var a binding made by binding?", {+[](object_ref, object_ref v) {
       return make_boolean(is_bound_by_binding(expect_var(v, "thread-bound?")));
     }}},
    {"alter-var-root",
     "([v f & args])",
     "Binds the root of the var to (f root args...) and returns that. Watches are called.",
     {},
     alter_root},
    {"push-thread-bindings",
     "([bindings])",
     "Binds the dynamic vars that are the keys of the map to its values, until pop-thread-bindings. Use binding "
     "instead.",
     {push}},
    {"pop-thread-bindings", "([])", "Undoes the last push-thread-bindings.", {pop_frame}},
    {"find-var", "([sym])", "The var that the qualified symbol names, or nil.", {find}},
    {"var-version", "([v])", "How often the root of the var has been bound.", {version}},
    {"var-origin",
     "([v])",
     "How the root of the var came to be bound: :aot :form :patch :native, or nil.",
     {+[](object_ref, object_ref v) { return expect_var(v, "var-origin")->origin; }}},
};

} // namespace

struct var_table : rows_of_core<rows> {};
native_table var_natives() { return table_of<var_table>(); }

} // namespace jank::ns
