#include "object/collections.hpp"
#include "object/detail/champ_visit.hpp"
#include "object/detail/hash_set.hpp"
#include "object/detail/sorted.hpp"
#include "object/detail/visit.hpp"

namespace jank::object {

namespace {

object_ref make_set_of(detail::element_tree const &tree, object_ref meta) { return memory::make<hash_set>(tree, meta); }

} // namespace

object_ref hash_set_description::call(object_ref self, object_ref element) {
  auto const *const found{set_find(self, element)};
  return found ? *found : nil;
}

object_ref empty_set() {
  static object_ref const empty{make_set_of({}, nil)};
  return empty;
}

object_ref make_set(object_ref const *values, std::size_t count) {
  if(count == 0) { return empty_set(); }
  auto tree{detail::element_tree{}.transient()};
  for(std::size_t i{}; i < count; ++i) {
    // The first of equal elements stays, as with conj.
    if(!tree.find(values[i])) { tree.insert(values[i]); }
  }
  return make_set_of(std::move(tree).persistent(), nil);
}

object_ref set_conj(object_ref set, object_ref value) {
  if(is(set, kind::sorted_set)) { return sorted_insert(as_sorted(set), value, nil); }
  if(set_find(set, value)) { return set; }
  auto const *const old{cast<hash_set>(set)};
  return make_set_of(old->tree.insert(value), old->meta);
}

object_ref set_disjoin(object_ref set, object_ref value) {
  if(is(set, kind::sorted_set)) { return sorted_remove(as_sorted(set), value); }
  auto const *const old{cast<hash_set>(set)};
  auto const tree{old->tree.erase(value)};
  return tree.size() == old->tree.size() ? set : make_set_of(tree, old->meta);
}

object_ref const *set_find(object_ref set, object_ref value) {
  if(is(set, kind::sorted_set)) {
    auto const *const found{sorted_find(as_sorted(set), value)};
    return found ? &found->key : nullptr;
  }
  return cast<hash_set>(set)->tree.find(value);
}

bool set_contains(object_ref set, object_ref value) { return set_find(set, value) != nullptr; }

std::size_t set_count(object_ref set) {
  return is(set, kind::sorted_set) ? sorted_count(set) : cast<hash_set>(set)->tree.size();
}

bool detail::visit_set_elements(object_ref set, visit_element visit, void *visitor) {
  if(is(set, kind::sorted_set)) {
    auto const pass{[&](sorted_node const *n) { return visit(visitor, n->key); }};
    return visit_sorted(
        as_sorted(set)->root,
        [](void *each, sorted_node const *n) { return (*static_cast<decltype(pass) *>(each))(n); },
        const_cast<void *>(static_cast<void const *>(&pass)));
  }
  return visit_hashed(cast<hash_set>(set)->tree, [=](object_ref element) { return visit(visitor, element); });
}

} // namespace jank::object
