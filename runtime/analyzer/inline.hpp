#pragma once

// Which functions of clojure.core and clojure.math are expanded in line, for which numbers of arguments, into what.
//
// Only the library's var itself is expanded: neither a local nor another var of that name, and not one with
// {:no-inline true} in its metadata. As with Clojure's :inline, redefining such a var changes only uses of its value.

#include "analyzer/node.hpp"

#include <span>
#include <string_view>

namespace jank::analyzer {

enum class inline_shape : std::uint8_t {
  constant,       // ()          -> the operand
  always_true,    // (a)         -> (do a true)
  direct,         // (a) or (a b) -> the operation on them
  operand_second, // (a)         -> the operation on a and the operand
  operand_first,  // (a)         -> the operation on the operand and a
  fold,           // (a b c ...) -> the operation on (the operation on a and b) and c ...
  chain,          // (a b c ...) -> a op b and b op c and ..., each argument evaluated once, before any comparison
  negated_chain,  // the opposite of that
  nil_last,       // (a b nil)   -> the operation on a and b; with anything but a literal nil it is a call
};

struct inline_rule {
  std::string_view name; // in its library
  int least, most;       // arguments
  inline_shape shape;
  operation op;
  std::int64_t operand;
};

std::span<inline_rule const> inline_rules(); // of clojure.core

// The rule for a call of `v` with `count` arguments, or null.
inline_rule const *find_inline_rule(ns::var const *v, std::size_t count);

// The binary function of clojure.core that does the same as `op` on values of any type; empty when there is none.
std::string_view function_of(operation op);

} // namespace jank::analyzer
