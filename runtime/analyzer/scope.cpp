#include "analyzer/scope.hpp"

#include "object/collections.hpp"
#include "object/symbol.hpp"

#include <algorithm>

namespace jank::analyzer {

local *scope::find(object::symbol const *name) const {
  if(name->ns != nullptr) { return nullptr; }
  for(auto it{entries_.rbegin()}; it != entries_.rend(); ++it) {
    if(it->name->name == name->name) { return it->target; }
  }
  return nullptr;
}

void scope::bind(object::symbol *name, local *target) { entries_.push_back({name, target, object::nil}); }

object_ref scope::environment() {
  std::size_t begin{entries_.size()};
  while(begin > 0 && entries_[begin - 1].environment.is_nil()) { --begin; }
  object_ref made{begin > 0 ? entries_[begin - 1].environment : object::nil};
  for(std::size_t i{begin}; i < entries_.size(); ++i) {
    made =
        object::map_assoc(made.is_nil() ? object::empty_map() : made, object_ref{entries_[i].name}, object::jank_true);
    entries_[i].environment = made;
  }
  return made;
}

void note_use(local *l, fn_arity *from) {
  ++l->uses;
  fn_node const *const owner{l->arity == nullptr ? nullptr : l->arity->fn};
  for(fn_arity *a{from}; a != nullptr && a->fn != owner; a = a->fn->enclosing) {
    std::vector<local *> &captured{a->fn->captured};
    // A fn that has it already has told the ones around it, too.
    if(std::find(captured.begin(), captured.end(), l) != captured.end()) { return; }
    captured.push_back(l);
  }
}

} // namespace jank::analyzer
