#include "object/equality.hpp"

#include "object/collections.hpp"
#include "object/data_literals.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/sorted.hpp"
#include "object/detail/visit.hpp"
#include "object/nesting.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"

namespace jank::object {

namespace {

// Two collections that both know their hashes differ when those do.
bool hashes_differ(object_ref a, object_ref b) {
  auto const *const x{hash_slot(a)};
  auto const *const y{hash_slot(b)};
  return x && y && *x != 0 && *y != 0 && *x != *y;
}

bool equal_strings(string const *a, string const *b) {
  if(a->hash != 0 && b->hash != 0 && a->hash != b->hash) { return false; }
  return a->view() == b->view();
}

bool equal_vectors(object_ref a, object_ref b) {
  if(vector_count(a) != vector_count(b)) { return false; }
  value_run other{};
  std::size_t index{};
  std::size_t used{};
  return visit_vector(a, [&](object_ref element) {
    if(used == other.count) {
      other = vector_run(b, index);
      used = 0;
    }
    ++index;
    return equal(element, other.values[used++]);
  });
}

// Any mixture of vectors and seqs. What is lazy is realized as far as the other reaches; nothing of `s` is
// kept.
bool equal_vector_and_seq(object_ref vector, object_ref s) {
  s = seq(s);
  auto const same{visit_vector(vector, [&](object_ref element) {
    if(s.is_nil() || !equal(element, first(s))) { return false; }
    s = next(s);
    return true;
  })};
  return same && s.is_nil();
}

bool equal_seqs(object_ref a, object_ref b) {
  a = seq(a);
  b = seq(b);
  while(a.is_some() && b.is_some()) {
    if(a == b) { return true; }
    if(!equal(first(a), first(b))) { return false; }
    a = next(a);
    b = next(b);
  }
  return a == b;
}

bool equal_sequentials(object_ref a, object_ref b) {
  if(is_vector(a)) { return is_vector(b) ? equal_vectors(a, b) : equal_vector_and_seq(a, b); }
  return is_vector(b) ? equal_vector_and_seq(b, a) : equal_seqs(a, b);
}

// Looking a value up in a sorted collection may meet others that do not compare with it, or run a comparator. So values are looked up
// in what is hashed; two sorted ones are walked side by side when they have the same order.
bool in_same_order(object_ref a, object_ref b) {
  return is_sorted(a) && is_sorted(b) && as_sorted(a)->comparator == as_sorted(b)->comparator;
}

object_ref hashed_map(object_ref map) {
  object_ref result{empty_map()};
  visit_map(map, [&](object_ref key, object_ref value) {
    result = map_assoc(result, key, value);
    return true;
  });
  return result;
}

object_ref hashed_set(object_ref set) {
  object_ref result{empty_set()};
  visit_set(set, [&](object_ref element) {
    result = set_conj(result, element);
    return true;
  });
  return result;
}

bool equal_maps(object_ref a, object_ref b) {
  if(map_count(a) != map_count(b)) { return false; }
  if(in_same_order(a, b)) { return equal_seqs(seq(a), seq(b)); }
  if(is_sorted(b)) { return equal_maps(b, is_sorted(a) ? hashed_map(a) : a); }
  return visit_map(a, [&](object_ref key, object_ref value) {
    auto const *const other{map_find(b, key)};
    return other && equal(value, *other);
  });
}

bool equal_sets(object_ref a, object_ref b) {
  if(set_count(a) != set_count(b)) { return false; }
  if(in_same_order(a, b)) { return equal_seqs(seq(a), seq(b)); }
  if(is_sorted(b)) { return equal_sets(b, is_sorted(a) ? hashed_set(a) : a); }
  return visit_set(a, [&](object_ref element) { return set_find(b, element) != nullptr; });
}

bool equal_collections(object_ref a, object_ref b, std::uint32_t flags) {
  if(hashes_differ(a, b)) { return false; }
  nesting const level{"to compare"};
  if(flags & flag_sequential) { return equal_sequentials(a, b); }
  return flags & flag_map ? equal_maps(a, b) : equal_sets(a, b);
}

} // namespace

bool equal(object_ref a, object_ref b) {
  if(a == b) { return !is_double(a) || as_double(a) == as_double(a); } // ##NaN equals nothing, not even itself
  // A fixnum may equal a big integer; no other immediate equals anything else.
  if(!a.is_heap()) { return a.is_fixnum() && is_big(b) && equal_numbers(a, b); }
  if(!b.is_heap()) { return b.is_fixnum() && is_big(a) && equal_numbers(a, b); }
  auto const &type{*a.as_heap()->type};
  auto const &other{*b.as_heap()->type};
  if(type.what == kind::instance || other.what == kind::instance) {
    nesting const level{"to compare"};
    return detail::instance_equal(a, b);
  }
  if(auto const flags{type.flags & other.flags & (flag_sequential | flag_map | flag_set)}; flags != 0) {
    return equal_collections(a, b, flags);
  }
  if(type.flags & other.flags & flag_number) { return equal_numbers(a, b); }
  if(type.what != other.what) { return false; }
  switch(type.what) {
  case kind::string: return equal_strings(cast<string>(a), cast<string>(b));
  case kind::symbol: return same_symbol(cast<symbol>(a), cast<symbol>(b));
  case kind::inst:
  case kind::uuid:
  case kind::tagged_literal:
  case kind::reader_conditional: return equal_data_literals(a, b);
  default: return false;
  }
}

} // namespace jank::object
