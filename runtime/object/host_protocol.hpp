#pragma once

// Host protocols: how instances take part in the functions of the core library.
//
// They are protocols like others, defined in jank (jank.protocols, runtime/clojure/core/host_protocols.jank; two of
// clojure.core.protocols join them when that is loaded), and the runtime asks
// for their implementations where it meets an instance: count for -count, get for -lookup, a call for -invoke. Values of the
// runtime's own kinds never come here, save to the two. The table in host_protocol.cpp says which methods there are, under which names of Clojure's
// interfaces they may be implemented too, and what a type that implements them becomes.

#include "object/protocol.hpp"

namespace jank::object {

enum class hook : std::uint8_t {
  count,
  nth,
  lookup,
  contains_key,
  assoc,
  dissoc,
  disjoin,
  conj,
  empty,
  peek,
  pop,
  seq,
  first,
  rest,
  next,
  invoke,
  deref,
  meta,
  with_meta,
  equiv,
  hash,
  compare,
  reduce,
  coll_reduce,
  kv_reduce,
  to_string,
  equals,
  hash_code,
};
inline constexpr std::size_t hook_count{static_cast<std::size_t>(hook::hash_code) + 1};

// The implementation for an instance, or null.
heap_object *find_hook(hook h, object_ref v);
// The same, but null also for what any value had when the protocol became a host protocol: that asks the runtime in turn.
heap_object *find_own_hook(hook h, object_ref v);
// What reduces `coll` instead of the runtime: the program's implementation of CollReduce, or null. Nil, vectors, lists, ranges, arrays
// and eductions reduce themselves, as they do in Clojure.
heap_object *find_reducer(object_ref coll);

// From now on the protocol is the host protocol of its name. Throws when there is none, or its methods are others.
void set_host_protocol(protocol *p);
// What a symbol in the place of a protocol in deftype means: itself, or the host protocol that stands for the group; else null.
protocol *as_protocol(object_ref v);
// For a method that is named as in Clojure's interfaces: the method of a host protocol; or null.
protocol_method *host_method(keyword const *name);
bool is_host_protocol(protocol const *p);
// Gives a type that programs define the flags and groups of what it implements.
void note_host_protocol(type_description *type, protocol const *p);

} // namespace jank::object
