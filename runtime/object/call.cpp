#include "object/call.hpp"

#include "memory/heap.hpp"
#include "object/error.hpp"
#include "object/function.hpp"
#include "object/instance.hpp"
#include "object/list.hpp"
#include "object/multimethod.hpp"
#include "object/print.hpp"
#include "object/reference.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace jank::object {

namespace {

struct uncallable_description {
  static constexpr kind what{kind::uncallable};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.uncallable"};
};

using array_caller = object_ref (*)(object_ref self, object_ref const *args);

template <typename> struct call_with;
template <std::size_t... I> struct call_with<std::index_sequence<I...>> {
  static object_ref entry_of(object_ref self, [[maybe_unused]] object_ref const *args) {
    auto const code{self.as_heap()->type->entries[sizeof...(I)]};
    return reinterpret_cast<typename arity<sizeof...(I)>::signature>(code)(self, args[I]...);
  }
};

template <typename> struct caller_table;
template <std::size_t... Count> struct caller_table<std::index_sequence<Count...>> {
  static constexpr array_caller callers[]{&call_with<std::make_index_sequence<Count>>::entry_of...};
};
constexpr auto const &call_with_count{caller_table<std::make_index_sequence<max_arity + 1>>::callers};

// Values in a C++ frame that a collection must see while jank code runs below the frame.
struct rooted_arguments {
  object_ref values[max_arity];
  int count{};

  void push(object_ref v) {
    values[count++] = v;
    asm volatile("" : : "r"(values) : "memory");
  }
};

// Vars pass calls on to their value; what takes more arguments than entries do has to be found behind them.
object_ref function_behind(object_ref f) { return is(f, kind::var) ? deref_rooted(f) : f; }

function const *as_variadic(object_ref f) {
  auto const *const candidate{try_cast<function>(f)};
  return candidate && candidate->function_type_of()->variadic_required >= 0 ? candidate : nullptr;
}

[[noreturn]] void throw_refused(object_ref callee, std::string_view passed) {
  if(has_flag(callee, flag_ifn)) { throw_wrong_arity(callee, passed); }
  throw_not_callable(callee, passed);
}

// "1", "1 or 2", "0, 2 or 3", "2 or more".
std::string accepted_arities(object_type const &type) {
  auto const required{type.what == kind::function ? static_cast<function_type const &>(type).variadic_required : -1};
  int const fixed_end{required >= 0 ? required : max_arity + 1};
  std::string accepted[max_arity + 2];
  int count{};
  for(int n{}; n < fixed_end; ++n) {
    if(type.entries[n] != wrong_arity_entries[n]) { accepted[count++] = std::to_string(n); }
  }
  if(required >= 0) { accepted[count++] = std::to_string(required) + " or more"; }
  std::string text;
  for(int i{}; i < count; ++i) {
    text += i == 0 ? "" : i + 1 == count ? " or " : ", ";
    text += accepted[i];
  }
  return text.empty() ? "none" : text;
}

} // namespace

void throw_not_callable(object_ref callee, std::string_view passed) {
  auto const *const stand_in{try_cast<uncallable>(callee)};
  throw_error(error_kind::not_callable, "cannot call " + to_short_text(stand_in ? stand_in->value : callee) + " with " +
                                            std::string{passed} + (passed == "1" ? " argument" : " arguments") +
                                            ": it is not a function");
}

void throw_wrong_arity(object_ref callee, std::string_view passed) {
  auto const &type{*callee.as_heap()->type};
  throw_error(error_kind::arity, "wrong number of arguments (" + std::string{passed} + ") passed to " +
                                     (type.what == kind::function ? type.name : to_short_text(callee)) + "; it takes " +
                                     accepted_arities(type));
}

heap_object *callable_of(object_ref v) {
  if(v.is_heap()) { return v.as_heap(); }
  return memory::make<uncallable>(heap_object{&static_type<uncallable_description>}, v);
}

object_ref call_array_rooted(object_ref f, object_ref const *args, int count) {
  if(count <= max_arity) { return call_with_count[count](callable_of(f), args); }
  auto const callee{function_behind(f)};
  if(is<multimethod>(callee)) {
    memory::rooted<multimethod *> const chooser{cast<multimethod>(callee)};
    object_ref const value{call_array_rooted(chooser->dispatch, args, count)};
    return call_array_rooted(method_for(chooser, value), args, count);
  }
  if(is<type_description>(callee)) {
    return make_instance(cast<type_description>(callee), args, static_cast<std::size_t>(count));
  }
  auto const *const variadic{as_variadic(callee)};
  if(!variadic) { throw_refused(callee, std::to_string(count)); }
  auto const required{variadic->function_type_of()->variadic_required};
  return call_variadic(variadic, args, make_list(args + required, static_cast<std::size_t>(count - required)));
}

object_ref call_array(object_ref f, object_ref const *args, int count) {
  memory::collection_delay const delay;
  return call_array_rooted(f, args, count);
}

object_ref apply_rooted(object_ref f, object_ref args) {
  memory::rooted<object_ref> const callee{function_behind(f)};
  auto const *const variadic{as_variadic(callee)};
  int const positional{variadic ? variadic->function_type_of()->variadic_required : max_arity};
  memory::rooted<object_ref> rest{args};
  rest = seq_rooted(rest);
  rooted_arguments arguments;
  while(rest.get().is_some() && arguments.count < positional) {
    arguments.push(first_rooted(rest));
    rest = next_rooted(rest);
  }
  if(rest.get().is_nil()) { return call_with_count[arguments.count](callable_of(callee), arguments.values); }
  if(variadic) { return call_variadic(variadic, arguments.values, rest); }
  if(is<multimethod>(callee)) {
    while(arguments.count > 0) { rest = make_cons(arguments.values[--arguments.count], rest); }
    memory::rooted<object_ref> const value{apply_rooted(cast<multimethod>(callee)->dispatch, rest)};
    return apply_rooted(method_for(cast<multimethod>(callee), value), rest);
  }
  if(is<type_description>(callee)) {
    std::vector<object_ref, memory::allocator<object_ref>> all(arguments.values, arguments.values + arguments.count);
    for(; rest.get().is_some(); rest = next_rooted(rest)) { all.push_back(first_rooted(rest)); }
    return make_instance(cast<type_description>(callee), all.data(), all.size());
  }
  throw_refused(callee, "more than " + std::to_string(max_arity));
}

object_ref apply(object_ref f, object_ref args) {
  memory::collection_delay const delay;
  return apply_rooted(f, args);
}

void fill_uncallable(object_type &t) { std::copy_n(not_callable_entries, max_arity + 1, t.entries); }
void fill_wrong_arity(object_type &t) { std::copy_n(wrong_arity_entries, max_arity + 1, t.entries); }

} // namespace jank::object
