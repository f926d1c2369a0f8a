#include "memory/heap.hpp"
#include "object/array.hpp"
#include "object/chunk.hpp"
#include "object/collections.hpp"
#include "object/detail/collection_error.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/seqs.hpp"
#include "object/detail/visit.hpp"
#include "object/host_protocol.hpp"
#include "object/lazy.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/reducible.hpp"
#include "object/reference.hpp"
#include "object/sequence.hpp"
#include "object/visit_elements.hpp"

namespace jank::object {

namespace {

// What takes the elements one by one: a function of jank with a result, or one of C++. The functions below are made for both.
struct reduction {
  memory::rooted<object_ref> f;
  memory::rooted<object_ref> result;

  // Whether to go on.
  bool step(object_ref element) {
    result = call_rooted(f.get(), result.get(), element);
    if(!is(result, kind::reduced)) { return true; }
    result = deref_rooted(result);
    return false;
  }
};

struct visit_of_elements {
  element_visitor visit;
  void *visitor;

  bool step(object_ref element) {
    visit(visitor, element);
    return true;
  }
};

// Whether to go on behind the vector.
template <typename Taker> bool reduce_vector(Taker &r, object_ref vector, std::size_t from) {
  memory::rooted<object_ref> const keep{vector};
  for(;;) {
    value_run const run{vector_run(vector, from)};
    if(run.count == 0) { return true; }
    for(object_ref const value : run) {
      if(!r.step(value)) { return false; }
    }
    from += run.count;
  }
}

// The array may change meanwhile; its length stays.
template <typename Taker> void reduce_array(Taker &r, object_ref source, std::size_t from) {
  memory::rooted<array *> const a{cast<array>(source)};
  for(std::size_t i{from}; i < a->length; ++i) {
    if(!r.step(array_get(a, i))) { return; }
  }
}

template <typename Taker> void reduce_map(Taker &r, object_ref map) {
  memory::rooted<object_ref> const keep{map};
  visit_map(map, [&](object_ref key, object_ref value) { return r.step(make_map_entry(key, value)); });
}

template <typename Taker> void reduce_set(Taker &r, object_ref set) {
  memory::rooted<object_ref> const keep{set};
  visit_set(set, [&](object_ref element) { return r.step(element); });
}

template <typename Taker> void reduce_string(Taker &r, string *s, std::size_t at) {
  memory::rooted<string *> const keep{s};
  while(at < keep->byte_count) {
    if(!r.step(make_char(decode_utf8(keep->view(), at)))) { return; }
  }
}

template <typename Taker> void reduce_range(Taker &r, long_range const *range) {
  // By value: the range itself need not live on.
  auto const numbers{*range};
  for(std::uint64_t i{}; i < numbers.remaining; ++i) {
    if(!r.step(make_long(numbers.at(i)))) { return; }
  }
}

// Holds no more of a seq than the cell it is at, so that what lies behind is garbage.
template <typename Taker> void reduce_cells(Taker &r, object_ref coll) {
  memory::rooted<object_ref> at{coll};
  for(;;) {
    switch(kind_of(at)) {
    case kind::list: {
      auto const *const cell{cast<list>(at)};
      if(cell->count == 0) { return; }
      object_ref const element{cell->first};
      at = cell->rest;
      if(!r.step(element)) { return; }
      break;
    }
    case kind::cons: {
      auto const *const cell{cast<cons>(at)};
      object_ref const element{cell->first};
      at = cell->rest;
      if(!r.step(element)) { return; }
      break;
    }
    case kind::chunked_cons: {
      auto const *const cell{cast<chunked_cons>(at)};
      object_ref const chunk{cell->chunk};
      auto const index{cell->index};
      at = cell->rest;
      if(!reduce_vector(r, chunk, index)) { return; }
      break;
    }
    case kind::lazy_seq: at = force_lazy_seq_rooted(at); break;
    case kind::map_seq:
    case kind::instance:
    case kind::iterate: {
      object_ref const element{first_rooted(at)};
      if(!r.step(element)) { return; }
      at = next_rooted(at);
      break;
    }
    case kind::vector_seq: {
      auto const *const s{cast<vector_seq>(at)};
      if(is<array>(s->source)) { return reduce_array(r, s->source, s->index); }
      reduce_vector(r, s->source, s->index);
      return;
    }
    case kind::string_seq: return reduce_string(r, cast<string_seq>(at)->source, cast<string_seq>(at)->byte_offset);
    case kind::long_range: return reduce_range(r, cast<long_range>(at));
    default: return;
    }
  }
}

// Of a collection that can be looked through without a seq; false: it is another.
template <typename Taker> bool reduce_inside(Taker &r, object_ref coll) {
  switch(kind_of(coll)) {
  case kind::vector:
  case kind::map_entry: reduce_vector(r, coll, 0); return true;
  case kind::array_map:
  case kind::sorted_map:
  case kind::hash_map: reduce_map(r, coll); return true;
  case kind::sorted_set:
  case kind::hash_set: reduce_set(r, coll); return true;
  case kind::string: reduce_string(r, cast<string>(coll), 0); return true;
  case kind::array: reduce_array(r, coll, 0); return true;
  default: return false;
  }
}

void reduce_instance(reduction &r, object_ref coll) {
  if(heap_object *const code{detail::instance_reducer(coll)}) {
    r.result = call_rooted(object_ref{code}, coll, r.f.get(), r.result.get());
    if(is(r.result, kind::reduced)) { r.result = deref_rooted(r.result); }
    return;
  }
  object_ref const s{seq_rooted(coll)};
  if(s.is_some()) { reduce_cells(r, s); }
}

} // namespace

object_ref reduce_rooted(object_ref f, object_ref init, object_ref coll) {
  if(heap_object *const reducer{find_reducer(coll)}) { return call_rooted(object_ref{reducer}, coll, f, init); }
  reduction r{f, init};
  if(reduce_inside(r, coll)) { return r.result; }
  switch(kind_of(coll)) {
  case kind::reducible: return call_rooted(cast<reducible>(coll)->reduce, f, init);
  case kind::instance: reduce_instance(r, coll); break;
  default:
    if(coll.is_some() && !has_flag(coll, flag_seq)) { detail::throw_not_a("reduce", coll, "collection"); }
    reduce_cells(r, coll);
  }
  return r.result;
}

void visit_elements_rooted(object_ref coll, element_visitor visit, void *visitor) {
  visit_of_elements taker{visit, visitor};
  if(reduce_inside(taker, coll)) { return; }
  // An instance may be a seq of its own, and is asked for one.
  bool const is_cell{has_flag(coll, flag_seq) && !is(coll, kind::instance)};
  reduce_cells(taker, is_cell ? coll : seq_rooted(coll));
}

} // namespace jank::object
