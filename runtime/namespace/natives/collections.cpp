// Vectors, maps and sets.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/vector_part.hpp"

namespace jank::ns {

namespace {

object_ref to_vector(object_ref, object_ref coll) {
  if(is_vector(coll) && !is(coll, kind::map_entry)) { return meta(coll).is_nil() ? coll : with_meta(coll, nil); }
  value_array const items{to_array(coll)};
  return make_vector(items.data(), items.size());
}
object_ref vector_of(object_ref, object_ref rest) {
  value_array const items{to_array(rest)};
  return make_vector(items.data(), items.size());
}
object_ref to_set(object_ref, object_ref coll) {
  if(is_set(coll)) { return meta(coll).is_nil() ? coll : with_meta(coll, nil); }
  value_array const items{to_array(coll)};
  return make_set(items.data(), items.size());
}
object_ref set_of(object_ref, object_ref rest) {
  value_array const items{to_array(rest)};
  return make_set(items.data(), items.size());
}

object_ref map_of(char const *function, object_ref rest) {
  object_ref result{empty_map()};
  for_each_pair(rest, function, [&result](object_ref k, object_ref v) { result = map_assoc(result, k, v); });
  return result;
}

object_ref conj_one(object_ref, object_ref coll, object_ref x) { return conj(coll, x); }
object_ref conj_all(object_ref, object_ref coll, object_ref x, object_ref rest) {
  rooted<object_ref> result{conj(coll, x)};
  for_each_rooted(rest, [&result](object_ref v) { result = conj(result, v); });
  return result;
}

object_ref assoc_one(object_ref, object_ref coll, object_ref k, object_ref v) { return assoc(coll, k, v); }
object_ref assoc_all(object_ref, object_ref coll, object_ref k, object_ref v, object_ref rest) {
  object_ref result{assoc(coll, k, v)};
  for_each_pair(rest, "assoc", [&result](object_ref key, object_ref value) { result = assoc(result, key, value); });
  return result;
}

object_ref dissoc_one(object_ref, object_ref map, object_ref k) { return map.is_nil() ? nil : dissoc(map, k); }
object_ref dissoc_all(object_ref, object_ref map, object_ref k, object_ref rest) {
  if(map.is_nil()) { return nil; }
  object_ref result{dissoc(map, k)};
  for_each(rest, [&result](object_ref key) { result = dissoc(result, key); });
  return result;
}

object_ref disjoin_one(object_ref, object_ref set, object_ref x) { return set.is_nil() ? nil : disjoin(set, x); }
object_ref disjoin_all(object_ref, object_ref set, object_ref x, object_ref rest) {
  if(set.is_nil()) { return nil; }
  object_ref result{disjoin(set, x)};
  for_each(rest, [&result](object_ref v) { result = disjoin(result, v); });
  return result;
}

object_ref find(object_ref, object_ref coll, object_ref key) {
  if(coll.is_nil() || !contains(coll, key)) { return nil; }
  return make_map_entry(key, get(coll, key));
}

object_ref part_of_entry(object_ref entry, std::size_t part, char const *function) {
  if(!is(entry, kind::map_entry)) { throw_wrong_argument(function, "an entry of a map", entry); }
  return vector_nth(entry, part);
}
object_ref key_of(object_ref, object_ref entry) { return part_of_entry(entry, 0, "key"); }
object_ref value_of(object_ref, object_ref entry) { return part_of_entry(entry, 1, "val"); }

object_ref parts_of_entries(object_ref map, std::size_t part, char const *function) {
  value_array items;
  for_each_rooted(map, [&](object_ref entry) { items.push_back(part_of_entry(entry, part, function)); });
  return items.empty() ? nil : make_list(items.data(), items.size());
}
object_ref keys(object_ref, object_ref map) { return parts_of_entries(map, 0, "keys"); }
object_ref vals(object_ref, object_ref map) { return parts_of_entries(map, 1, "vals"); }

object_ref part_of_vector(object_ref v, std::int64_t begin, std::int64_t end) {
  if(!is_vector(v)) { throw_wrong_argument("subvec", "a vector", v); }
  auto const size{static_cast<std::int64_t>(vector_count(v))};
  if(begin < 0 || end < begin || end > size) {
    throw_error(error_kind::index_out_of_bounds, "subvec from " + std::to_string(begin) + " to " + std::to_string(end) +
                                                     " is out of bounds: the vector has " + std::to_string(size) +
                                                     " elements");
  }
  return vector_part(v, static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
}
object_ref subvec_to_end(object_ref, object_ref v, object_ref start) {
  if(!is_vector(v)) { throw_wrong_argument("subvec", "a vector", v); }
  return part_of_vector(v, to_long(start), static_cast<std::int64_t>(vector_count(v)));
}
object_ref subvec(object_ref, object_ref v, object_ref start, object_ref end) {
  return part_of_vector(v, to_long(start), to_long(end));
}

constexpr native rows[]{
    {"vector", "([& args])", "A vector of the arguments.", {}, vector_of},
    {"vec", "([coll])", "A vector of the elements of coll.", {to_vector}},
    {"hash-map",
     "([& keyvals])",
     "A map of the keys and values given in turn; a later equal key wins.",
     {},
     +[](object_ref, object_ref rest) { return map_of("hash-map", rest); }},
    {"array-map",
     "([& keyvals])",
     "A map of the keys and values given in turn; up to eight entries keep their order.",
     {},
     +[](object_ref, object_ref rest) { return map_of("array-map", rest); }},
    {"hash-set", "([& keys])", "A set of the arguments.", {}, set_of},
    {"set", "([coll])", "A set of the elements of coll.", {to_set}},
    {"conj",
     "([] [coll] [coll x] [coll x & xs])",
     "coll with the elements added where that is cheapest: at the front of lists and seqs, at the end of vectors.",
     {+[](object_ref) { return empty_vector(); }, +[](object_ref, object_ref coll) { return coll; }, conj_one},
     conj_all},
    {"assoc",
     "([map key val] [map key val & kvs])",
     "The map with the keys mapped to the values, or the vector with the elements at the indices replaced.",
     {assoc_one},
     assoc_all},
    {"dissoc",
     "([map] [map key] [map key & ks])",
     "The map without the keys.",
     {+[](object_ref, object_ref map) { return map; }, dissoc_one},
     dissoc_all},
    {"disj",
     "([set] [set key] [set key & ks])",
     "The set without the elements.",
     {+[](object_ref, object_ref set) { return set; }, disjoin_one},
     disjoin_all},
    {"get",
     "([map key] [map key not-found])",
     "What the map has at key: not-found, or nil, when it has nothing.",
     {+[](object_ref, object_ref map, object_ref k) { return get(map, k); },
      +[](object_ref, object_ref map, object_ref k, object_ref not_found) { return get(map, k, not_found); }}},
    {"contains?",
     "([coll key])",
     "Has coll the key? For vectors and strings keys are indices.",
     {+[](object_ref, object_ref coll, object_ref k) { return make_boolean(contains(coll, k)); }}},
    {"find", "([map key])", "The entry of the map at key, or nil.", {find}},
    {"key", "([e])", "The key of the map entry.", {key_of}},
    {"val", "([e])", "The value of the map entry.", {value_of}},
    {"keys", "([map])", "A seq of the keys of the map, or nil when it is empty.", {keys}},
    {"vals", "([map])", "A seq of the values of the map, or nil when it is empty.", {vals}},
    {"empty", "([coll])", "An empty collection of the same sort as coll, or nil.", {+[](object_ref, object_ref coll) {
       return empty(coll);
     }}},
    {"peek",
     "([coll])",
     "The last element of a vector, the first of a list; nil when empty.",
     {+[](object_ref, object_ref coll) { return peek(coll); }}},
    {"pop",
     "([coll])",
     "A vector without its last element, a list without its first. Throws when it is empty.",
     {+[](object_ref, object_ref coll) { return pop(coll); }}},
    {"subvec",
     "([v start] [v start end])",
     "A vector of the elements of v from start (inclusive) to end (exclusive; the count of v when left out), without "
     "copying: it shares the structure of v, and keeps it alive.",
     {subvec_to_end, subvec}},
};

} // namespace

struct collection_table : rows_of_core<rows> {};
native_table collection_natives() { return table_of<collection_table>(); }

} // namespace jank::ns
