#include "namespace/dup.hpp"

#include "namespace/namespace.hpp"
#include "object/function.hpp"
#include "object/multimethod.hpp"

namespace jank::ns {

namespace {

// "a.b/c" as the var that holds `v`; null when none does.
var *var_holding(object_ref v, std::string_view name) {
  std::size_t const slash{name.find('/')};
  if(slash == std::string_view::npos || slash == 0 || slash + 1 == name.size()) { return nullptr; }
  name_space *const home{find_namespace(make_symbol({}, name.substr(0, slash)))};
  var *const found{home == nullptr ? nullptr : find_var(home, make_symbol({}, name.substr(slash + 1)))};
  return found != nullptr && found->value == v ? found : nullptr;
}

std::string var_form(var const *v) { return "#=(var " + qualified_name(v) + ")"; }

bool print_holder(std::string &out, object_ref v, std::string_view name) {
  var const *const holder{var_holding(v, name)};
  if(holder == nullptr) { return false; }
  out += "#=(clojure.core/deref " + var_form(holder) + ")";
  return true;
}

} // namespace

bool print_dup_of_named(std::string &out, object_ref v) {
  if(auto const *const named{try_cast<var>(v)}) {
    if(named->ns == nullptr) { return false; }
    out += var_form(named);
    return true;
  }
  if(auto const *const space{try_cast<name_space>(v)}) {
    out += "#=(clojure.core/find-ns " + object::qualified_name(space->name) + ")";
    return true;
  }
  if(is<function>(v)) { return print_holder(out, v, cast<function>(v)->function_type_of()->name); }
  if(is<multimethod>(v)) { return print_holder(out, v, object::qualified_name(cast<multimethod>(v)->name)); }
  return false;
}

} // namespace jank::ns
