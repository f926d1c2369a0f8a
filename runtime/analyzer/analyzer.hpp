#pragma once

// Forms to the typed tree: macroexpansion, scopes, special forms, inference.

#include "analyzer/node.hpp"

namespace jank::analyzer {

// Analyzes one top-level form in the current namespace. `positions` are those of the reader that read it. Macros are called (they are
// functions of the image). Throws reader::source_error (kind compiler) for wrong forms; what a macro throws goes through.
// Interns vars that the form defines, unbound, as Clojure does.
std::unique_ptr<tree> analyze(object_ref form, reader::position_table const &positions,
                              reader::source_text const &source);

// Expands the macro a top-level form calls, until it calls none: a `do` that comes out of it is evaluated form by form. The expansion gets
// the form's position. Throws reader::source_error, for what a macro throws too.
object_ref expand_top_level(object_ref form, reader::position_table &positions, reader::source_text const &source);

// One step, as `macroexpand-1`: the same form when it is no macro call.
object_ref macroexpand_1(object_ref form);
object_ref macroexpand(object_ref form);
bool is_special(object_ref symbol);

} // namespace jank::analyzer
