#pragma once

#include "object/object.hpp"

namespace jank::reader {

// The symbols and keywords that the reader puts into forms itself.
struct core_symbols {
  object_ref quote, var, fn, ampersand;        // special forms
  object_ref deref, unquote, unquote_splicing; // clojure.core
  object_ref seq, concat, list, apply, vector, hash_map, hash_set, assoc, with_meta;
  object_ref line, column, tag, param_tags; // keywords
};

core_symbols const &core();

} // namespace jank::reader
