// What the functions of the core library do with instances. Records are maps; others do what they implement (host_protocol.hpp).

#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/detail/collection_error.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/visit.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/host_protocol.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"

#include <string>

namespace jank::object::detail {

namespace {

// What is thrown when the type does not implement what is wanted.
struct lack {
  char const *action;
  char const *wanted;
};

template <typename... Args> object_ref call_or_throw(hook h, lack const &l, object_ref v, Args... args) {
  heap_object *const code{find_hook(h, v)};
  if(code == nullptr) { throw_not_a(l.action, v, l.wanted); }
  return call(object_ref{code}, v, args...);
}

template <typename... Args> object_ref call_or_throw_rooted(hook h, lack const &l, object_ref v, Args... args) {
  heap_object *const code{find_hook(h, v)};
  if(code == nullptr) { throw_not_a(l.action, v, l.wanted); }
  return call_rooted(object_ref{code}, v, args...);
}

object_ref conj_onto_record(object_ref record, object_ref value) {
  if(value.is_nil()) { return record; }
  if(is_map(value)) {
    visit_map(value, [&](object_ref key, object_ref v) {
      record = record_assoc(record, key, v);
      return true;
    });
    return record;
  }
  if(is_vector(value) && vector_count(value) == 2) {
    return record_assoc(record, vector_nth(value, 0), vector_nth(value, 1));
  }
  throw_not_a("conj onto a record the value", value, "map entry, vector of two or map");
}

bool truth_of(hook h, object_ref v, object_ref other, bool &answer) {
  if(!is(v, kind::instance)) { return false; }
  heap_object *const code{find_hook(h, v)};
  if(code == nullptr) { return false; }
  answer = call(object_ref{code}, v, other).truthy();
  return true;
}

} // namespace

object_ref instance_get(object_ref v, object_ref key, object_ref not_found) {
  if(is_record(v)) {
    auto const *const found{record_find(v, key)};
    return found ? *found : not_found;
  }
  heap_object *const code{find_hook(hook::lookup, v)};
  if(code == nullptr) { return not_found; }
  if(takes_arguments(code, v, 3)) { return call(object_ref{code}, v, key, not_found); }
  object_ref const found{call(object_ref{code}, v, key)};
  return found.is_nil() ? not_found : found;
}

bool instance_contains(object_ref v, object_ref key) {
  if(is_record(v)) { return record_find(v, key) != nullptr; }
  return call_or_throw(hook::contains_key, {"look for a key in", "map, set, vector or string"}, v, key).truthy();
}

object_ref instance_assoc(object_ref v, object_ref key, object_ref value) {
  if(is_record(v)) { return record_assoc(v, key, value); }
  return call_or_throw(hook::assoc, {"assoc to", "map or vector"}, v, key, value);
}

object_ref instance_dissoc(object_ref v, object_ref key) {
  if(is_record(v)) { return record_dissoc(v, key); }
  return call_or_throw(hook::dissoc, {"dissoc from", "map"}, v, key);
}

object_ref instance_disjoin(object_ref v, object_ref element) {
  return call_or_throw(hook::disjoin, {"disj from", "set"}, v, element);
}

object_ref instance_conj(object_ref v, object_ref element) {
  if(is_record(v)) { return conj_onto_record(v, element); }
  if(has_flag(v, flag_seq) && find_hook(hook::conj, v) == nullptr) { return make_cons(element, v); }
  return call_or_throw(hook::conj, {"conj onto", "collection"}, v, element);
}

object_ref instance_empty(object_ref v) {
  if(is_record(v)) {
    throw_error(error_kind::illegal_argument, "there is no empty record of type " + qualified_name(type_of(v)->name));
  }
  heap_object *const code{find_hook(hook::empty, v)};
  return code == nullptr ? nil : call(object_ref{code}, v);
}

object_ref instance_peek(object_ref v) { return call_or_throw(hook::peek, {"peek into", "list or vector"}, v); }
object_ref instance_pop(object_ref v) { return call_or_throw(hook::pop, {"pop", "list or vector"}, v); }

object_ref instance_meta(object_ref v) {
  if(heap_object *const code{find_hook(hook::meta, v)}) { return call(object_ref{code}, v); }
  // There, what deftype defines keeps fields that it has no slot for (type_layout.hpp).
  return type_of(v)->sort == type_sort::defined ? nil : cast<instance>(v)->meta;
}

// What deftype defines has metadata only by what it implements.
object_ref instance_with_meta(object_ref v, object_ref meta) {
  if(heap_object *const code{find_hook(hook::with_meta, v)}) { return call(object_ref{code}, v, meta); }
  if(type_of(v)->sort == type_sort::defined) { throw_not_a("give metadata to", v, "collection, symbol or function"); }
  instance *const copy{copy_instance(cast<instance>(v))};
  copy->meta = meta;
  return copy;
}

bool instance_is_seqable(object_ref v) {
  return is_record(v) || has_flag(v, flag_seq) || find_hook(hook::seq, v) != nullptr;
}

object_ref instance_seq_rooted(object_ref v) {
  if(is_record(v)) { return record_seq(v); }
  heap_object *const code{find_hook(hook::seq, v)};
  if(code == nullptr) {
    if(has_flag(v, flag_seq)) { return v; }
    throw_not_a("take a seq of", v, "collection");
  }
  object_ref const s{call_rooted(object_ref{code}, v)};
  return s == v || s.is_nil() ? s : seq_rooted(s);
}

object_ref instance_first_rooted(object_ref v) {
  return call_or_throw_rooted(hook::first, {"take the first element of", "seq"}, v);
}

object_ref instance_next_rooted(object_ref v) {
  if(heap_object *const code{find_hook(hook::next, v)}) {
    object_ref const after{call_rooted(object_ref{code}, v)};
    return after.is_nil() ? nil : seq_rooted(after);
  }
  return seq_rooted(call_or_throw_rooted(hook::rest, {"take what follows the first element of", "seq"}, v));
}

object_ref instance_rest_rooted(object_ref v) {
  if(heap_object *const code{find_hook(hook::rest, v)}) {
    object_ref const after{call_rooted(object_ref{code}, v)};
    return after.is_nil() ? empty_list() : after;
  }
  object_ref const after{call_or_throw_rooted(hook::next, {"take what follows the first element of", "seq"}, v)};
  return after.is_nil() ? empty_list() : after;
}

std::int64_t instance_count_rooted(object_ref v) {
  if(is_record(v)) { return static_cast<std::int64_t>(record_count(v)); }
  if(heap_object *const code{find_hook(hook::count, v)}) { return to_long(call_rooted(object_ref{code}, v)); }
  if(!instance_is_seqable(v)) { throw_not_a("count", v, "collection"); }
  memory::rooted<object_ref> s{seq_rooted(v)};
  std::int64_t n{};
  for(; s.get().is_some(); s = next_rooted(s)) {
    ++n;
    // What is not of this sort knows, or is walked, by itself.
    if(!is(s, kind::instance)) { return n - 1 + count_rooted(s); }
  }
  return n;
}

object_ref instance_nth_rooted(object_ref v, std::int64_t index, object_ref const *not_found) {
  heap_object *const code{find_hook(hook::nth, v)};
  if(code != nullptr) {
    return not_found == nullptr ? call_rooted(object_ref{code}, v, make_long(index))
                                : call_rooted(object_ref{code}, v, make_long(index), *not_found);
  }
  if(!has_flag(v, flag_sequential)) { throw_not_a("take the nth element of", v, "sequential collection"); }
  memory::rooted<object_ref> const otherwise{not_found == nullptr ? nil : *not_found};
  memory::rooted<object_ref> s{seq_rooted(v)};
  for(std::int64_t at{}; s.get().is_some() && index >= 0; ++at) {
    if(at == index) { return first_rooted(s); }
    s = next_rooted(s);
  }
  if(not_found == nullptr) { throw_out_of_bounds(index, "a seq", unknown_count); }
  return otherwise;
}

heap_object *instance_reducer(object_ref v) { return find_hook(hook::reduce, v); }

bool instance_equal(object_ref a, object_ref b) {
  if(is(a, kind::instance) && is(b, kind::instance) && is_record(a) && is_record(b)) {
    if(type_of(a) != type_of(b) || record_count(a) != record_count(b)) { return false; }
    return visit_map(a, [b](object_ref key, object_ref value) {
      auto const *const other{map_find(b, key)};
      return other != nullptr && equal(value, *other);
    });
  }
  // Emitted code compares these by their words where it can, so no type may say otherwise.
  auto const compared_by_value{[](object_ref v) { return has_flag(v, flag_number) || is(v, kind::keyword); }};
  if(compared_by_value(a) || compared_by_value(b)) { return false; }
  bool answer{};
  if(truth_of(hook::equiv, a, b, answer) || truth_of(hook::equiv, b, a, answer) ||
     truth_of(hook::equals, a, b, answer) || truth_of(hook::equals, b, a, answer)) {
    return answer;
  }
  if(!has_flag(a, flag_sequential) || !has_flag(b, flag_sequential)) { return false; }
  object_ref x{seq(a)};
  object_ref y{seq(b)};
  for(; x.is_some() && y.is_some(); x = next(x), y = next(y)) {
    if(!equal(first(x), first(y))) { return false; }
  }
  return x == y;
}

bool instance_hash(object_ref v, std::uint32_t &hash) {
  for(hook const h : {hook::hash, hook::hash_code}) {
    heap_object *const code{find_hook(h, v)};
    if(code == nullptr) { continue; }
    hash = static_cast<std::uint32_t>(to_long(call(object_ref{code}, v)));
    return true;
  }
  return false;
}

bool instance_compare(object_ref a, object_ref b, int &order) {
  object_ref const by{is(a, kind::instance) ? a : b};
  heap_object *const code{is(by, kind::instance) ? find_hook(hook::compare, by) : nullptr};
  if(code == nullptr) { return false; }
  std::int64_t const result{to_long(call(object_ref{code}, by, by == a ? b : a))};
  order = (result > 0) - (result < 0);
  if(by != a) { order = -order; }
  return true;
}

object_ref instance_deref_rooted(object_ref v) {
  return call_or_throw_rooted(hook::deref, {"dereference", "reference"}, v);
}

string const *instance_text(object_ref v) {
  heap_object *const code{find_hook(hook::to_string, v)};
  return code == nullptr ? nullptr : try_cast<string>(call(object_ref{code}, v));
}

} // namespace jank::object::detail
