// require: namespaces from elsewhere.

#include "namespace/loading.hpp"

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

namespace_loader loader{};

void load(symbol const *name, bool reload) {
  if(loader != nullptr) {
    loader(name, reload);
  } else if(find_namespace(name) == nullptr) {
    throw_error(error_kind::loader, "the namespace " + qualified_name(name) + " is not part of this program");
  }
}

bool is_keyword(object_ref v, char const *name) { return v == object_ref{make_keyword(name)}; }

[[noreturn]] void throw_wrong_spec(object_ref spec) {
  throw_error(error_kind::illegal_argument,
              "require wants a namespace, or a vector like [my.lib :as lib :refer [f g]], but was given " +
                  to_short_text(spec));
}

void refer_names(name_space *to, name_space *from, object_ref names, object_ref renames) {
  if(is_keyword(names, "all")) {
    refer_all(to, from);
    return;
  }
  for_each(names, [&](object_ref name) {
    auto *const wanted{expect<symbol>(name, "require", "symbols after :refer")};
    var *const v{find_var(from, wanted)};
    if(v == nullptr || v->ns != from) {
      throw_error(error_kind::unresolved, qualified_name(wanted) + " does not exist in " + qualified_name(from->name));
    }
    if(v->has(var_private)) { throw_error(error_kind::unresolved, qualified_name(v) + " is private"); }
    object_ref const renamed{renames.is_some() ? get(renames, name) : nil};
    refer(to, renamed.is_some() ? expect<symbol>(renamed, "require", "symbols in :rename") : wanted, v);
  });
}

void require_spec(object_ref spec, bool reload) {
  if(is<symbol>(spec)) {
    load(cast<symbol>(spec), reload);
    return;
  }
  if(!is_vector(spec) || count(spec) % 2 == 0 || !is<symbol>(nth(spec, 0))) { throw_wrong_spec(spec); }
  rooted<object_ref> const held{spec};
  auto *const name{cast<symbol>(nth(spec, 0))};
  object_ref alias{nil};
  object_ref alias_only{nil};
  object_ref names{nil};
  object_ref renames{nil};
  for(std::int64_t i{1}; i < count(spec); i += 2) {
    object_ref const key{nth(spec, i)};
    object_ref const value{nth(spec, i + 1)};
    (is_keyword(key, "as")         ? alias
     : is_keyword(key, "as-alias") ? alias_only
     : is_keyword(key, "refer")    ? names
     : is_keyword(key, "rename")   ? renames
                                   : (throw_wrong_spec(spec), alias)) = value;
  }
  // The spec holds all these values while the namespace loads.
  if(alias_only.is_nil()) { load(name, reload); }
  name_space *const here{current_namespace()};
  name_space *const there{alias_only.is_some() ? intern_namespace(name) : find_namespace(name)};
  if(there == nullptr) {
    throw_error(error_kind::loader, "the file of the namespace " + qualified_name(name) +
                                        " was loaded, but does not define it; "
                                        "its ns form must have the name that was required");
  }
  for(object_ref const a : {alias, alias_only}) {
    if(a.is_some()) { add_alias(here, expect<symbol>(a, "require", "a symbol as alias"), there); }
  }
  if(names.is_some()) { refer_names(here, there, names, renames); }
}

object_ref require(object_ref, object_ref specs) {
  bool reload{};
  rooted<object_ref> rest{specs};
  for(object_ref s{seq(specs)}; s.is_some(); s = next(s)) {
    reload = reload || is_keyword(first(s), "reload") || is_keyword(first(s), "reload-all");
  }
  for(rest = seq(rest); rest.get().is_some(); rest = next(rest)) {
    if(!is<keyword>(first(rest))) { require_spec(first(rest), reload); }
  }
  return nil;
}

native const rows[]{
    {"require",
     "([& specs])",
     "Loads each namespace unless it is loaded. A spec is its name, or a vector of the name and options: :as alias, "
     ":as-alias alias "
     "(without loading), :refer [names] or :all, :rename {name other}. :reload after the specs loads them again.",
     {},
     require},
};

} // namespace

void set_namespace_loader(namespace_loader l) { loader = l; }

native_table loading_natives() { return table_of(rows); }

} // namespace jank::ns
