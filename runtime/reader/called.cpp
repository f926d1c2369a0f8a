#include "reader/called.hpp"

#include <algorithm>

namespace jank::reader {

object_ref session_value(std::string_view name) {
  ns::var const *const v{ns::find_var(ns::core_namespace(), object::make_symbol({}, name))};
  return v == nullptr || object::is(v->value, object::kind::unbound) ? object::nil : v->value;
}

ns::var *find_var_of_type(std::string_view type, std::string_view prefix) {
  auto const dot{type.rfind('.')};
  if(dot == std::string_view::npos) { return nullptr; }
  std::string home{type.substr(0, dot)};
  std::string const name{std::string{prefix} + std::string{type.substr(dot + 1)}};
  for(bool const with_dashes : {false, true}) {
    if(with_dashes) { std::ranges::replace(home, '_', '-'); }
    if(auto *const space{ns::find_namespace(object::make_symbol({}, home))}; space != nullptr) {
      if(auto *const v{ns::find_var(space, object::make_symbol({}, name))}; v != nullptr) { return v; }
    }
  }
  return nullptr;
}

object_ref constructor_of_type(parser const &p, std::string_view type, std::string_view prefix, position at) {
  ns::var const *const v{find_var_of_type(type, prefix)};
  if(v != nullptr) { return v->value; }
  auto const dot{type.rfind('.')};
  std::string home{type.substr(0, dot)};
  std::ranges::replace(home, '_', '-');
  fail(p, at, "unknown type #" + std::string{type},
       "there is no " + home + "/" + std::string{prefix} + std::string{type.substr(dot + 1)} +
           "; require its namespace first");
}

} // namespace jank::reader
