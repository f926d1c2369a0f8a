#pragma once

// Loading is all or nothing: what vars and namespaces were before a patch ran, to be put back when it fails half-way.

#include "memory/heap.hpp"
#include "namespace/namespace.hpp"

#include <string>
#include <vector>

namespace jank::hot_reload {

class image_snapshot {
public:
  // Notes every namespace with what its symbols mean.
  image_snapshot();
  // Notes the root, the metadata and the rest of a var.
  void add(ns::var *v);

  // Notes every var of every namespace, watches too.
  void add_all();

  // The vars among the noted ones whose root was bound since.
  std::vector<ns::var *> bound() const;
  // Puts everything back. Watches are told of the roots that are, unless add_all noted the watches; what they throw then is nobody's.
  void restore() const;

private:
  struct var_state {
    ns::var *of;
    object::object_ref root;
    object::object_ref meta;
    object::object_ref origin;
    object::object_ref watches;
    std::uint32_t flags;
    std::uint32_t version;
  };
  struct namespace_state {
    ns::name_space *of;
    object::object_ref mappings;
    object::object_ref aliases;
    object::object_ref meta;
  };
  bool watches_noted_{};
  std::vector<var_state, memory::allocator<var_state>> vars_;
  std::vector<namespace_state, memory::allocator<namespace_state>> namespaces_;
};

} // namespace jank::hot_reload
