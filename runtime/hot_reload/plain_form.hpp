#pragma once

// Forms that run nothing of any program: definitions, and methods for multimethods, whose parts are constants, functions that capture
// nothing, and maps and vectors of such. C++ does at once what they would do, and their functions wait for the engine together with others
// (pending_code.hpp): a module of the form's own costs more than all the rest. Nothing in such a form can throw, so no trace lacks its frame.

#include "analyzer/node.hpp"
#include "codegen/unit_code.hpp"
#include "unit/unit.hpp"

#include <cstdint>
#include <unordered_map>

namespace jank::hot_reload {

// Where the functions of a form are among the constants of its code.
using function_places = std::unordered_map<analyzer::fn_node const *, std::uint32_t>;

// Whether evaluating the node runs nothing. Adds its functions.
bool is_plain(analyzer::node const *n, codegen::unit_code const &code, function_places &functions);

// What a plain node evaluates to; nil for null. `made`: the unit of the code, needed for functions. Throws an `error` of kind compiler for a
// constant that cannot stand in code.
object::object_ref value_of_plain(analyzer::node const *n, unit::unit const *made, function_places const &functions);

// (add-method* multimethod dispatch-value function), which defmethod expands to, with plain arguments.
struct method_form {
  analyzer::var_value_node const *multimethod{}; // null: the node is something else
  analyzer::node const *dispatch_value{};
  analyzer::node const *function{};
};
method_form method_form_of(analyzer::node const *n, codegen::unit_code const &code, function_places &functions);

} // namespace jank::hot_reload
