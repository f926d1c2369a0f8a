// The shape of forms, their positions, and messages about them.

#include "analyzer/context.hpp"
#include "analyzer/names.hpp"
#include "object/collections.hpp"
#include "object/list.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"

namespace jank::analyzer {

namespace {

position position_in_meta(object_ref meta) {
  if(!object::is_map(meta)) { return {}; }
  object_ref const line{object::map_get(meta, object_ref{names().line})};
  object_ref const column{object::map_get(meta, object_ref{names().column})};
  if(!line.is_fixnum() || !column.is_fixnum()) { return {}; }
  return {static_cast<std::uint32_t>(line.as_fixnum()), static_cast<std::uint32_t>(column.as_fixnum())};
}

} // namespace

bool is_sequence(object_ref form) {
  return object::has_flag(form, object::flag_seq) || object::is(form, object::kind::list) ||
         object::is(form, object::kind::lazy_seq);
}

form_items items_of(object_ref sequence) {
  form_items items{sequence, {}};
  if(auto const *l{object::try_cast<object::list>(sequence)}) {
    items.values.reserve(l->count);
    for(std::uint32_t left{l->count}; left > 0; --left) {
      items.values.push_back(l->first);
      l = object::cast<object::list>(l->rest);
    }
    return items;
  }
  items.values.reserve(8);
  object::for_each(sequence, [&items](object_ref item) { items.values.push_back(item); });
  return items;
}

object::symbol *as_symbol(object_ref form) { return object::try_cast<object::symbol>(form); }

object::symbol *as_bare_symbol(object_ref form) {
  object::symbol *const s{as_symbol(form)};
  return s != nullptr && s->ns == nullptr ? s : nullptr;
}

position position_of(context const &c, object_ref form) {
  if(auto const *l{object::try_cast<object::list>(form)}) {
    if(position const p{position_in_meta(l->meta)}; p.known()) { return p; }
  }
  position const p{c.positions.find(form)};
  return p.known() ? p : c.here;
}

std::string shown(object_ref form) {
  constexpr std::size_t longest{60};
  std::string text{object::to_readable(form)};
  if(text.size() > longest) {
    std::size_t end{longest};
    while(end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u) { --end; }
    text.resize(end);
    text += "...";
  }
  return text;
}

value_type hinted_type(object::symbol const *name) {
  if(!object::is_map(name->meta)) { return value_type::object; }
  object::symbol const *const tag{as_bare_symbol(object::map_get(name->meta, object_ref{names().tag}))};
  if(tag == nullptr) { return value_type::object; }
  if(tag->name == names().long_) { return value_type::long_integer; }
  if(tag->name == names().double_) { return value_type::double_float; }
  return value_type::object;
}

void fail(context const &c, position at, std::string message, std::string hint) {
  throw reader::source_error{object::error_kind::compiler, std::move(message), std::move(hint), at, c.source.name};
}

void fail_unsupported(context const &c, position at, std::string message, std::string hint) {
  reader::source_error e{object::error_kind::compiler, std::move(message), std::move(hint), at, c.source.name};
  e.unsupported = true;
  throw e;
}

void warn(context &c, position at, std::string_view message) {
  std::string text{c.source.name};
  if(at.known()) { text += ":" + std::to_string(at.line) + ":" + std::to_string(at.column); }
  text += ": warning: ";
  text += message;
  c.out.warnings.push_back(std::move(text));
}

} // namespace jank::analyzer
