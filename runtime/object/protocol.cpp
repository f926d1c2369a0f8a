#include "object/protocol.hpp"

#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/detail/visit.hpp"
#include "object/error.hpp"
#include "object/function.hpp"
#include "object/journal.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace jank::object {

namespace {

struct protocol_description {
  static constexpr kind what{kind::protocol};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.protocol"};
};

// Never a value of the language: method functions have it among what they captured.
struct method_description {
  static constexpr kind what{kind::opaque};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.protocol_method"};
};

// Stands in a table where there is no implementation: every call of it throws.
struct missing_implementation : heap_object {
  protocol_method *of;
};

[[noreturn]] void throw_missing(protocol_method const *m, object_ref v) {
  throw_error(error_kind::illegal_argument,
              "no implementation of the method " + std::string{m->key->name->view()} + " of protocol " +
                  qualified_name(m->of->name) + " for " +
                  (v.is_nil() ? "nil" : to_short_text(v) + ", of type " + qualified_name(type_of(v)->name)));
}

template <typename> struct missing_entry;
template <std::size_t... I> struct missing_entry<std::index_sequence<I...>> {
  static object_ref call(object_ref self, detail::value_at<I>... args) {
    object_ref const values[]{args..., nil};
    throw_missing(static_cast<missing_implementation *>(self.as_heap())->of, values[0]);
  }
};

// What stands in entries[n] of a method function.
template <typename> struct dispatch_entry;
template <std::size_t... I> struct dispatch_entry<std::index_sequence<0, I...>> {
  static object_ref call(object_ref self, object_ref receiver, detail::value_at<I>... args) {
    auto *const m{static_cast<protocol_method *>(cast<function>(self)->captured[0].as_heap())};
    std::uint32_t const id{type_id(receiver)};
    heap_object *implementation{id < m->size ? m->table[id] : nullptr};
    if(implementation == nullptr) [[unlikely]] { implementation = find_for_call(m, receiver); }
    using signature = typename arity<sizeof...(I) + 1>::signature;
    return reinterpret_cast<signature>(implementation->type->entries[sizeof...(I) + 1])(implementation, receiver,
                                                                                        args...);
  }
  static heap_object *find_for_call(protocol_method *m, object_ref receiver);
};

template <typename> struct method_tables;
template <std::size_t... Count> struct method_tables<std::index_sequence<Count...>> {
  static object_type const missing;
  static entry const dispatch[sizeof...(Count)];
};
template <std::size_t... Count>
object_type const method_tables<std::index_sequence<Count...>>::missing{
    kind::uncallable,
    0,
    "jank.runtime.missing_implementation",
    {reinterpret_cast<entry>(
        static_cast<typename arity<Count>::signature>(&missing_entry<std::make_index_sequence<Count>>::call))...}};
template <std::size_t... Count>
entry const method_tables<std::index_sequence<Count...>>::dispatch[sizeof...(Count)]{reinterpret_cast<entry>(
    static_cast<typename arity<Count + 1>::signature>(&dispatch_entry<std::make_index_sequence<Count + 1>>::call))...};

object_type const &missing_type{method_tables<std::make_index_sequence<max_arity + 1>>::missing};
// dispatch_entries[n - 1] is for n arguments.
auto const &dispatch_entries{method_tables<std::make_index_sequence<max_arity>>::dispatch};

bool is_missing(heap_object const *implementation) { return implementation->type == &missing_type; }

void forget_found(protocol_method *m) {
  m->table = nullptr;
  m->size = 0;
}

void remember(protocol_method *m, std::uint32_t id, heap_object *implementation) {
  if(id >= m->size) {
    std::uint32_t const size{std::max(id + 1, m->size * 2)};
    auto *const grown{static_cast<heap_object **>(memory::allocate(size * sizeof(heap_object *)))};
    std::copy_n(m->table, m->size, grown);
    m->table = grown;
    m->size = size;
  }
  m->table[id] = implementation;
}

// By the type alone; never null.
heap_object *implementation_for_type(protocol_method *m, type_description *type) {
  object_ref const found{implementations_for(m->of, type)};
  object_ref const f{found.is_nil() ? nil : map_get(found, object_ref{m->key})};
  return f.is_some() ? callable_of(f) : memory::make<missing_implementation>(heap_object{&missing_type}, m);
}

bool implements_by_definition(protocol const *p, type_description const *type) {
  return type->protocols.is_some() && set_contains(type->protocols, object_ref{p});
}

heap_object *look_up(protocol_method *m, object_ref v) {
  type_description *const type{type_of(v)};
  if(m->always_ask == 0) {
    heap_object *const found{implementation_for_type(m, type)};
    remember(m, type_id(v), found);
    return found;
  }
  if(!implements_by_definition(m->of, type)) {
    if(object_ref const data{meta(v)}; is_map(data)) {
      if(object_ref const f{map_get(data, object_ref{m->qualified})}; f.is_some()) { return callable_of(f); }
    }
  }
  return implementation_for_type(m, type);
}

template <std::size_t... I>
heap_object *dispatch_entry<std::index_sequence<0, I...>>::find_for_call(protocol_method *m, object_ref receiver) {
  return look_up(m, receiver);
}

// The arities as the method function wants them.
std::vector<arity_entry> entries_of(protocol const *p, object_ref signature) {
  std::vector<arity_entry> entries;
  object_ref const name{map_get(signature, object_ref{make_keyword("name")})};
  for_each(map_get(signature, object_ref{make_keyword("arglists")}), [&](object_ref arglist) {
    auto const count{static_cast<int>(vector_count(arglist))};
    if(count == 0 || count > max_arity) {
      throw_error(error_kind::illegal_argument,
                  "method " + to_short_text(name) + " of protocol " + qualified_name(p->name) + " must take 1 to " +
                      std::to_string(max_arity) + " arguments, the first of which decides, not " +
                      std::to_string(count));
    }
    entries.push_back({count, dispatch_entries[count - 1]});
  });
  return entries;
}

object_ref make_method_function(protocol const *p, protocol_method *m, object_ref signature) {
  auto const entries{entries_of(p, signature)};
  std::string const text{qualified_name(m->qualified)};
  auto *const name{static_cast<char *>(memory::allocate_atomic(text.size() + 1))};
  std::memcpy(name, text.c_str(), text.size() + 1);
  auto *const type{::new (memory::allocate(sizeof(function_type))) function_type{}};
  fill_function_type(*type, name, entries.data(), static_cast<int>(entries.size()), -1, nullptr, 1);
  function *const f{make_function(type)};
  f->captured[0] = object_ref{m};
  return f;
}

protocol_method *method_of(object_ref methods, object_ref key) {
  object_ref const found{map_get(methods, key)};
  return found.is_nil() ? nullptr : static_cast<protocol_method *>(found.as_heap());
}

std::string method_names(protocol const *p) {
  std::string text;
  visit_map(p->methods, [&](object_ref key, object_ref) {
    text.append(text.empty() ? "" : ", ").append(cast<keyword>(key)->name->view());
    return true;
  });
  return text.empty() ? "none" : text;
}

void set_implementations(protocol *p, object_ref implementations) {
  journal::note(p, p->implementations, journal::sort::map);
  p->implementations = implementations;
  forget_found(p);
}

// Before it is defined again.
void note_definition(protocol *p) {
  journal::note(p, p->name, journal::sort::value);
  journal::note(p, p->methods, journal::sort::map);
  journal::note(p, p->signatures, journal::sort::map);
  journal::note(p, p->via_metadata, journal::sort::value);
}
void note_definition(protocol_method *m) {
  journal::note(m, m->qualified, journal::sort::value);
  journal::note(m, m->always_ask, journal::sort::value);
  journal::note(m, m->function, journal::sort::value);
}

} // namespace

void forget_found(protocol *p) {
  ++p->version;
  visit_map(p->methods, [](object_ref, object_ref m) {
    forget_found(static_cast<protocol_method *>(m.as_heap()));
    return true;
  });
}

protocol *define_protocol(protocol *old, symbol *name, object_ref signatures, bool via_metadata) {
  protocol *p{old};
  if(p == nullptr) {
    p = memory::make<protocol>();
    p->type = &static_type<protocol_description>;
    p->implementations = empty_map();
    p->methods = empty_map();
  } else {
    note_definition(p);
  }
  p->name = name;
  std::string_view const home{name->ns != nullptr ? name->ns->view() : std::string_view{}};
  object_ref methods{empty_map()};
  visit_map(signatures, [&](object_ref key, object_ref signature) {
    protocol_method *m{method_of(p->methods, key)};
    if(m == nullptr) {
      m = memory::make<protocol_method>();
      m->type = &static_type<method_description>;
      m->of = p;
      m->key = cast<keyword>(key);
    } else {
      note_definition(m);
    }
    m->qualified = make_symbol(home, m->key->name->view());
    m->always_ask = via_metadata ? 1 : 0;
    m->function = make_method_function(p, m, signature);
    forget_found(m);
    methods = map_assoc(methods, key, object_ref{m});
    return true;
  });
  p->methods = methods;
  p->signatures = signatures;
  p->via_metadata = via_metadata ? 1 : 0;
  ++p->version;
  return p;
}

void extend_protocol(protocol *p, type_description *type, object_ref implementations) {
  visit_map(implementations, [&](object_ref key, object_ref) {
    if(!is<keyword>(key) || method_of(p->methods, key) == nullptr) {
      throw_error(error_kind::illegal_argument, "protocol " + qualified_name(p->name) + " has no method " +
                                                    to_short_text(key) + "; it has " + method_names(p));
    }
    return true;
  });
  set_implementations(p, map_assoc(p->implementations, object_ref{type}, implementations));
}

void withdraw_protocol(protocol *p, type_description *type) {
  set_implementations(p, map_dissoc(p->implementations, object_ref{type}));
}

object_ref implementations_for(protocol const *p, type_description const *type) {
  object_ref found{map_get(p->implementations, object_ref{type})};
  if(found.is_some()) { return found; }
  for_each_group(type, [&](type_description *g) {
    found = map_get(p->implementations, object_ref{g});
    return found.is_nil();
  });
  return found;
}

bool satisfies(protocol const *p, object_ref v) { return implementations_for(p, type_of(v)).is_some(); }

heap_object *find_implementation(protocol_method *m, object_ref v) {
  std::uint32_t const id{type_id(v)};
  heap_object *found{id < m->size ? m->table[id] : nullptr};
  if(found == nullptr) { found = look_up(m, v); }
  return is_missing(found) ? nullptr : found;
}

} // namespace jank::object
