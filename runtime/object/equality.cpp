#include "object/equality.hpp"

#include "object/collections.hpp"
#include "object/data_literals.hpp"
#include "object/detail/instance.hpp"
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

bool equal_maps(object_ref a, object_ref b) {
  if(map_count(a) != map_count(b)) { return false; }
  return visit_map(a, [&](object_ref key, object_ref value) {
    auto const *const other{map_find(b, key)};
    return other && equal(value, *other);
  });
}

bool equal_sets(object_ref a, object_ref b) {
  if(set_count(a) != set_count(b)) { return false; }
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
  if(!a.is_heap() || !b.is_heap()) { return false; }
  auto const &type{*a.as_heap()->type};
  auto const &other{*b.as_heap()->type};
  if(type.what == kind::instance || other.what == kind::instance) {
    nesting const level{"to compare"};
    return detail::instance_equal(a, b);
  }
  if(auto const flags{type.flags & other.flags & (flag_sequential | flag_map | flag_set)}; flags != 0) {
    return equal_collections(a, b, flags);
  }
  if(type.what != other.what) { return false; }
  switch(type.what) {
  case kind::long_integer: return as_long(a) == as_long(b);
  case kind::double_float: return as_double(a) == as_double(b);
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
