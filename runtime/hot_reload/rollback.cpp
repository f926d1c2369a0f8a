#include "hot_reload/rollback.hpp"

#include "object/collections.hpp"
#include "object/sequence.hpp"

#include <algorithm>

namespace jank::hot_reload {

using namespace object;

namespace {

template <typename F> void each_namespace(F &&f) {
  for(object_ref s{seq(ns::all_namespaces())}; s.is_some(); s = next(s)) { f(cast<ns::name_space>(first(s))); }
}

} // namespace

image_snapshot::image_snapshot() {
  each_namespace([this](ns::name_space *n) { namespaces_.push_back({n, n->mappings, n->aliases, n->meta}); });
}

void image_snapshot::add(ns::var *v) {
  vars_.push_back({v, v->root, v->meta, v->origin, v->watches, v->flags, v->version});
}

void image_snapshot::add_all() {
  watches_noted_ = true;
  each_namespace([this](ns::name_space *n) {
    for_each(n->mappings, [&](object_ref entry) {
      auto *const v{cast<ns::var>(vector_nth(entry, 1))};
      if(v->ns == n) { add(v); }
    });
  });
}

std::vector<ns::var *> image_snapshot::bound() const {
  std::vector<ns::var *> result;
  for(var_state const &s : vars_) {
    if(s.of->version != s.version) { result.push_back(s.of); }
  }
  return result;
}

void image_snapshot::restore() const {
  each_namespace([this](ns::name_space *n) {
    bool const noted{std::ranges::any_of(namespaces_, [n](namespace_state const &s) { return s.of == n; })};
    if(!noted) { ns::remove_namespace(n->name); }
  });
  for(namespace_state const &s : namespaces_) {
    s.of->mappings = s.mappings;
    s.of->aliases = s.aliases;
    s.of->meta = s.meta;
  }
  for(var_state const &s : vars_) {
    if(watches_noted_) { s.of->watches = nil; }
    if(s.of->meta != s.meta) { ns::set_meta(s.of, s.meta); }
    if(s.of->version != s.version) {
      try {
        ns::bind_root(s.of, s.root);
      } catch(...) {
        // The error that made this necessary is on its way.
      }
    }
    s.of->origin = s.origin;
    if(watches_noted_) { s.of->watches = s.watches; }
    s.of->flags = s.flags;
    s.of->version = s.version;
  }
}

} // namespace jank::hot_reload
