#include "object/collections.hpp"
#include "object/detail/array_map.hpp"
#include "object/detail/collection_error.hpp"
#include "object/detail/hash_map.hpp"
#include "object/detail/hash_set.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/map_entry.hpp"
#include "object/detail/vector.hpp"
#include "object/detail/visit.hpp"
#include "object/function.hpp"
#include "object/list.hpp"
#include "object/multimethod.hpp"
#include "object/reference.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"

#include <algorithm>

namespace jank::object {

namespace {

template <typename T> T *copy_with_meta(object_ref v, object_ref meta) {
  auto *const result{memory::make<T>(*cast<T>(v))};
  result->meta = meta;
  return result;
}

object_ref array_map_with_meta(array_map const *old, object_ref meta) {
  auto *const result{make_array_map(old->count, meta)};
  std::copy_n(old->slots, 2 * old->count, result->slots);
  result->hash = old->hash;
  return result;
}

object_ref list_with_meta(object_ref v, object_ref meta) {
  auto *const result{copy_with_meta<list>(v, meta)};
  if(result->count == 0) { result->rest = result; }
  return result;
}

// Seqs have no place for metadata of their own; a cell before their rest does.
object_ref seq_with_meta(object_ref v, object_ref meta) {
  object_ref const s{seq(v)};
  if(s.is_nil()) { return list_with_meta(empty_list(), meta); }
  if(is<list>(s)) { return list_with_meta(s, meta); }
  object_ref const head{first(s)};
  object_ref const cell{make_cons(head, rest(s))};
  cast<cons>(cell)->meta = meta;
  return cell;
}

} // namespace

object_ref meta(object_ref v) {
  switch(kind_of(v)) {
  case kind::vector:
  case kind::array_map:
  case kind::hash_map:
  case kind::hash_set: return static_cast<collection *>(v.as_heap())->meta;
  case kind::list: return cast<list>(v)->meta;
  case kind::cons: return cast<cons>(v)->meta;
  case kind::symbol: return cast<symbol>(v)->meta;
  case kind::function: return cast<function>(v)->meta;
  case kind::atom: return cast<atom>(v)->meta;
  case kind::multimethod: return cast<multimethod>(v)->meta;
  case kind::instance: return detail::instance_meta(v);
  default: return nil;
  }
}

object_ref with_meta(object_ref v, object_ref meta) {
  if(meta.is_some() && !is_map(meta)) { detail::throw_not_a("use as metadata", meta, "map"); }
  switch(kind_of(v)) {
  case kind::vector: return copy_with_meta<vector>(v, meta);
  case kind::map_entry: return copy_with_meta<vector>(make_vector(cast<map_entry>(v)->parts, 2), meta);
  case kind::array_map: return array_map_with_meta(cast<array_map>(v), meta);
  case kind::hash_map: return copy_with_meta<hash_map>(v, meta);
  case kind::hash_set: return copy_with_meta<hash_set>(v, meta);
  case kind::list: return list_with_meta(v, meta);
  case kind::cons: return copy_with_meta<cons>(v, meta);
  case kind::symbol: return copy_with_meta<symbol>(v, meta);
  case kind::function: return with_meta(cast<function>(v), meta);
  case kind::instance: return detail::instance_with_meta(v, meta);
  default:
    if(has_flag(v, flag_seq)) { return seq_with_meta(v, meta); }
    detail::throw_not_a("give metadata to", v, "collection, symbol or function");
  }
}

std::uint32_t *hash_slot(object_ref v) {
  switch(kind_of(v)) {
  case kind::vector:
  case kind::array_map:
  case kind::hash_map:
  case kind::hash_set: return &static_cast<collection *>(v.as_heap())->hash;
  case kind::list: return &cast<list>(v)->hash;
  case kind::map_entry: return &cast<map_entry>(v)->hash;
  case kind::instance: return is_record(v) ? detail::record_hash_slot(v) : nullptr;
  default: return nullptr;
  }
}

} // namespace jank::object
