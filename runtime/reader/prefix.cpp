// Characters that wrap the form behind them: 'x @x #'x ~x ~@x, and #_ that drops it.

#include "reader/core_symbols.hpp"
#include "reader/parser.hpp"

#include "object/list.hpp"

namespace jank::reader {

namespace {

item wrap(parser &p, object_ref head, char const *prefix, std::size_t length, position start) {
  p.text.step_over(length);
  object_ref const form{read_form(p, prefix, start).form};
  return {item_kind::form, p.place(object::make_list({head, form}), start)};
}

} // namespace

item read_quote(parser &p, position start) { return wrap(p, core().quote, "'", 1, start); }
item read_deref(parser &p, position start) { return wrap(p, core().deref, "@", 1, start); }
item read_var_quote(parser &p, position start) { return wrap(p, core().var, "#'", 2, start); }

item read_unquote(parser &p, position start) {
  bool const splicing{p.text.left() > 1 && p.text.here[1] == '@'};
  std::uint32_t const around{p.syntax_quotes};
  p.syntax_quotes = around == 0 ? 0 : around - 1;
  item const unquoted{splicing ? wrap(p, core().unquote_splicing, "~@", 2, start)
                               : wrap(p, core().unquote, "~", 1, start)};
  p.syntax_quotes = around;
  return unquoted;
}

item read_discard(parser &p, position start) {
  p.text.step_over(2);
  ++p.discarding;
  read_form(p, "#_", start);
  --p.discarding;
  return {};
}

} // namespace jank::reader
