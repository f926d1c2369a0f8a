#pragma once

// What natives do with their arguments: checks that name the function and the value, and walks that let collection happen.

#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"

#include <string>
#include <vector>

namespace jank::ns {

using memory::rooted;

// "<function> wants <what>, but was given <value>"
[[noreturn]] inline void throw_wrong_argument(char const *function, char const *what, object_ref v) {
  throw_error(error_kind::type, std::string{function} + " wants " + what + ", but was given " + to_short_text(v));
}

template <typename T> T *expect(object_ref v, char const *function, char const *what) {
  if(!is<T>(v)) { throw_wrong_argument(function, what, v); }
  return cast<T>(v);
}

inline std::int64_t expect_long(object_ref v, char const *function) {
  if(!is_long(v)) { throw_wrong_argument(function, "an integer", v); }
  return as_long(v);
}

// Calls `visit(value)` for each element. Collection may happen between the calls: `visit` must keep what it holds in rooted
// locals, and so must its caller.
template <typename F> void for_each_rooted(object_ref coll, F &&visit) {
  rooted<object_ref> s{seq_rooted(coll)};
  while(s.get().is_some()) {
    visit(first_rooted(s));
    s = next_rooted(s);
  }
}

// Calls `visit(key, value)` for each pair of a seq of keys and values in turn.
template <typename F> void for_each_pair(object_ref rest, char const *function, F &&visit) {
  for(object_ref s{seq(rest)}; s.is_some(); s = next(s)) {
    object_ref const key{first(s)};
    s = next(s);
    if(s.is_nil()) {
      throw_error(error_kind::illegal_argument, std::string{function} +
                                                    " wants keys and values in turn; no value was supplied for key " +
                                                    to_short_text(key));
    }
    visit(key, first(s));
  }
}

// The elements of a seq in an array that the collector sees.
using value_array = std::vector<object_ref, memory::allocator<object_ref>>;

inline value_array to_array(object_ref coll) {
  value_array result;
  for_each_rooted(coll, [&result](object_ref v) { result.push_back(v); });
  return result;
}

} // namespace jank::ns
