#include "patch/wrapper.hpp"

#include "jank/patch.h"
#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/function.hpp"

#include <array>
#include <charconv>
#include <cstring>
#include <utility>

namespace jank::patch {

using namespace object;

namespace {

template <std::size_t> using value = object_ref;
template <std::size_t> using c_value = jank_value;

jank_value to_c(object_ref v) { return reinterpret_cast<jank_value>(v.bits); }
object_ref from_c(jank_value v) { return object_ref{reinterpret_cast<word>(v)}; }

void *target_of(object_ref self) { return reinterpret_cast<void *>(cast<function>(self)->captured[0].bits); }

template <std::size_t... I> constexpr entry trampoline(std::index_sequence<I...>) {
  object_ref (*const code)(object_ref, value<I>...){[](object_ref self, value<I>... arguments) {
    memory::collection_delay const delay;
    return from_c(reinterpret_cast<jank_value (*)(c_value<I>...)>(target_of(self))(to_c(arguments)...));
  }};
  return reinterpret_cast<entry>(code);
}

template <std::size_t... N> std::array<entry, sizeof...(N)> all_trampolines(std::index_sequence<N...>) {
  return {trampoline(std::make_index_sequence<N>{})...};
}

// By number of values the C function takes: a variadic one takes up to 20 and the list.
std::array<entry, max_arity + 2> const trampolines{all_trampolines(std::make_index_sequence<max_arity + 2>{})};

} // namespace

std::optional<signature> parse_signature(std::string_view text) {
  bool const variadic{text.ends_with('+')};
  if(variadic) { text.remove_suffix(1); }
  int n{};
  auto const [end, error]{std::from_chars(text.data(), text.data() + text.size(), n)};
  if(error != std::errc{} || end != text.data() + text.size() || n < 0 || n > max_arity) { return std::nullopt; }
  return signature{n + (variadic ? 1 : 0), variadic};
}

object_ref make_wrapper(std::string_view name, signature s, void *f) {
  auto *const type{static_cast<function_type *>(memory::allocate(sizeof(function_type)))};
  auto *const kept{static_cast<char *>(memory::allocate_atomic(name.size() + 1))};
  std::memcpy(kept, name.data(), name.size());
  entry const code{trampolines[static_cast<std::size_t>(s.parameters)]};
  arity_entry const fixed{s.parameters, code};
  fill_function_type(*type, kept, &fixed, s.variadic ? 0 : 1, s.variadic ? s.parameters - 1 : -1,
                     s.variadic ? code : nullptr, 1);
  function *const made{make_function(type)};
  // The number of a table slot, or natively the address of code: never the address of an object.
  made->captured[0] = object_ref{reinterpret_cast<word>(f)};
  return made;
}

} // namespace jank::patch
