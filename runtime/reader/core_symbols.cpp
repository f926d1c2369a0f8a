#include "reader/core_symbols.hpp"

#include "object/symbol.hpp"

namespace jank::reader {

namespace {

object_ref special(std::string_view name) { return object::make_symbol({}, name); }
object_ref in_core(std::string_view name) { return object::make_symbol("clojure.core", name); }
object_ref key(std::string_view name) { return object::make_keyword({}, name); }

} // namespace

core_symbols const &core() {
  static core_symbols const symbols{
      .quote = special("quote"),
      .var = special("var"),
      .fn = special("fn*"),
      .ampersand = special("&"),
      .deref = in_core("deref"),
      .unquote = in_core("unquote"),
      .unquote_splicing = in_core("unquote-splicing"),
      .seq = in_core("seq"),
      .concat = in_core("concat"),
      .list = in_core("list"),
      .apply = in_core("apply"),
      .vector = in_core("vector"),
      .hash_map = in_core("hash-map"),
      .hash_set = in_core("hash-set"),
      .assoc = in_core("assoc"),
      .with_meta = in_core("with-meta"),
      .line = key("line"),
      .column = key("column"),
      .tag = key("tag"),
      .param_tags = key("param-tags"),
  };
  return symbols;
}

} // namespace jank::reader
