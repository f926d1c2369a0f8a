#pragma once

// What names mean locally: a stack of bindings, innermost last. A name is compared by its interned string.

#include "analyzer/node.hpp"

namespace jank::analyzer {

class scope {
public:
  // The innermost local of that name, or null. A qualified symbol never names a local.
  local *find(object::symbol const *name) const;
  void bind(object::symbol *name, local *target);

  // `release(mark())` forgets what was bound in between.
  std::size_t mark() const { return entries_.size(); }
  void release(std::size_t mark) { entries_.resize(mark); }

  // What macros get as &env: a map of symbol to true, or nil when nothing is bound. Each prefix is made once.
  object_ref environment();

  // Calls `visit(std::string_view name)` for each binding.
  template <typename F> void for_each_name(F &&visit) const {
    for(entry const &e : entries_) { visit(e.name->name->view()); }
  }

private:
  struct entry {
    object::symbol *name{};
    local *target{};
    object_ref environment; // with this binding and all before it; nil: not made yet
  };
  std::vector<entry> entries_;
};

// Bindings made while it lives are forgotten at its end.
class scope_frame {
public:
  explicit scope_frame(scope &s) : scope_{s}, mark_{s.mark()} {}
  ~scope_frame() { scope_.release(mark_); }
  scope_frame(scope_frame const &) = delete;
  scope_frame &operator=(scope_frame const &) = delete;

private:
  scope &scope_;
  std::size_t mark_;
};

// Notes that code in `from` (null: the top-level form itself) uses `l`: every fn between there and where `l` is bound captures it.
void note_use(local *l, fn_arity *from);

} // namespace jank::analyzer
