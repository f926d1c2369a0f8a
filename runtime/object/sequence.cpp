#include "object/sequence.hpp"

#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/detail/collection_error.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/seqs.hpp"
#include "object/detail/transient.hpp"
#include "object/lazy.hpp"
#include "object/list.hpp"
#include "object/number.hpp"

namespace jank::object {

namespace {

// The four below take a seq that is neither lazy nor empty.

object_ref first_of(object_ref s) {
  switch(kind_of(s)) {
  case kind::list: return cast<list>(s)->first;
  case kind::cons: return cast<cons>(s)->first;
  case kind::vector_seq: return vector_seq_first(cast<vector_seq>(s));
  case kind::string_seq: return string_seq_first(cast<string_seq>(s));
  case kind::map_seq: return map_seq_first(cast<map_seq>(s));
  case kind::long_range: return make_long(cast<long_range>(s)->start);
  case kind::instance: return detail::instance_first_rooted(s);
  default: return iterate_first_rooted(cast<iterate>(s));
  }
}

object_ref next_of(object_ref s) {
  switch(kind_of(s)) {
  case kind::list: return cast<list>(s)->count == 1 ? nil : cast<list>(s)->rest;
  case kind::cons: return seq_rooted(cast<cons>(s)->rest);
  case kind::vector_seq: return vector_seq_next(cast<vector_seq>(s));
  case kind::string_seq: return string_seq_next(cast<string_seq>(s));
  case kind::map_seq: return map_seq_next(cast<map_seq>(s));
  case kind::long_range: return long_range_next(cast<long_range>(s));
  case kind::instance: return detail::instance_next_rooted(s);
  default: return iterate_next_rooted(cast<iterate>(s));
  }
}

object_ref rest_of(object_ref s) {
  if(is<instance>(s)) { return detail::instance_rest_rooted(s); }
  object_ref const after{is<cons>(s) ? cast<cons>(s)->rest : next_of(s)};
  return after.is_some() ? after : empty_list();
}

// How many elements the rest of a walk has when that is known without walking, or -1.
std::int64_t known_count(object_ref coll) {
  switch(kind_of(coll)) {
  case kind::list: return cast<list>(coll)->count;
  case kind::vector:
  case kind::map_entry: return static_cast<std::int64_t>(vector_count(coll));
  case kind::array_map:
  case kind::hash_map: return static_cast<std::int64_t>(map_count(coll));
  case kind::hash_set: return static_cast<std::int64_t>(set_count(coll));
  case kind::string: return cast<string>(coll)->char_count;
  case kind::vector_seq: return static_cast<std::int64_t>(vector_seq_count(cast<vector_seq>(coll)));
  case kind::string_seq: return cast<string_seq>(coll)->remaining;
  case kind::map_seq: return cast<map_seq>(coll)->remaining;
  case kind::long_range: return long_range_count(cast<long_range>(coll));
  case kind::transient: return transient_count(coll);
  default: return coll.is_nil() ? 0 : -1;
  }
}

} // namespace

object_ref seq_rooted(object_ref coll) {
  switch(kind_of(coll)) {
  case kind::list: return cast<list>(coll)->count == 0 ? nil : coll;
  case kind::cons:
  case kind::vector_seq:
  case kind::string_seq:
  case kind::map_seq:
  case kind::long_range:
  case kind::iterate: return coll;
  case kind::lazy_seq: return force_lazy_seq_rooted(coll);
  case kind::vector:
  case kind::map_entry: return make_vector_seq(coll);
  case kind::string: return make_string_seq(cast<string>(coll));
  case kind::array_map:
  case kind::hash_map:
  case kind::hash_set: return make_map_seq(coll);
  case kind::instance: return detail::instance_seq_rooted(coll);
  default:
    if(coll.is_nil()) { return nil; }
    detail::throw_not_a("take a seq of", coll, "collection");
  }
}

object_ref first_rooted(object_ref coll) {
  object_ref const s{seq_rooted(coll)};
  return s.is_nil() ? nil : first_of(s);
}

object_ref next_rooted(object_ref coll) {
  object_ref const s{seq_rooted(coll)};
  return s.is_nil() ? nil : next_of(s);
}

object_ref rest_rooted(object_ref coll) {
  object_ref const s{seq_rooted(coll)};
  return s.is_nil() ? empty_list() : rest_of(s);
}

object_ref seq(object_ref coll) {
  memory::collection_delay const delay;
  return seq_rooted(coll);
}

object_ref first(object_ref coll) {
  memory::collection_delay const delay;
  return first_rooted(coll);
}

object_ref next(object_ref coll) {
  memory::collection_delay const delay;
  return next_rooted(coll);
}

object_ref rest(object_ref coll) {
  memory::collection_delay const delay;
  return rest_rooted(coll);
}

bool is_seqable(object_ref v) {
  switch(kind_of(v)) {
  case kind::string:
  case kind::vector:
  case kind::map_entry:
  case kind::array_map:
  case kind::hash_map:
  case kind::hash_set: return true;
  case kind::instance: return detail::instance_is_seqable(v);
  default: return v.is_nil() || has_flag(v, flag_seq);
  }
}

std::int64_t count_rooted(object_ref coll) {
  memory::rooted<object_ref> left{coll};
  for(std::int64_t walked{};; ++walked) {
    auto const known{known_count(left)};
    if(known >= 0) { return walked + known; }
    if(is(left, kind::instance)) { return walked + detail::instance_count_rooted(left); }
    if(!has_flag(left, flag_seq)) { detail::throw_not_a("count", left, "collection"); }
    if(is<lazy_seq>(left)) {
      left = force_lazy_seq_rooted(left);
      if(left.get().is_nil()) { return walked; }
    }
    left = is<cons>(left) ? cast<cons>(left)->rest : next_rooted(left);
  }
}

std::int64_t count(object_ref coll) {
  memory::collection_delay const delay;
  return count_rooted(coll);
}

} // namespace jank::object
