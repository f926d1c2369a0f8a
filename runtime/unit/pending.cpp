#include "unit/pending.hpp"

#include "memory/heap.hpp"
#include "object/static_type.hpp"
#include "object/string.hpp"

#include <cstring>

namespace jank::unit {

using namespace object;

namespace {

void (*loader)(unit *){};

// The type of the function that is called, with its code. One whose entry was kept from before may have it already.
function_type const &loaded_type(object_ref self) {
  auto const &type{*cast<function>(self)->function_type_of()};
  auto *const of{cast<unit>(type.unit)};
  if(of->module == nullptr) { loader(of); }
  return type;
}

template <typename> struct pending;
template <std::size_t... I> struct pending<std::index_sequence<I...>> {
  using signature = arity<sizeof...(I)>::signature;
  static object_ref fixed(object_ref self, detail::value_at<I>... values) {
    return reinterpret_cast<signature>(loaded_type(self).entries[sizeof...(I)])(self, values...);
  }
  static object_ref variadic(object_ref self, detail::value_at<I>... values) {
    return reinterpret_cast<signature>(loaded_type(self).variadic)(self, values...);
  }
};

template <typename> struct by_count;
template <std::size_t... Count> struct by_count<std::index_sequence<Count...>> {
  static entry const fixed[sizeof...(Count)];
  static entry const variadic[sizeof...(Count)]; // by the number of required parameters, which the rest follows
};
template <std::size_t... Count>
entry const by_count<std::index_sequence<Count...>>::fixed[sizeof...(Count)]{reinterpret_cast<entry>(
    static_cast<typename arity<Count>::signature>(&pending<std::make_index_sequence<Count>>::fixed))...};
template <std::size_t... Count>
entry const by_count<std::index_sequence<Count...>>::variadic[sizeof...(Count)]{reinterpret_cast<entry>(
    static_cast<typename arity<Count + 1>::signature>(&pending<std::make_index_sequence<Count + 1>>::variadic))...};

using entries = by_count<std::make_index_sequence<max_arity + 1>>;

// The name is read as long as the type lives.
char const *keep(std::string_view name) {
  auto *const kept{static_cast<char *>(memory::allocate_atomic(name.size() + 1))};
  std::memcpy(kept, name.data(), name.size());
  return kept;
}

} // namespace

unit *make_pending_unit(std::string_view name, std::uint32_t type_count, std::uint32_t constant_count) {
  auto *const u{memory::make<unit>()};
  u->type = &unit_type;
  u->name = make_string(name);
  u->type_count = type_count;
  u->types = static_cast<function_type **>(memory::allocate(type_count * sizeof(function_type *)));
  u->constant_count = constant_count;
  u->constants = static_cast<object_ref *>(memory::allocate(constant_count * sizeof(object_ref)));
  return u;
}

function_type *make_pending_type(unit *of, std::string_view name, std::span<int const> fixed, int variadic_required,
                                 std::uint32_t captured_count) {
  auto *const t{static_cast<function_type *>(memory::allocate(sizeof(function_type)))};
  arity_entry codes[max_arity + 1];
  for(std::size_t i{}; i < fixed.size(); ++i) { codes[i] = {fixed[i], entries::fixed[fixed[i]]}; }
  entry const variadic{variadic_required >= 0 ? entries::variadic[variadic_required] : nullptr};
  fill_function_type(*t, keep(name), codes, static_cast<int>(fixed.size()), variadic_required, variadic,
                     captured_count);
  t->unit = object_ref{of};
  return t;
}

void settle_type(function_type &type, std::span<arity_entry const> fixed, entry variadic) {
  for(arity_entry const &a : fixed) { type.entries[a.count] = a.code; }
  type.variadic = variadic;
}

void set_pending_loader(void (*load)(unit *of)) { loader = load; }

} // namespace jank::unit
