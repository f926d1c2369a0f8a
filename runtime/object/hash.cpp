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

#include <bit>
#include <cstring>

// The mixing steps are those of MurmurHash3_x86_32 (Austin Appleby, public domain, 2011).

namespace jank::object {

namespace {

std::uint32_t scramble(std::uint32_t k) { return std::rotl(k * 0xcc9e2d51u, 15) * 0x1b873593u; }

std::uint32_t finish(std::uint32_t h, std::uint32_t length) {
  h ^= length;
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

// All that is compared element by element hashes alike, whatever it is.
std::uint32_t hash_sequential(object_ref coll) {
  std::uint32_t h{1};
  std::uint32_t count{};
  auto const take{[&](object_ref element) {
    h = h * 31 + hash(element);
    ++count;
    return true;
  }};
  if(is_vector(coll)) {
    visit_vector(coll, take);
  } else {
    for_each(coll, take);
  }
  return finish(mix_hash(0, h), count);
}

// An entry of a record whose value is nil does not count: the hash of a record stays when its type is given another field.
std::uint32_t hash_map_entries(object_ref map) {
  std::uint32_t sum{};
  std::uint32_t count{};
  bool const record{is(map, kind::instance)};
  visit_map(map, [&](object_ref key, object_ref value) {
    if(record && value.is_nil()) { return true; }
    sum += mix_hash(hash(key), hash(value));
    ++count;
    return true;
  });
  return finish(mix_hash(1, sum), count);
}

std::uint32_t hash_set_elements(object_ref set) {
  std::uint32_t sum{};
  std::uint32_t count{};
  visit_set(set, [&](object_ref element) {
    sum += scramble(hash(element));
    ++count;
    return true;
  });
  return finish(mix_hash(2, sum), count);
}

std::uint32_t hash_collection(object_ref coll) {
  auto *const cached{hash_slot(coll)};
  if(cached && *cached != 0) { return *cached; }
  nesting const level{"to hash"};
  auto const h{(is_map(coll)   ? hash_map_entries(coll)
                : is_set(coll) ? hash_set_elements(coll)
                               : hash_sequential(coll)) |
               1};
  if(cached) { *cached = h; }
  return h;
}

} // namespace

std::uint32_t mix_hash(std::uint32_t seed, std::uint32_t h) {
  return std::rotl(seed ^ scramble(h), 13) * 5 + 0xe6546b64u;
}

std::uint32_t hash_bytes(void const *bytes, std::size_t count) {
  auto const *at{static_cast<unsigned char const *>(bytes)};
  std::uint32_t h{};
  for(std::size_t left{count}; left > 0;) {
    auto const taken{left < 4 ? left : 4};
    std::uint32_t block{};
    for(std::size_t i{}; i < taken; ++i) { block |= static_cast<std::uint32_t>(at[i]) << (8 * i); }
    h = taken == 4 ? mix_hash(h, block) : h ^ scramble(block);
    at += taken;
    left -= taken;
  }
  return finish(h, static_cast<std::uint32_t>(count));
}

std::uint32_t hash_bits(std::uint64_t bits) {
  auto const low{static_cast<std::uint32_t>(bits)};
  auto const high{static_cast<std::uint32_t>(bits >> 32)};
  return finish(mix_hash(mix_hash(0, low), high), 8);
}

std::uint32_t hash(object_ref v) {
  if(v.is_nil()) { return 0; }
  if(v.is_fixnum()) { return hash_bits(static_cast<std::uint64_t>(v.as_fixnum())); }
  if(!v.is_heap()) { return finish(static_cast<std::uint32_t>(v.bits), 4); }
  auto const &type{*v.as_heap()->type};
  switch(type.what) {
  case kind::string: return string_hash(cast<string>(v));
  case kind::symbol: return cast<symbol>(v)->hash;
  case kind::keyword: return cast<keyword>(v)->hash;
  case kind::inst:
  case kind::uuid:
  case kind::tagged_literal:
  case kind::reader_conditional: return hash_data_literal(v);
  case kind::instance:
    if(std::uint32_t own{}; detail::instance_hash(v, own)) { return own; }
    break;
  default: break;
  }
  if(type.flags & flag_number) { return hash_number(v); }
  if(type.flags & (flag_sequential | flag_map | flag_set)) { return hash_collection(v); }
  return hash_bits(v.bits); // identity; objects do not move
}

} // namespace jank::object
