#include "object/function.hpp"

#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/list.hpp"
#include "object/static_type.hpp"

#include <array>
#include <new>

namespace jank::object {

namespace {

using variadic_caller = object_ref (*)(entry code, object_ref self, object_ref const *args, object_ref rest);

template <typename> struct variadic_with;
template <std::size_t... I> struct variadic_with<std::index_sequence<I...>> {
  static object_ref call(entry code, object_ref self, [[maybe_unused]] object_ref const *args, object_ref rest) {
    return reinterpret_cast<typename arity<sizeof...(I) + 1>::signature>(code)(self, args[I]..., rest);
  }
};

// What stands in entries[n] of a variadic function for n >= its required parameters.
template <typename> struct trampoline;
template <std::size_t... I> struct trampoline<std::index_sequence<I...>> {
  static object_ref call(object_ref self, detail::value_at<I>... values) {
    std::array<object_ref, sizeof...(I)> const args{values...};
    auto const *const f{cast<function>(self)};
    auto const required{static_cast<std::size_t>(f->function_type_of()->variadic_required)};
    auto const rest{args.size() > required ? make_list(args.data() + required, args.size() - required) : nil};
    return call_variadic(f, args.data(), rest);
  }
};

template <typename> struct by_count;
template <std::size_t... Count> struct by_count<std::index_sequence<Count...>> {
  static constexpr variadic_caller callers[]{&variadic_with<std::make_index_sequence<Count>>::call...};
  static entry const trampolines[sizeof...(Count)];
};
template <std::size_t... Count>
entry const by_count<std::index_sequence<Count...>>::trampolines[sizeof...(Count)]{reinterpret_cast<entry>(
    static_cast<typename arity<Count>::signature>(&trampoline<std::make_index_sequence<Count>>::call))...};

using counts = by_count<std::make_index_sequence<max_arity + 1>>;

function *allocate_function(function_type const *t) {
  auto *const f{static_cast<function *>(memory::allocate(sizeof(function) + t->captured_count * sizeof(object_ref)))};
  f->type = t;
  return f;
}

} // namespace

object_ref call_variadic(function const *f, object_ref const *args, object_ref rest) {
  auto const &type{*f->function_type_of()};
  return counts::callers[type.variadic_required](type.variadic, f, args, rest);
}

void fill_function_type(function_type &t, char const *name, arity_entry const *fixed, int fixed_count,
                        int variadic_required, entry variadic, std::uint32_t captured_count) {
  t.what = kind::function;
  t.flags = flag_ifn;
  t.name = name;
  t.fixed_arities = 0;
  t.variadic_required = variadic_required;
  t.variadic = variadic;
  t.captured_count = captured_count;
  fill_wrong_arity(t);
  if(variadic_required >= 0) {
    for(int n{variadic_required}; n <= max_arity; ++n) { t.entries[n] = counts::trampolines[n]; }
  }
  for(int i{}; i < fixed_count; ++i) {
    t.entries[fixed[i].count] = fixed[i].code;
    t.fixed_arities |= 1u << fixed[i].count;
  }
}

function *make_function(function_type const *t) { return allocate_function(t); }

function *with_meta(function const *f, object_ref meta) {
  auto const *const type{f->function_type_of()};
  auto *const copy{allocate_function(type)};
  copy->meta = meta;
  for(std::uint32_t i{}; i < type->captured_count; ++i) { copy->captured[i] = f->captured[i]; }
  return copy;
}

} // namespace jank::object
