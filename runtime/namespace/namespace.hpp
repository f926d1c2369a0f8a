#pragma once

// Namespaces: what a symbol means. Mappings and aliases are immutable maps in a cell, so that a snapshot is a copy of a word.

#include "namespace/var.hpp"

#include <string_view>

namespace jank::ns {

struct name_space : heap_object {
  static constexpr kind object_kind{kind::name_space};
  symbol *name;
  object_ref mappings; // map of symbol to var (own vars and referred ones)
  object_ref aliases;  // map of symbol to namespace
  object_ref meta;
};

name_space *find_namespace(symbol const *name);   // or null
name_space *intern_namespace(symbol const *name); // makes it when it is not there
name_space *intern_namespace(std::string_view name);
void remove_namespace(symbol const *name);
object_ref all_namespaces(); // a list

var *find_var(name_space *ns, symbol const *name);      // own or referred, unqualified; or null
var *intern_var(name_space *ns, std::string_view name); // the namespace's own var, made unbound when it is not there
var *intern_var(std::string_view ns, std::string_view name);
void refer(name_space *in, symbol const *name, var *v); // a clash with an own var throws; with clojure.core's replaces
void refer_all(name_space *in, name_space *from);       // the public vars
void add_alias(name_space *in, symbol const *alias, name_space *target);
void unmap(name_space *ns, symbol const *name);

// What a symbol means in `ns`: qualified by an alias or a namespace's name, or unqualified. Null when it means nothing.
// Private vars of other namespaces are found too; `visible` tells.
var *resolve(name_space *ns, symbol const *name);
bool visible(var const *v, name_space const *from);

// The vars *ns* and *file* of clojure.core, which exist from the start.
name_space *current_namespace();
void set_current_namespace(name_space *ns);
name_space *core_namespace(); // clojure.core

} // namespace jank::ns
