// Collections under construction.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

object_ref assoc_all(object_ref, object_ref coll, object_ref k, object_ref v, object_ref rest) {
  object_ref result{transient_assoc(coll, k, v)};
  for_each_pair(rest, "assoc!",
                [&result](object_ref key, object_ref value) { result = transient_assoc(result, key, value); });
  return result;
}
template <object_ref (*Remove)(object_ref, object_ref)>
object_ref remove_all(object_ref, object_ref coll, object_ref k, object_ref rest) {
  object_ref result{Remove(coll, k)};
  for_each(rest, [&result](object_ref v) { result = Remove(result, v); });
  return result;
}
template <object_ref (*Op)(object_ref, object_ref)> object_ref two(object_ref, object_ref coll, object_ref x) {
  return Op(coll, x);
}

constexpr native rows[]{
    {"transientable?*", "([x])", "Can transient be called with x?", {+[](object_ref, object_ref x) {
       return make_boolean(is(x, kind::vector) || is(x, kind::array_map) || is(x, kind::hash_map) ||
                           is(x, kind::hash_set));
     }}},
    {"transient",
     "([coll])",
     "A copy of coll, made at once, that the functions ending in ! change in place.",
     {+[](object_ref, object_ref coll) { return transient(coll); }}},
    {"persistent!",
     "([coll])",
     "The transient as an immutable collection, made at once. The transient must not be used again.",
     {+[](object_ref, object_ref coll) { return persistent(coll); }}},
    {"conj!",
     "([] [coll] [coll x])",
     "Adds x to the transient. Use what it returns.",
     {+[](object_ref) { return transient(empty_vector()); }, +[](object_ref, object_ref coll) { return coll; },
      two<transient_conj>}},
    {"assoc!",
     "([coll key val] [coll key val & kvs])",
     "Maps the keys to the values in the transient. Use what it returns.",
     {+[](object_ref, object_ref coll, object_ref k, object_ref v) { return transient_assoc(coll, k, v); }},
     assoc_all},
    {"dissoc!",
     "([map key] [map key & ks])",
     "Removes the keys from the transient map. Use what it returns.",
     {two<transient_dissoc>},
     remove_all<transient_dissoc>},
    {"disj!",
     "([set] [set key] [set key & ks])",
     "Removes the elements from the transient set. Use what it returns.",
     {+[](object_ref, object_ref set) { return set; }, two<transient_disjoin>},
     remove_all<transient_disjoin>},
    {"pop!",
     "([coll])",
     "Removes the last element of the transient vector. Use what it returns.",
     {+[](object_ref, object_ref coll) { return transient_pop(coll); }}},
};

} // namespace

struct transient_table : rows_of_core<rows> {};
native_table transient_natives() { return table_of<transient_table>(); }

} // namespace jank::ns
