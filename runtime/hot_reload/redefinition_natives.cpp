#include "hot_reload/redefinition_natives.hpp"

#include "hot_reload/history.hpp"
#include "hot_reload/load_hooks.hpp"
#include "hot_reload/recompile.hpp"
#include "hot_reload/reload.hpp"
#include "hot_reload/stale.hpp"
#include "hot_reload/transaction.hpp"
#include "hot_reload/versions.hpp"
#include "namespace/native.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "reader/errors.hpp"

#include <algorithm>

namespace jank::hot_reload {

using namespace object;

namespace {

ns::var *expect_var(object_ref v, char const *function) {
  if(!is<ns::var>(v)) {
    throw_error(error_kind::type, std::string{function} + " wants a var, but was given " + to_readable(v));
  }
  return cast<ns::var>(v);
}

[[noreturn]] void throw_choice(char const *function, char const *choices, object_ref given) {
  throw_error(error_kind::illegal_argument,
              std::string{function} + " wants " + choices + ", but was given " + to_readable(given));
}

template <typename List> object_ref vector_of(List const &vars) {
  object_ref result{empty_vector()};
  for(ns::var *const v : vars) { result = vector_conj(result, object_ref{v}); }
  return result;
}

object_ref dependents_native(object_ref, object_ref var) {
  var_list vars;
  for(definition const *const d : dependents_of(expect_var(var, "dependents"))) {
    for(ns::var *const v : d->current()) {
      if(std::ranges::find(vars, v) == vars.end()) { vars.push_back(v); }
    }
  }
  return vector_of(vars);
}

object_ref recompile_native(object_ref, object_ref var) {
  return reader::as_jank_errors([&] {
    recompile_result const r{recompile_dependents({expect_var(var, "recompile-dependents!")})};
    return object_ref{
        make_map({make_keyword("recompiled"), vector_of(r.recompiled), make_keyword("left"), vector_of(r.left)})};
  });
}

object_ref set_recompile_native(object_ref, object_ref how) {
  bool const automatic{how == object_ref{make_keyword("auto")}};
  if(!automatic && how != object_ref{make_keyword("off")}) { throw_choice("set-recompile!", ":auto or :off", how); }
  set_automatic_recompilation(automatic);
  return how;
}

object_ref stale_native(object_ref) { return vector_of(stale_vars()); }
object_ref prune_native(object_ref) { return vector_of(prune()); }
object_ref set_prune_native(object_ref, object_ref on) {
  set_pruning(on.truthy());
  return make_boolean(prunes());
}

object_ref holders_native(object_ref, object_ref var) {
  object_ref result{empty_vector()};
  for(old_version const &o : old_versions_rooted(expect_var(var, "holders"))) {
    result = vector_conj(result, make_map({make_keyword("generation"), make_long(o.generation),
                                           make_keyword("in-history"), make_boolean(o.in_history)}));
  }
  return result;
}

void add_name(reload_request &request, object_ref name) {
  if(is<symbol>(name)) {
    request.namespaces.push_back(qualified_name(cast<symbol>(name)));
  } else if(is<string>(name)) {
    request.files.emplace_back(cast<string>(name)->view());
  } else {
    throw_choice("reload!", "symbols of namespaces and strings of paths", name);
  }
}

object_ref option(object_ref options, char const *name) {
  return options.is_nil() ? nil : get(options, make_keyword({}, name), nil);
}

object_ref reload_with(object_ref, object_ref names, object_ref options) {
  if(options.is_some() && !is_map(options)) { throw_choice("reload!", "a map of options", options); }
  reload_request request;
  if(is<symbol>(names) || is<string>(names)) {
    add_name(request, names);
  } else {
    for_each(names, [&request](object_ref name) { add_name(request, name); });
  }
  object_ref const with{option(options, "dependents")};
  if(with == object_ref{make_keyword("direct")}) {
    request.with = dependents::direct;
  } else if(with == object_ref{make_keyword("all")}) {
    request.with = dependents::all;
  } else if(with.is_some() && with != object_ref{make_keyword("none")}) {
    throw_choice("reload!", ":none, :direct or :all as its :dependents", with);
  }
  request.prune = option(options, "prune").truthy();
  request.done = option(options, "done");
  return reader::as_jank_errors([&] { return reload_rooted(std::move(request)); });
}
object_ref reload_native(object_ref, object_ref names) { return reload_with(nil, names, nil); }

ns::native const rows[]{
    {"dependents",
     "([var])",
     "The vars whose code took something in from the var when it was compiled: they were expanded with it, when it is "
     "a "
     "macro, or hold its value, when it is ^:const. Of methods (defmethod, extend-type) the multimethod or type is "
     "named.",
     {dependents_native}},
    {"recompile-dependents!",
     "([var])",
     "Evaluates again what depends on the var, and what depends on that, in the order in which it was evaluated, as "
     "one "
     "load. {:recompiled vars :left vars}: what holds no code, such as an atom, is left as it is.",
     {recompile_native}},
    {"set-recompile!",
     "([how])",
     ":auto: when a load binds a macro or ^:const var again, its dependents are recompiled. :off, at first: they are "
     "not.",
     {set_recompile_native}},
    {"stale",
     "([])",
     "The vars that a file defined once, and does not define any more since it was loaded again.",
     {stale_native}},
    {"prune!", "([])", "Removes the stale vars. Returns them.", {prune_native}},
    {"set-prune!",
     "([on])",
     "Whether what a file does not define any more is removed when it is loaded again.",
     {set_prune_native}},
    {"holders",
     "([var])",
     "What the var held before and is still alive: {:generation n :in-history bool} for each, oldest first. What is "
     "not in "
     "the history is held by an atom, a closure, a handler.",
     {holders_native}},
    {"reload!",
     "([names] [names options])",
     "Loads namespaces again, in the order in which they need each other, as one load, and calls the functions with "
     ":dev/before-load, :dev/after-load and their like. names is a symbol, the path of a file, or several. Options: "
     ":dependents :none, :direct or :all, :prune true, :done, a function of the result. "
     "{:reloaded names :pruned vars :generation n}, or {:waiting-for var} when a hook has not called what it was given "
     "yet.",
     {reload_native, reload_with}},
};

bool is_from_outside(load_origin const &what) {
  return has_begun() && (what.kind == load_kind::patch || what.kind == load_kind::file);
}

void before_load(load_origin const &what) {
  if(!is_from_outside(what)) { return; }
  call_load_hooks(load_hook::before);
  call_load_hooks(load_hook::before_async);
}

void after_load(load_origin const &what, load_result const &result) {
  follow_versions(result);
  follow_changes(result);
  if(!is_from_outside(what)) { return; }
  call_load_hooks(load_hook::after);
  call_load_hooks(load_hook::after_async);
}

// What was stopped goes on in the old code.
void failed_load(load_origin const &what) {
  if(!is_from_outside(what)) { return; }
  call_load_hooks(load_hook::after);
  call_load_hooks(load_hook::after_async);
}

} // namespace

void define_redefinition_natives() {
  ns::define_natives("jank.hot", rows, std::size(rows));
  set_load_listener({before_load, after_load, failed_load});
}

} // namespace jank::hot_reload
