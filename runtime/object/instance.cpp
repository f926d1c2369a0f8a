#include "object/instance.hpp"

#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/detail/collection_error.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/visit.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/host_protocol.hpp"
#include "object/journal.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"
#include "object/type_layout.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace jank::object {

namespace {

// Calling an instance: its implementation of -invoke takes the instance itself as well, so one argument less is left.
template <typename> struct invoke_entry;
template <std::size_t... I> struct invoke_entry<std::index_sequence<I...>> {
  static object_ref call(object_ref self, detail::value_at<I>... args) {
    heap_object *const code{find_hook(hook::invoke, self)};
    if(code == nullptr) { throw_not_callable(self, std::to_string(sizeof...(I))); }
    if constexpr(sizeof...(I) < max_arity) {
      using signature = typename arity<sizeof...(I) + 1>::signature;
      return reinterpret_cast<signature>(code->type->entries[sizeof...(I) + 1])(code, self, args...);
    } else {
      object_ref const all[]{self, args...};
      return call_array_rooted(code, all, static_cast<int>(std::size(all)));
    }
  }
};

// A method of what reify made: the function lies in the instance.
struct reified_method : heap_object {
  std::uint32_t field;
};
template <typename> struct reified_entry;
template <std::size_t... I> struct reified_entry<std::index_sequence<0, I...>> {
  static object_ref call(object_ref self, object_ref receiver, detail::value_at<I>... args) {
    auto const field{static_cast<reified_method *>(self.as_heap())->field};
    heap_object *const code{cast<instance>(receiver)->fields[field].as_heap()};
    using signature = typename arity<sizeof...(I) + 1>::signature;
    return reinterpret_cast<signature>(code->type->entries[sizeof...(I) + 1])(code, receiver, args...);
  }
};

template <typename> struct instance_tables;
template <std::size_t... Count> struct instance_tables<std::index_sequence<Count...>> {
  static entry const invoke[sizeof...(Count)];
  static object_type const reified;
};
template <std::size_t... Count>
entry const instance_tables<std::index_sequence<Count...>>::invoke[sizeof...(Count)]{reinterpret_cast<entry>(
    static_cast<typename arity<Count>::signature>(&invoke_entry<std::make_index_sequence<Count>>::call))...};
template <std::size_t... Count>
object_type const instance_tables<std::index_sequence<Count...>>::reified{
    kind::opaque,
    0,
    "jank.runtime.reified_method",
    {reinterpret_cast<entry>(&arity<0>::not_callable),
     reinterpret_cast<entry>(static_cast<typename arity<Count + 1>::signature>(
         &reified_entry<std::make_index_sequence<Count + 1>>::call))...}};

using tables = instance_tables<std::make_index_sequence<max_arity + 1>>;
using method_tables = instance_tables<std::make_index_sequence<max_arity>>;

char const *name_text(symbol const *name) {
  std::string const text{qualified_name(name)};
  auto *const copy{static_cast<char *>(memory::allocate_atomic(text.size() + 1))};
  std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

constexpr std::uint32_t record_flags{flag_map | flag_associative | flag_counted};
constexpr std::uint32_t record_groups{group_bit(group::record) | group_bit(group::map) | group_bit(group::associative) |
                                      group_bit(group::collection)};

type_description *make_type(symbol *name, type_sort sort, std::uint32_t field_count) {
  bool const record{sort == type_sort::record};
  std::uint32_t const id{next_type_id()};
  std::uint32_t const groups{group_bit(group::object) | (record ? record_groups : 0)};
  type_description *const t{make_type_description(qualified_name(name), sort, id, groups)};
  auto *const layout{::new (memory::allocate(sizeof(instance_type))) instance_type{}};
  layout->what = kind::instance;
  layout->flags = record ? record_flags : 0;
  layout->name = name_text(name);
  std::copy_n(tables::invoke, max_arity + 1, layout->entries);
  layout->description = t;
  layout->id = id;
  layout->field_count = field_count;
  layout->value_count = field_count;
  layout->keys = empty_vector();
  t->instances = layout;
  t->layouts = layout;
  t->fields = empty_vector();
  t->keys = empty_vector();
  t->slots = empty_vector();
  t->methods = empty_map();
  t->protocols = empty_set();
  return t;
}

std::size_t word_count(instance_type const *layout) {
  return layout->field_count + (layout->description->sort == type_sort::record ? 2u : 0u);
}

instance *allocate_instance(instance_type const *layout) {
  std::size_t const size{sizeof(instance) + word_count(layout) * sizeof(object_ref)};
  auto *const made{static_cast<instance *>(memory::allocate(size))};
  made->type = layout;
  return made;
}

[[noreturn]] void throw_other_sort(type_description const *old, bool record) {
  throw_error(error_kind::illegal_argument,
              qualified_name(old->name) + " is a " + (record ? "deftype" : "record") + " and cannot become a " +
                  (record ? "record: instances made before have no room for a record's other entries"
                          : "deftype: instances made before are maps, and equal to each other by their entries") +
                  "; give it another name, or (ns-unmap *ns* 'NAME) first, which makes it a new type");
}

[[noreturn]] void throw_not_defined(type_description const *type) {
  throw_error(error_kind::illegal_argument,
              "cannot make an instance of " + qualified_name(type->name) +
                  ": only types that deftype or defrecord define have constructors",
              make_map({make_keyword("jank", "unsupported"), jank_true}));
}

bool same_fields(object_ref a, object_ref b) {
  if(vector_count(a) != vector_count(b)) { return false; }
  for(std::size_t i{}; i < vector_count(a); ++i) {
    if(!equal(vector_nth(a, i), vector_nth(b, i))) { return false; }
  }
  return true;
}

object_ref implementations_by_definition(type_description const *type, protocol *p) {
  bool const there{set_contains(type->protocols, object_ref{p})};
  return there ? map_get(p->implementations, object_ref{type}) : empty_map();
}

void set_implementations(type_description *type, protocol *p, object_ref implementations) {
  extend_protocol(p, type, implementations);
  journal::note(type, type->protocols, journal::sort::set);
  type->protocols = set_conj(type->protocols, object_ref{p});
  note_host_protocol(type, p);
}

// What reify forms of one name made: a vector of [specification type].
object_ref &reified_types() {
  static object_ref types{empty_map()};
  return types;
}

} // namespace

type_description *define_type(symbol *name, object_ref fields, bool record) {
  auto const sort{record ? type_sort::record : type_sort::defined};
  type_description *const old{find_type(name)};
  if(old != nullptr) {
    if(old->sort != sort) { throw_other_sort(old, record); }
    if(same_fields(old->fields, fields)) {
      journal::note(old, old->fields, journal::sort::value);
      old->fields = fields; // their metadata may be other
    } else {
      set_layout(old, fields, plan_layout(old, fields));
    }
    return old;
  }
  layout_plan const plan{plan_layout(nullptr, fields)};
  type_description *const t{make_type(name, sort, plan.base)};
  t->fields = fields;
  t->keys = plan.slots;
  t->slots = plan.slots;
  t->base = plan.base;
  t->instances->keys = plan.slots;
  add_type(t);
  return t;
}

type_description *reified_type(symbol *name, object_ref specification) {
  object_ref const known{map_get(reified_types(), object_ref{name})};
  for(std::size_t i{}; known.is_some() && i < vector_count(known); ++i) {
    object_ref const pair{vector_nth(known, i)};
    if(equal(vector_nth(pair, 0), specification)) { return cast<type_description>(vector_nth(pair, 1)); }
  }
  std::uint32_t methods{};
  for_each(specification, [&](object_ref row) { methods += static_cast<std::uint32_t>(vector_count(row)) - 1; });
  type_description *const t{make_type(name, type_sort::reified, methods)};
  std::uint32_t field{};
  for_each(specification, [&](object_ref row) {
    object_ref implementations{empty_map()};
    for(std::size_t i{1}; i < vector_count(row); ++i) {
      auto *const code{memory::make<reified_method>(heap_object{&method_tables::reified}, field++)};
      implementations = map_assoc(implementations, vector_nth(row, i), object_ref{code});
    }
    implement(t, vector_nth(row, 0), implementations);
  });
  object_ref const pair{make_vector({specification, object_ref{t}})};
  journal::note(nullptr, reified_types(), journal::sort::bookkeeping);
  reified_types() =
      map_assoc(reified_types(), object_ref{name}, vector_conj(known.is_some() ? known : empty_vector(), pair));
  return t;
}

object_ref make_instance(type_description *type, object_ref const *values, std::size_t count) {
  if(type->instances == nullptr) { throw_not_defined(type); }
  auto const wanted{type->instances->value_count};
  if(count != wanted) {
    throw_error(error_kind::arity, "wrong number of values (" + std::to_string(count) + ") for " +
                                       qualified_name(type->name) + ", which has " + std::to_string(wanted) +
                                       (wanted == 1 ? " field" : " fields"));
  }
  instance *const made{allocate_instance(type->instances)};
  if(type->instances->order == nullptr) {
    std::copy_n(values, count, made->fields);
  } else {
    for(std::size_t i{}; i < count; ++i) { made->fields[type->instances->order[i]] = values[i]; }
  }
  return made;
}

object_ref make_record(type_description *type, object_ref map) {
  if(type->sort != type_sort::record) {
    throw_error(error_kind::type, qualified_name(type->name) + " is no record type");
  }
  if(map.is_some() && !is_map(map)) { detail::throw_not_a("make a record of", map, "map"); }
  object_ref made{allocate_instance(type->instances)};
  if(map.is_nil()) { return made; }
  visit_map(map, [&](object_ref key, object_ref value) {
    made = detail::record_assoc(made, key, value);
    return true;
  });
  cast<instance>(made)->meta = meta(map);
  return made;
}

instance *copy_instance(instance const *i) {
  instance_type const *const layout{i->instance_type_of()};
  instance *const copy{allocate_instance(layout)};
  copy->meta = i->meta;
  std::copy_n(i->fields, word_count(layout), copy->fields);
  return copy;
}

bool takes_arguments(heap_object const *implementation, object_ref v, std::size_t count) {
  heap_object const *code{implementation};
  if(code->type == &method_tables::reified) {
    code = cast<instance>(v)->fields[static_cast<reified_method const *>(code)->field].as_heap();
  }
  return code->type->entries[count] != wrong_arity_entries[count];
}

int field_index(type_description const *type, string const *name) {
  if(type->fields.is_nil()) { return -1; }
  for(std::size_t i{}; i < vector_count(type->fields); ++i) {
    if(cast<symbol>(vector_nth(type->fields, i))->name == name) { return static_cast<int>(i); }
  }
  return -1;
}

void forget_implementations(type_description *type) {
  if(type->protocols.is_nil()) { return; }
  visit_set(type->protocols, [type](object_ref p) {
    withdraw_protocol(cast<protocol>(p), type);
    return true;
  });
  journal::note(type, type->protocols, journal::sort::set);
  journal::note(type, type->methods, journal::sort::map);
  journal::note(type, type->groups, journal::sort::value);
  type->protocols = empty_set();
  type->methods = empty_map();
  bool const record{type->sort == type_sort::record};
  type->groups = group_bit(group::object) | (record ? record_groups : 0);
  for(instance_type *l{type->layouts}; l != nullptr; l = l->older) {
    journal::note(l, l->flags, journal::sort::value);
    l->flags = record ? record_flags : 0;
  }
}

void implement(type_description *type, object_ref protocol_or_group, object_ref implementations) {
  protocol *const named{as_protocol(protocol_or_group)};
  if(named == nullptr) {
    throw_error(error_kind::illegal_argument, qualified_name(type->name) + " cannot implement " +
                                                  to_short_text(protocol_or_group) +
                                                  ": it is no protocol; see defprotocol");
  }
  set_implementations(type, named, implementations_by_definition(type, named));
  visit_map(implementations, [&](object_ref key, object_ref f) {
    // A method of one of Clojure's interfaces, which each stand for several host protocols.
    bool const elsewhere{map_get(named->methods, key).is_nil() && is_host_protocol(named)};
    protocol_method const *const host{elsewhere ? host_method(cast<keyword>(key)) : nullptr};
    protocol *const p{host != nullptr ? host->of : named};
    object_ref const name{host != nullptr ? object_ref{host->key} : key};
    set_implementations(type, p, map_assoc(implementations_by_definition(type, p), name, f));
    journal::note(type, type->methods, journal::sort::map);
    type->methods = map_assoc(type->methods, key, f);
    return true;
  });
}

} // namespace jank::object
