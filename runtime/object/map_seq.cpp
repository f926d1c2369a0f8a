#include "object/collections.hpp"
#include "object/detail/array_map.hpp"
#include "object/detail/hash_map.hpp"
#include "object/detail/hash_set.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/seqs.hpp"

namespace jank::object {

namespace {

// The iterator's pointers into nodes are no roots; `source` is what keeps the nodes.
template <typename Tree> struct tree_seq : map_seq {
  typename Tree::iterator at;

  tree_seq(object_ref coll, std::size_t left, typename Tree::iterator const &i) : map_seq{coll, left}, at{i} {}
};
using hash_map_seq = tree_seq<detail::hash_tree>;
using hash_set_seq = tree_seq<detail::element_tree>;

template <typename Seq> object_ref next_in_tree(map_seq const *s) {
  auto *const result{memory::make<Seq>(*static_cast<Seq const *>(s))};
  --result->remaining;
  ++result->at;
  return result;
}

} // namespace

object_ref make_map_seq(object_ref coll) {
  auto const left{is_map(coll) ? map_count(coll) : set_count(coll)};
  if(left == 0) { return nil; }
  switch(kind_of(coll)) {
  case kind::instance: return detail::record_seq(coll);
  case kind::array_map: return memory::make<map_seq>(coll, left);
  case kind::hash_map: return memory::make<hash_map_seq>(coll, left, cast<hash_map>(coll)->tree.begin());
  default: return memory::make<hash_set_seq>(coll, left, cast<hash_set>(coll)->tree.begin());
  }
}

object_ref map_seq_first(map_seq const *s) {
  switch(kind_of(s->source)) {
  case kind::array_map: {
    auto const *const map{cast<array_map>(s->source)};
    auto const *const slot{map->slots + 2 * (map->count - s->remaining)};
    return make_map_entry(slot[0], slot[1]);
  }
  case kind::hash_map: {
    auto const &[key, value]{*static_cast<hash_map_seq const *>(s)->at};
    return make_map_entry(key, value);
  }
  default: return *static_cast<hash_set_seq const *>(s)->at;
  }
}

object_ref map_seq_next(map_seq const *s) {
  if(s->remaining == 1) { return nil; }
  switch(kind_of(s->source)) {
  case kind::array_map: return memory::make<map_seq>(s->source, std::size_t{s->remaining} - 1);
  case kind::hash_map: return next_in_tree<hash_map_seq>(s);
  default: return next_in_tree<hash_set_seq>(s);
  }
}

} // namespace jank::object
