#pragma once

#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "reader/source.hpp"

namespace jank::reader {

// Calls `f`; errors of reading and compiling become values that jank code can catch, with :file, :line, :column and :jank/unsupported as
// data.
template <typename F> object::object_ref as_jank_errors(F &&f) {
  using namespace object;
  try {
    return f();
  } catch(source_error const &e) {
    object_ref const data{make_map({make_keyword("file"), make_string(e.file), make_keyword("line"),
                                    make_long(e.at.line), make_keyword("column"), make_long(e.at.column),
                                    make_keyword("jank", "unsupported"), make_boolean(e.unsupported)})};
    throw_error(e.why, e.rendered.empty() ? e.message : e.rendered, data);
  }
}

} // namespace jank::reader
