// Calling functions with what is in collections.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/detail/visit.hpp"
#include "object/host_protocol.hpp"
#include "object/reference.hpp"

namespace jank::ns {

namespace {

object_ref apply_seq(object_ref, object_ref f, object_ref args) {
  rooted<object_ref> const function{f};
  rooted<object_ref> const held{args};
  return apply_rooted(function, held);
}
// (apply f a b rest): the last of `more` holds the other arguments, and may be infinite.
object_ref apply_prepended(object_ref, object_ref f, object_ref first_arg, object_ref more) {
  rooted<object_ref> const function{f};
  value_array items{first_arg};
  for_each_rooted(more, [&items](object_ref v) { items.push_back(v); });
  rooted<object_ref> args{items.back()};
  for(std::size_t i{items.size() - 1}; i-- > 0;) { args = make_cons(items[i], args); }
  return apply_rooted(function, args);
}

object_ref reduce_first(object_ref, object_ref f, object_ref coll) {
  if(heap_object *const reducer{find_reducer(coll)}) { return call_rooted(object_ref{reducer}, coll, f); }
  rooted<object_ref> const function{f};
  rooted<object_ref> s{seq_rooted(coll)};
  if(s.get().is_nil()) { return call_rooted(function.get()); }
  rooted<object_ref> init{first_rooted(s)};
  object_ref const tail{next_rooted(s)};
  object_ref const first_value{init};
  // reduce_rooted roots what it is given, and lets go of each cell as it passes; this frame must not hold the first ones.
  s = nil;
  init = nil;
  return reduce_rooted(function, first_value, tail);
}
object_ref reduce_from(object_ref, object_ref f, object_ref init, object_ref coll) {
  return reduce_rooted(f, init, coll);
}

// Without an entry for each pair.
object_ref reduce_pairs(object_ref, object_ref f, object_ref init, object_ref coll) {
  if(coll.is_nil()) { return init; }
  if(is(coll, kind::instance) || (!is_map(coll) && !is_vector(coll))) {
    if(heap_object *const reducer{find_own_hook(hook::kv_reduce, coll)}) {
      return call_rooted(object_ref{reducer}, coll, f, init);
    }
  }
  rooted<object_ref> const function{f};
  rooted<object_ref> const held{coll};
  rooted<object_ref> result{init};
  auto step{[&](object_ref key, object_ref value) {
    result = call_rooted(function.get(), result.get(), key, value);
    if(!is_reduced(result)) { return true; }
    result = deref_rooted(result);
    return false;
  }};
  if(is_map(coll)) {
    visit_map(coll, step);
  } else if(is_vector(coll)) {
    for(std::size_t i{}; i < vector_count(held); ++i) {
      if(!step(make_long(static_cast<std::int64_t>(i)), vector_nth(held, i))) { break; }
    }
  } else {
    throw_wrong_argument("reduce-kv", "a map or vector", coll);
  }
  return result;
}

constexpr native rows[]{
    {"reduce-kv",
     "([f init coll])",
     "Combines the keys and values of a map, or the indices and elements of a vector, from init: (f result k v). Ends "
     "early "
     "when f returns a reduced value.",
     {reduce_pairs}},
    {"apply",
     "([f args] [f x & more])",
     "Calls f with the arguments before the last and the elements of the last.",
     {apply_seq},
     apply_prepended},
    {"reduce",
     "([f coll] [f val coll])",
     "Combines the elements of coll from the left: (f (f val e1) e2)... Without val it starts with the first element, "
     "or with "
     "(f) when there is none. Ends early when f returns a reduced value.",
     {reduce_first, reduce_from}},
};

} // namespace

struct control_table : rows_of_core<rows> {};
native_table control_natives() { return table_of<control_table>(); }

} // namespace jank::ns
