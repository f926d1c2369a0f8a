// ^meta form, and what the reader itself puts into metadata.

#include "reader/core_symbols.hpp"
#include "reader/parser.hpp"

#include "object/collections.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"

namespace jank::reader {

namespace {

constexpr char const *shorthand_hint{"write ^:flag, ^Type, ^\"type\", ^[types] or ^{:key value}"};

// The map that a shorthand stands for.
object_ref metadata_map(parser const &p, object_ref written, position at) {
  if(object::is_map(written)) { return written; }
  if(object::is<object::keyword>(written)) { return object::make_map({written, object::jank_true}); }
  if(object::is<object::symbol>(written) || object::is<object::string>(written)) {
    return object::make_map({core().tag, written});
  }
  if(object::is_vector(written)) { return object::make_map({core().param_tags, written}); }
  fail(p, at, "metadata is a keyword, symbol, string, vector or map, not " + object::to_readable(written),
       shorthand_hint);
}

bool can_have_metadata(object_ref form) {
  return object::is<object::symbol>(form) || object::is<object::list>(form) || object::is_vector(form) ||
         object::is_map(form) || object::is_set(form);
}

object_ref merge(object_ref inner, object_ref outer) {
  object_ref merged{inner.is_nil() ? object::empty_map() : inner};
  object::for_each(outer, [&merged](object_ref entry) {
    merged = object::map_assoc(merged, object::vector_nth(entry, 0), object::vector_nth(entry, 1));
  });
  return merged;
}

object_ref position_map(position at) {
  return object::make_map({core().line, object::make_long(at.line), core().column, object::make_long(at.column)});
}

} // namespace

object_ref with_position(object_ref list, position at) {
  // The list was made a moment ago and nobody else has it.
  object::cast<object::list>(list)->meta = position_map(at);
  return list;
}

object_ref own_metadata(object_ref form) {
  object_ref own{object::meta(form)};
  if(own.is_nil()) { return own; }
  own = object::map_dissoc(object::map_dissoc(own, core().line), core().column);
  return object::map_count(own) == 0 ? object::nil : own;
}

item read_metadata(parser &p, position start) {
  bool const old_spelling{p.text.sees('#')};
  p.text.step_over(old_spelling ? 2 : 1);
  object_ref const written{read_form(p, "^", start).form};
  item const target{read_form(p, "metadata", start)};
  object_ref const form{target.form};
  if(p.discarding > 0) { return target; }

  object_ref added{metadata_map(p, written, start)};
  if(!can_have_metadata(form)) {
    fail(p, start,
         "metadata can only stand before a symbol, list, vector, map or set, not before " + object::to_readable(form));
  }
  // As in Clojure, a list with metadata begins where its metadata does.
  if(object::is<object::list>(form)) { added = merge(position_map(start), added); }
  position const at{p.positions.find(form)};
  return {item_kind::form,
          p.place(object::with_meta(form, merge(object::meta(form), added)), at.known() ? at : target.at)};
}

} // namespace jank::reader
