#include "object/host_protocol.hpp"

#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/journal.hpp"
#include "object/print.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace jank::object {

namespace {

struct method_row {
  hook what;
  char const *protocol;
  char const *method;
  char const *alias; // the method of Clojure's interfaces that does the same, or null
};

// In the order of `hook`.
constexpr method_row methods[]{
    {hook::count, "ICounted", "-count", "count"},
    {hook::nth, "IIndexed", "-nth", "nth"},
    {hook::lookup, "ILookup", "-lookup", "valAt"},
    {hook::contains_key, "IAssociative", "-contains-key?", "containsKey"},
    {hook::assoc, "IAssociative", "-assoc", "assoc"},
    {hook::dissoc, "IMap", "-dissoc", "without"},
    {hook::disjoin, "ISet", "-disjoin", "disjoin"},
    {hook::conj, "ICollection", "-conj", "cons"},
    {hook::empty, "IEmptyableCollection", "-empty", "empty"},
    {hook::peek, "IStack", "-peek", "peek"},
    {hook::pop, "IStack", "-pop", "pop"},
    {hook::seq, "ISeqable", "-seq", "seq"},
    {hook::first, "ISeq", "-first", "first"},
    {hook::rest, "ISeq", "-rest", "more"},
    {hook::next, "INext", "-next", "next"},
    {hook::invoke, "IFn", "-invoke", "invoke"},
    {hook::deref, "IDeref", "-deref", "deref"},
    {hook::meta, "IMeta", "-meta", "meta"},
    {hook::with_meta, "IWithMeta", "-with-meta", "withMeta"},
    {hook::equiv, "IEquiv", "-equiv", "equiv"},
    {hook::hash, "IHash", "-hash", "hasheq"},
    {hook::compare, "IComparable", "-compare", "compareTo"},
    {hook::reduce, "IReduce", "-reduce", "reduce"},
    {hook::coll_reduce, "CollReduce", "coll-reduce", nullptr},
    {hook::kv_reduce, "IKVReduce", "kv-reduce", nullptr},
    {hook::to_string, "IObject", "toString", nullptr},
    {hook::equals, "IObject", "equals", nullptr},
    {hook::hash_code, "IObject", "hashCode", nullptr},
};
static_assert(std::size(methods) == hook_count);

struct protocol_row {
  char const *name;
  std::uint32_t flags;  // of the types that implement it
  std::uint32_t groups; // that they belong to then
  group stands_for;     // may be written in its place; group_count: none
};

constexpr group no_group{static_cast<group>(group_count)};

constexpr protocol_row protocols[]{
    {"ICounted", flag_counted, 0, no_group},
    {"IIndexed", 0, 0, no_group},
    {"ILookup", 0, 0, no_group},
    {"IAssociative", flag_associative, group_bit(group::associative), group::associative},
    {"IMap", 0, group_bit(group::map), group::map},
    {"ISet", 0, group_bit(group::set), group::set},
    {"ICollection", 0, group_bit(group::collection), group::collection},
    {"IEmptyableCollection", 0, 0, no_group},
    {"IStack", 0, 0, no_group},
    {"ISeqable", 0, 0, no_group},
    {"ISeq", flag_seq | flag_sequential,
     group_bit(group::seq) | group_bit(group::sequential) | group_bit(group::collection), group::seq},
    {"INext", 0, 0, no_group},
    {"ISequential", flag_sequential, group_bit(group::sequential), group::sequential},
    {"IFn", flag_ifn, group_bit(group::callable), group::callable},
    {"IDeref", 0, group_bit(group::reference), group::reference},
    {"IMeta", 0, 0, no_group},
    {"IWithMeta", 0, 0, no_group},
    {"IEquiv", 0, 0, no_group},
    {"IHash", 0, 0, no_group},
    {"IComparable", 0, 0, no_group},
    {"IReduce", 0, 0, no_group},
    {"CollReduce", 0, 0, no_group},
    {"IKVReduce", 0, 0, no_group},
    {"IObject", 0, 0, group::object},
};

constinit protocol *known[std::size(protocols)]{};
constinit protocol_method *hooks[hook_count]{};
constinit heap_object *defaults[hook_count]{}; // what any value had when the protocol became a host protocol

protocol_method *method_named(protocol const *p, char const *name) {
  object_ref const found{map_get(p->methods, object_ref{make_keyword({}, name)})};
  return found.is_nil() ? nullptr : static_cast<protocol_method *>(found.as_heap());
}

heap_object *implementation_for_any(protocol_method const *m) {
  object_ref const found{implementations_for(m->of, group_type(group::object))};
  object_ref const f{found.is_nil() ? nil : map_get(found, object_ref{m->key})};
  return f.is_nil() ? nullptr : callable_of(f);
}

} // namespace

heap_object *find_hook(hook h, object_ref v) {
  protocol_method *const m{hooks[static_cast<std::size_t>(h)]};
  return m == nullptr ? nullptr : find_implementation(m, v);
}

heap_object *find_own_hook(hook h, object_ref v) {
  heap_object *const found{find_hook(h, v)};
  return found == defaults[static_cast<std::size_t>(h)] ? nullptr : found;
}

heap_object *find_reducer(object_ref coll) {
  if(!coll.is_heap()) { return nullptr; }
  switch(coll.as_heap()->type->what) {
  case kind::vector:
  case kind::map_entry:
  case kind::list:
  case kind::long_range:
  case kind::array:
  case kind::reducible: return nullptr;
  default: return find_own_hook(hook::coll_reduce, coll);
  }
}

void set_host_protocol(protocol *p) {
  for(std::size_t i{}; i < std::size(protocols); ++i) {
    if(p->name->name->view() != protocols[i].name) { continue; }
    known[i] = p;
    for(method_row const &row : methods) {
      if(std::string_view{row.protocol} != protocols[i].name) { continue; }
      protocol_method *const m{method_named(p, row.method)};
      if(m == nullptr) {
        throw_error(error_kind::illegal_argument,
                    "host protocol " + qualified_name(p->name) + " must have the method " + row.method);
      }
      hooks[static_cast<std::size_t>(row.what)] = m;
      defaults[static_cast<std::size_t>(row.what)] = implementation_for_any(m);
    }
    return;
  }
  throw_error(error_kind::illegal_argument, "there is no host protocol " + qualified_name(p->name));
}

protocol *as_protocol(object_ref v) {
  if(is<protocol>(v)) { return cast<protocol>(v); }
  for(std::size_t i{}; i < std::size(protocols); ++i) {
    group const g{protocols[i].stands_for};
    if(g != no_group && v == object_ref{group_type(g)}) { return known[i]; }
  }
  return nullptr;
}

protocol_method *host_method(keyword const *name) {
  for(method_row const &row : methods) {
    if(name->name->view() == row.method || (row.alias != nullptr && name->name->view() == row.alias)) {
      return hooks[static_cast<std::size_t>(row.what)];
    }
  }
  return nullptr;
}

bool is_host_protocol(protocol const *p) { return std::find(std::begin(known), std::end(known), p) != std::end(known); }

void note_host_protocol(type_description *type, protocol const *p) {
  if(type->instances == nullptr) { return; }
  for(std::size_t i{}; i < std::size(protocols); ++i) {
    if(known[i] != p) { continue; }
    journal::note(type, type->groups, journal::sort::value);
    type->groups |= protocols[i].groups;
    for(instance_type *l{type->layouts}; l != nullptr; l = l->older) {
      journal::note(l, l->flags, journal::sort::value);
      l->flags |= protocols[i].flags;
    }
  }
}

} // namespace jank::object
