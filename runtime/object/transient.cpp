#include "object/detail/transient.hpp"

#include "object/big_integer.hpp"
#include "object/collections.hpp"
#include "object/detail/collection_error.hpp"
#include "object/detail/hash_set.hpp"
#include "object/detail/map_builder.hpp"
#include "object/detail/vector.hpp"
#include "object/detail/visit.hpp"
#include "object/error.hpp"
#include "object/number.hpp"

namespace jank::object {

namespace {

struct transient_description {
  static constexpr kind what{kind::transient};
  static constexpr std::uint32_t flags{flag_counted | flag_ifn};
  static constexpr char const *name{"jank.runtime.transient"};
  static object_ref call(object_ref self, object_ref key) { return call(self, key, nil); }
  static object_ref call(object_ref self, object_ref key, object_ref not_found) {
    auto const *const found{transient_find(self, key)};
    return found ? *found : not_found;
  }
};

struct transient_collection : heap_object {
  static constexpr kind object_kind{kind::transient};
  enum class shape : std::uint8_t { vector, map, set, finished } now;

  explicit transient_collection(shape s) : heap_object{&static_type<transient_description>}, now{s} {}
};
using shape = transient_collection::shape;

struct transient_vector : transient_collection {
  detail::vector_tree tree;
  detail::vector_tree::owner_t owner;

  explicit transient_vector(detail::vector_tree const &t) : transient_collection{shape::vector}, tree{t} {}
};

struct transient_map : transient_collection {
  detail::map_builder builder;

  explicit transient_map(object_ref map) : transient_collection{shape::map}, builder{map} {}
};

struct transient_set : transient_collection {
  detail::element_tree::transient_type tree;

  explicit transient_set(detail::element_tree const &t) : transient_collection{shape::set}, tree{t.transient()} {}
};

transient_collection *live_transient(object_ref coll, char const *operation) {
  auto *const t{try_cast<transient_collection>(coll)};
  if(!t) { detail::throw_not_a(operation, coll, "transient"); }
  if(t->now == shape::finished) {
    throw_error(error_kind::illegal_state, std::string{"cannot "} + operation + " a transient after persistent!");
  }
  return t;
}

[[noreturn]] void throw_wrong_shape(char const *operation, shape now) {
  static constexpr char const *names[]{"vector", "map", "set"};
  throw_error(error_kind::type,
              std::string{"cannot "} + operation + " a transient " + names[static_cast<std::size_t>(now)]);
}

transient_map *live_map(object_ref coll, char const *operation) {
  auto *const t{live_transient(coll, operation)};
  if(t->now != shape::map) { throw_wrong_shape(operation, t->now); }
  return static_cast<transient_map *>(t);
}

void conj_onto_map(detail::map_builder &builder, object_ref value) {
  if(value.is_nil()) { return; }
  if(is_map(value)) {
    visit_map(value, [&](object_ref key, object_ref v) {
      builder.assoc(key, v);
      return true;
    });
  } else if(is_vector(value) && vector_count(value) == 2) {
    builder.assoc(vector_nth(value, 0), vector_nth(value, 1));
  } else {
    detail::throw_not_a("conj onto a map the value", value, "map entry, vector of two or map");
  }
}

void assoc_in_vector(transient_vector *t, object_ref key, object_ref value) {
  auto const index{detail::index_of(key, "a transient vector")};
  auto const count{t->tree.size};
  if(index < 0 || static_cast<std::uint64_t>(index) > count) {
    detail::throw_out_of_bounds(index, "a transient vector", static_cast<std::int64_t>(count));
  }
  if(static_cast<std::size_t>(index) == count) { return t->tree.push_back_mut(t->owner, value); }
  t->tree.assoc_mut(t->owner, static_cast<std::size_t>(index), value);
}

} // namespace

object_ref transient(object_ref coll) {
  switch(kind_of(coll)) {
  case kind::vector: return memory::make<transient_vector>(detail::own_tree(cast<vector>(coll)));
  case kind::map_entry: {
    auto const run{vector_run(coll, 0)};
    return memory::make<transient_vector>(detail::make_vector_tree(run.values, run.count));
  }
  case kind::array_map:
  case kind::hash_map: return memory::make<transient_map>(coll);
  case kind::hash_set: return memory::make<transient_set>(cast<hash_set>(coll)->tree);
  default: detail::throw_not_a("make a transient of", coll, "vector, map or set");
  }
}

object_ref transient_conj(object_ref coll, object_ref value) {
  auto *const t{live_transient(coll, "conj! onto")};
  switch(t->now) {
  case shape::vector: {
    auto *const v{static_cast<transient_vector *>(t)};
    v->tree.push_back_mut(v->owner, value);
    break;
  }
  case shape::map: conj_onto_map(static_cast<transient_map *>(t)->builder, value); break;
  default: {
    auto &tree{static_cast<transient_set *>(t)->tree};
    if(!tree.find(value)) { tree.insert(value); }
  }
  }
  return coll;
}

object_ref transient_assoc(object_ref coll, object_ref key, object_ref value) {
  auto *const t{live_transient(coll, "assoc! to")};
  if(t->now == shape::vector) {
    assoc_in_vector(static_cast<transient_vector *>(t), key, value);
  } else {
    live_map(coll, "assoc! to")->builder.assoc(key, value);
  }
  return coll;
}

object_ref transient_dissoc(object_ref coll, object_ref key) {
  live_map(coll, "dissoc! from")->builder.dissoc(key);
  return coll;
}

object_ref transient_disjoin(object_ref coll, object_ref value) {
  auto *const t{live_transient(coll, "disj! from")};
  if(t->now != shape::set) { throw_wrong_shape("disj! from", t->now); }
  static_cast<transient_set *>(t)->tree.erase(value);
  return coll;
}

object_ref transient_pop(object_ref coll) {
  auto *const t{live_transient(coll, "pop!")};
  if(t->now != shape::vector) { throw_wrong_shape("pop!", t->now); }
  auto *const v{static_cast<transient_vector *>(t)};
  if(v->tree.size == 0) { throw_error(error_kind::illegal_state, "cannot pop! an empty transient vector"); }
  v->tree.take_mut(v->owner, v->tree.size - 1);
  return coll;
}

object_ref persistent(object_ref coll) {
  auto *const t{live_transient(coll, "make persistent!")};
  object_ref result;
  switch(t->now) {
  case shape::vector: {
    auto &tree{static_cast<transient_vector *>(t)->tree};
    // A transient's last leaf has all 32 places; a small vector is copied into one of its size.
    result = tree.size <= detail::leaf_size / 2 ? make_vector(tree.size == 0 ? nullptr : tree.array_for(0), tree.size)
                                                : object_ref{memory::make<vector>(tree, nil)};
    tree = {};
    break;
  }
  case shape::map: result = static_cast<transient_map *>(t)->builder.finish(nil); break;
  default: {
    auto &tree{static_cast<transient_set *>(t)->tree};
    result = tree.size() == 0 ? empty_set() : object_ref{memory::make<hash_set>(std::move(tree).persistent(), nil)};
  }
  }
  t->now = shape::finished;
  return result;
}

std::int64_t transient_count(object_ref coll) {
  auto const *const t{live_transient(coll, "count")};
  switch(t->now) {
  case shape::vector: return static_cast<std::int64_t>(static_cast<transient_vector const *>(t)->tree.size);
  case shape::map: return static_cast<std::int64_t>(static_cast<transient_map const *>(t)->builder.count());
  default: return static_cast<std::int64_t>(static_cast<transient_set const *>(t)->tree.size());
  }
}

object_ref const *transient_find(object_ref coll, object_ref key) {
  auto const *const t{live_transient(coll, "look into")};
  switch(t->now) {
  case shape::vector: {
    auto const &tree{static_cast<transient_vector const *>(t)->tree};
    std::int64_t index{};
    if(!find_long(key, index) || index < 0 || static_cast<std::uint64_t>(index) >= tree.size) { return nullptr; }
    return &tree.get(static_cast<std::size_t>(index));
  }
  case shape::map: return static_cast<transient_map const *>(t)->builder.find(key);
  default: return static_cast<transient_set const *>(t)->tree.find(key);
  }
}

} // namespace jank::object
