#include "object/detail/vector.hpp"

#include "object/collections.hpp"
#include "object/detail/collection_error.hpp"
#include "object/detail/map_entry.hpp"
#include "object/detail/visit.hpp"
#include "object/sequence.hpp"
#include "object/vector_part.hpp"

#include <algorithm>

namespace jank::object {

namespace {

object_ref make_vector_of(detail::vector_tree const &tree, object_ref meta, std::size_t first = 0) {
  return memory::make<vector>(tree, meta, first);
}

// A map entry that is to be changed becomes the vector it is equal to.
vector *as_vector(object_ref v) {
  if(auto const *const entry{try_cast<map_entry>(v)}) { v = make_vector(entry->parts, 2); }
  return cast<vector>(v);
}

object_ref call_with_index(object_ref self, object_ref index) { return nth(self, detail::index_of(index, "a vector")); }

} // namespace

namespace detail {

vector_tree make_vector_tree(object_ref const *values, std::size_t count) {
  using node = vector_tree::node_t;
  if(count == 0) { return {}; }
  if(count <= leaf_size) {
    node *const leaf{node::make_leaf_n(static_cast<immer::detail::rbts::count_t>(count))};
    std::copy_n(values, count, leaf->leaf());
    return {count, branch_bits, vector_tree::empty_root(), leaf};
  }
  vector_tree tree;
  vector_tree::owner_t const owner;
  for(std::size_t i{}; i < count; ++i) { tree.push_back_mut(owner, values[i]); }
  return tree;
}

vector_tree own_tree(vector const *v) {
  if(v->first() == 0) { return v->tree; }
  vector_tree tree;
  vector_tree::owner_t const owner;
  visit_vector(v, [&](object_ref value) {
    tree.push_back_mut(owner, value);
    return true;
  });
  return tree;
}

} // namespace detail

object_ref vector_description::call(object_ref self, object_ref index) { return call_with_index(self, index); }
object_ref map_entry_description::call(object_ref self, object_ref index) { return call_with_index(self, index); }

object_ref empty_vector() {
  static object_ref const empty{make_vector_of({}, nil)};
  return empty;
}

object_ref make_vector(object_ref const *values, std::size_t count) {
  return count == 0 ? empty_vector() : make_vector_of(detail::make_vector_tree(values, count), nil);
}

object_ref make_vector(std::initializer_list<object_ref> values) { return make_vector(values.begin(), values.size()); }

object_ref vector_conj(object_ref v, object_ref value) {
  if(auto const *const entry{try_cast<map_entry>(v)}) { return make_vector({entry->parts[0], entry->parts[1], value}); }
  auto const *const old{cast<vector>(v)};
  return make_vector_of(old->tree.push_back(value), old->meta, old->first());
}

object_ref vector_assoc(object_ref v, std::size_t i, object_ref value) {
  auto const *const old{as_vector(v)};
  auto const at{old->first() + i};
  return at == old->tree.size ? vector_conj(old, value)
                              : make_vector_of(old->tree.assoc(at, value), old->meta, old->first());
}

object_ref vector_pop(object_ref v) {
  auto const *const old{as_vector(v)};
  return make_vector_of(old->tree.take(old->tree.size - 1), old->meta, old->first());
}

object_ref vector_part(object_ref v, std::size_t begin, std::size_t end) {
  auto const *const whole{as_vector(v)};
  auto const count{end - begin};
  auto const first{whole->first() + begin};
  // What is small is copied, and so is what comes after more than itself: a queue that is taken from by subvec lets go of what it has
  // passed, and each element is copied about once for each that was dropped.
  constexpr std::size_t copied_at_once{4096};
  if(count <= detail::leaf_size) {
    object_ref values[detail::leaf_size];
    for(std::size_t i{}; i < count; ++i) { values[i] = whole->tree.get(first + i); }
    return make_vector(values, count);
  }
  if(count <= copied_at_once && count <= first) {
    detail::vector_tree tree;
    detail::vector_tree::owner_t const owner;
    for(std::size_t i{}; i < count; ++i) { tree.push_back_mut(owner, whole->tree.get(first + i)); }
    return make_vector_of(tree, nil);
  }
  return make_vector_of(whole->tree.take(first + count), nil, first);
}

std::size_t vector_count(object_ref v) {
  return is<map_entry>(v) ? 2 : cast<vector>(v)->tree.size - cast<vector>(v)->first();
}

object_ref vector_nth(object_ref v, std::size_t i) {
  return is<map_entry>(v) ? cast<map_entry>(v)->parts[i] : cast<vector>(v)->tree.get(cast<vector>(v)->first() + i);
}

value_run vector_run(object_ref v, std::size_t from) {
  auto const count{vector_count(v)};
  if(from >= count) { return {nullptr, 0}; }
  if(is<map_entry>(v)) { return {cast<map_entry>(v)->parts + from, count - from}; }
  auto const at{cast<vector>(v)->first() + from};
  auto const offset{at % detail::leaf_size};
  return {cast<vector>(v)->tree.array_for(at) + offset, std::min(detail::leaf_size - offset, count - from)};
}

object_ref make_map_entry(object_ref key, object_ref value) { return memory::make<map_entry>(key, value); }

} // namespace jank::object
