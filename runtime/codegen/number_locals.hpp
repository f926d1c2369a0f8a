#pragma once

// Which locals of unknown type hold their numbers unboxed.
//
// Such a local is two wasm locals: a tagged word, and a double. The word is `unboxed_double`, which no value is, when the value is that
// double; it is boxed only when somebody wants it as a value, once, and the word is then the box. So a loop that sums doubles boxes none
// of them, though nothing says that they are doubles, and one that turns out to count fixnums is as fast as before.
//
// Worth it are those that arithmetic computes and arithmetic takes.

#include "analyzer/node.hpp"

#include <unordered_set>

namespace jank::codegen {

inline constexpr std::int32_t unboxed_double{26};

// Of one function, or of a top-level form; functions in it have their own.
std::unordered_set<analyzer::local const *> number_locals(analyzer::node const *body);

} // namespace jank::codegen
