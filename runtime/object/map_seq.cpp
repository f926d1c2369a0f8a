#include "object/collections.hpp"
#include "object/detail/array_map.hpp"
#include "object/detail/hash_map.hpp"
#include "object/detail/hash_set.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/seqs.hpp"
#include "object/detail/sorted.hpp"
#include "object/sorted.hpp"

namespace jank::object {

namespace {

// The iterator's pointers into nodes are no roots; `source` is what keeps the nodes.
template <typename Tree> struct tree_seq : map_seq {
  typename Tree::iterator at;

  tree_seq(object_ref coll, std::size_t left, typename Tree::iterator const &i) : map_seq{coll, left}, at{i} {}
};
using hash_map_seq = tree_seq<detail::hash_tree>;
using hash_set_seq = tree_seq<detail::element_tree>;

// The position in the order, and where it goes from there: 1 or -1.
struct sorted_seq : map_seq {
  std::uint32_t index;
  std::int32_t step;

  sorted_seq(object_ref coll, std::uint32_t left, std::uint32_t at, std::int32_t by)
      : map_seq{coll, left}, index{at}, step{by} {}
};

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
  case kind::sorted_map:
  case kind::sorted_set: return make_sorted_seq(coll, 0, static_cast<std::uint32_t>(left), false);
  default: return memory::make<hash_set_seq>(coll, left, cast<hash_set>(coll)->tree.begin());
  }
}

object_ref make_sorted_seq(object_ref coll, std::uint32_t begin, std::uint32_t end, bool backwards) {
  if(begin >= end) { return nil; }
  return backwards ? memory::make<sorted_seq>(coll, end - begin, end - 1, -1)
                   : memory::make<sorted_seq>(coll, end - begin, begin, 1);
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
  case kind::sorted_map: {
    auto const *const n{sorted_at(as_sorted(s->source), static_cast<sorted_seq const *>(s)->index)};
    return make_map_entry(n->key, n->value);
  }
  case kind::sorted_set: return sorted_at(as_sorted(s->source), static_cast<sorted_seq const *>(s)->index)->key;
  default: return *static_cast<hash_set_seq const *>(s)->at;
  }
}

object_ref map_seq_next(map_seq const *s) {
  if(s->remaining == 1) { return nil; }
  switch(kind_of(s->source)) {
  case kind::array_map: return memory::make<map_seq>(s->source, std::size_t{s->remaining} - 1);
  case kind::hash_map: return next_in_tree<hash_map_seq>(s);
  case kind::sorted_map:
  case kind::sorted_set: {
    auto const *const at{static_cast<sorted_seq const *>(s)};
    return memory::make<sorted_seq>(at->source, at->remaining - 1, at->index + static_cast<std::uint32_t>(at->step),
                                    at->step);
  }
  default: return next_in_tree<hash_set_seq>(s);
  }
}

} // namespace jank::object
