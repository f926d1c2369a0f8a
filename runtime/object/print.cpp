#include "object/print.hpp"

#include "memory/interruption.hpp"
#include "object/cell.hpp"
#include "object/collections.hpp"
#include "object/data_literals.hpp"
#include "object/detail/instance.hpp"
#include "object/detail/seqs.hpp"
#include "object/detail/sorted.hpp"
#include "object/detail/visit.hpp"
#include "object/error.hpp"
#include "object/lazy.hpp"
#include "object/long_digits.hpp"
#include "object/nesting.hpp"
#include "object/number.hpp"
#include "object/print_dup.hpp"
#include "object/reference.hpp"
#include "object/regex.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace jank::object {

namespace {

constinit printer registered[kind_count]{};
constinit print_override override{};

// Where messages are cut.
constexpr std::size_t short_elements{8};
constexpr std::size_t short_characters{60};
constexpr std::size_t short_bytes{200};
constexpr std::size_t short_levels{4};

// Elements between two questions whether to stop.
constexpr std::uint32_t elements_between_polls{1024};
constinit std::uint32_t elements_printed{};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '*'; }

// The one namespace of all keys of a map, or null. A map of keys that would be read otherwise without theirs has none.
string const *namespace_of_keys(object_ref map) {
  string const *shared{};
  bool const all{visit_map(map, [&shared](object_ref key, object_ref) {
    auto const *const k{try_cast<keyword>(key)};
    auto const *const s{try_cast<symbol>(key)};
    string const *const ns{k != nullptr ? k->ns : s != nullptr && s->meta.is_nil() ? s->ns : nullptr};
    if(ns == nullptr || (shared != nullptr && shared->view() != ns->view())) { return false; }
    if(s != nullptr && !is_letter(s->name->view().front())) { return false; }
    std::string_view const name{(k != nullptr ? k->name : s->name)->view()};
    if(name.find('/') != std::string_view::npos || name == "nil" || name == "true" || name == "false") { return false; }
    shared = ns;
    return true;
  })};
  return all ? shared : nullptr;
}

// What the reader lets metadata stand before.
bool keeps_metadata(object_ref v) {
  return is<symbol>(v) || is_vector(v) || is_map(v) || is_set(v) || has_flag(v, flag_seq);
}

bool is_pending(object_ref v) {
  if(auto const *const cell{try_cast<iterate>(v)}) { return cell->computed == 0; }
  return is(v, kind::lazy_seq) && !is_realized(v);
}

struct writer {
  std::string &out;
  bool readably;
  bool shortened{};
  print_settings const *settings{};                          // null: everything is shown, and nobody is asked
  std::size_t most{std::numeric_limits<std::size_t>::max()}; // bytes, after which elements are left out
  std::vector<object_ref> around{}; // the references and collections being printed, outermost first

  void value(object_ref v);

private:
  void immediate(object_ref v);
  void character(char32_t c);
  void text(string const *s);
  void seq_elements(object_ref coll);
  void vector_elements(object_ref coll);
  void map_entries(object_ref map);
  void map_entries_without_namespace(object_ref map);
  void set_elements(object_ref set);
  void map(object_ref v);
  void fields(object_ref record);
  void sorted_by_call(object_ref v);
  void metadata(object_ref v);
  void tagged(char const *tag, std::string_view text);
  void literal_with_tag(tagged_literal const *t);
  void conditional(reader_conditional const *c);
  void inside(object_ref v, char const *open, void (writer::*elements)(object_ref), char const *close);
  void object(object_ref v, char const *status, object_ref held);
  void object(object_ref v);
  void error_object(error const *e);
  void cpp_error_object(cpp_error const *e);
  void delay_object(delay const *d);
  void cell_object(cell const *c);
  void instance_object(object_ref v);

  bool dup() const { return settings != nullptr && settings->dup; }

  // Before each element; false when the rest is to be left out.
  bool more(std::size_t index, char const *separator) {
    if(++elements_printed % elements_between_polls == 0) { memory::poll(); }
    if(index > 0) { out += separator; }
    if(settings != nullptr && settings->drain != nullptr) { settings->drain(out, settings->to); }
    if(out.size() > most) {
      out += "...";
      return false;
    }
    if(settings != nullptr && settings->length >= 0 && index >= static_cast<std::uint64_t>(settings->length)) {
      out += "...";
      return false;
    }
    if(!shortened || (index < short_elements && out.size() < short_bytes)) { return true; }
    out += "...";
    return false;
  }
};

void writer::immediate(object_ref v) {
  if(v.is_nil()) {
    out += "nil";
  } else if(v.is_fixnum()) {
    out += long_digits{v.as_fixnum()}.view();
  } else if(v.is_boolean()) {
    out += v.truthy() ? "true" : "false";
  } else {
    character(v.as_char());
  }
}

void writer::character(char32_t c) {
  if(readably) {
    append_readable_char(out, c);
  } else {
    append_utf8(out, c);
  }
}

void writer::text(string const *s) {
  auto shown{s->view()};
  bool const cut{shortened && s->char_count > short_characters};
  if(cut) {
    std::size_t end{};
    for(std::size_t i{}; i < short_characters; ++i) { decode_utf8(s->view(), end); }
    shown = shown.substr(0, end);
  }
  if(readably) {
    append_readable_string(out, shown);
  } else {
    out += shown;
  }
  if(cut) { out += "..."; }
}

void writer::seq_elements(object_ref coll) {
  for(std::size_t i{};; ++i) {
    bool const pending{shortened && is_pending(coll)};
    if(!pending) {
      coll = seq(coll);
      if(coll.is_nil()) { return; }
    }
    if(!more(i, " ")) { return; }
    if(pending) {
      out += "...";
      return;
    }
    value(first(coll));
    coll = rest(coll);
  }
}

void writer::vector_elements(object_ref coll) {
  std::size_t i{};
  visit_vector(coll, [&](object_ref element) {
    if(!more(i++, " ")) { return false; }
    value(element);
    return true;
  });
}

void writer::map_entries(object_ref map) {
  std::size_t i{};
  visit_map(map, [&](object_ref key, object_ref val) {
    if(!more(i++, ", ")) { return false; }
    value(key);
    out += ' ';
    value(val);
    return true;
  });
}

void writer::map_entries_without_namespace(object_ref map) {
  std::size_t i{};
  visit_map(map, [&](object_ref key, object_ref val) {
    if(!more(i++, ", ")) { return false; }
    if(is<keyword>(key)) {
      out.append(":").append(cast<keyword>(key)->name->view());
    } else {
      out += cast<symbol>(key)->name->view();
    }
    out += ' ';
    value(val);
    return true;
  });
}

void writer::set_elements(object_ref set) {
  std::size_t i{};
  visit_set(set, [&](object_ref element) {
    if(!more(i++, " ")) { return false; }
    value(element);
    return true;
  });
}

void writer::inside(object_ref v, char const *open, void (writer::*elements)(object_ref), char const *close) {
  nesting const level{"to print"};
  if(settings != nullptr && settings->level >= 0 && around.size() >= static_cast<std::uint64_t>(settings->level)) {
    out += '#';
    return;
  }
  out += open;
  if(shortened && around.size() >= short_levels) {
    out += "...";
  } else {
    around.push_back(v);
    (this->*elements)(v);
    around.pop_back();
  }
  out += close;
}

// #object[type-name address]
void writer::object(object_ref v) {
  out.append("#object[").append(v.as_heap()->type->name).append(" 0x");
  char digits[2 * sizeof(word)];
  auto *at{std::end(digits)};
  for(auto rest{v.bits}; rest != 0; rest >>= 4) { *--at = "0123456789abcdef"[rest & 0xf]; }
  out.append(at, std::end(digits)).append("]");
}

// #object[type-name address {:status :ready, :val 1}]; a reference that leads to itself shows "..." there.
void writer::object(object_ref v, char const *status, object_ref held) {
  object(v);
  out.back() = ' ';
  out.append("{:status ").append(status).append(", :val ");
  bool const cyclic{std::find(around.begin(), around.end(), v) != around.end()};
  if(cyclic || (shortened && around.size() >= short_levels)) {
    out += "...";
  } else {
    nesting const level{"to print"};
    around.push_back(v);
    value(held);
    around.pop_back();
  }
  out += "}]";
}

void writer::delay_object(delay const *d) {
  bool const ran{d->body.is_nil()};
  object(d, !ran ? ":pending" : d->failed ? ":failed" : ":ready", d->value);
}

void writer::cell_object(cell const *c) {
  bool const waits{c->sort == cell_sort::promise || c->sort == cell_sort::future};
  object(c, waits && !c->settled ? ":pending" : c->failed ? ":failed" : ":ready", c->value);
}

void writer::error_object(error const *e) {
  nesting const level{"to print"};
  bool const outer{readably};
  readably = true;
  out += "#error {:message ";
  value(e->message);
  if(e->data.is_some()) {
    out += ", :data ";
    value(e->data);
  }
  if(e->cause.is_some()) {
    out += ", :cause ";
    value(e->cause);
  }
  out += "}";
  readably = outer;
}

void writer::cpp_error_object(cpp_error const *e) {
  bool const outer{readably};
  readably = true;
  out += "#error {:message ";
  value(e->message);
  out += ", :type ";
  value(e->type_name);
  out += "}";
  readably = outer;
}

// Keys are printed as they are, or, when all are of one namespace, without it behind #:ns.
void writer::map(object_ref v) {
  string const *const shared{settings != nullptr && settings->namespace_maps ? namespace_of_keys(v) : nullptr};
  if(shared == nullptr) { return inside(v, "{", &writer::map_entries, "}"); }
  out.append("#:").append(shared->view());
  inside(v, "{", &writer::map_entries_without_namespace, "}");
}

void writer::metadata(object_ref v) {
  object_ref const m{meta(v)};
  if(m.is_nil() || map_count(m) == 0) { return; }
  out += '^';
  value(m);
  out += ' ';
}

void writer::tagged(char const *tag, std::string_view text) {
  out.append("#").append(tag).append(" \"").append(text).append("\"");
}

void writer::fields(object_ref record) {
  std::size_t i{};
  visit_map(record, [&](object_ref, object_ref val) {
    if(i++ > 0) { out += ' '; }
    value(val);
    return true;
  });
}

// #=(clojure.core/sorted-set-by comparator 1 2)
void writer::sorted_by_call(object_ref v) {
  bool const is_sorted_map{is(v, kind::sorted_map)};
  std::string open{is_sorted_map ? "#=(clojure.core/sorted-map" : "#=(clojure.core/sorted-set"};
  object_ref const comparator{as_sorted(v)->comparator};
  if(comparator.is_some()) { open += "-by "; }
  out += open;
  if(comparator.is_some()) { value(comparator); }
  if(sorted_count(v) > 0) { out += ' '; }
  inside(v, "", is_sorted_map ? &writer::map_entries : &writer::set_elements, ")");
}

void writer::literal_with_tag(tagged_literal const *t) {
  nesting const level{"to print"};
  out += '#';
  value(t->tag);
  out += ' ';
  value(t->form);
}

void writer::conditional(reader_conditional const *c) {
  nesting const level{"to print"};
  out += c->splicing ? "#?@" : "#?";
  value(c->form);
}

// A record: #user.Point{:x 1}; what is a seq as one; others with what their toString says.
void writer::instance_object(object_ref v) {
  if(is_record(v)) {
    out.append("#").append(v.as_heap()->type->name);
    bool const only_fields{map_count(v) == cast<instance>(v)->instance_type_of()->field_count};
    if(dup() && only_fields) { return inside(v, "[", &writer::fields, "]"); }
    return inside(v, "{", &writer::map_entries, "}");
  }
  if(has_flag(v, flag_seq)) { return inside(v, "(", &writer::seq_elements, ")"); }
  object(v);
  if(string const *const text{detail::instance_text(v)}) {
    out.back() = ' ';
    append_readable_string(out, text->view());
    out += ']';
  }
}

void writer::value(object_ref v) {
  if(!v.is_heap()) { return immediate(v); }
  auto const what{v.as_heap()->type->what};
  if(settings != nullptr) {
    if(override != nullptr && override(out, v, *settings)) { return; }
    if(settings->metadata && settings->readably && (!dup() || keeps_metadata(v))) { metadata(v); }
  }
  if(auto const print{registered[static_cast<std::size_t>(what)]}) { return print(out, v, readably); }
  switch(what) {
  case kind::long_integer:
  case kind::double_float:
  case kind::big_integer:
  case kind::ratio:
  case kind::big_decimal: return append_number(out, v, true);
  case kind::string: return text(cast<string>(v));
  case kind::keyword: out.append(":").append(qualified_name(cast<keyword>(v))); return;
  case kind::symbol: out += qualified_name(cast<symbol>(v)); return;
  case kind::list:
  case kind::cons:
  case kind::lazy_seq:
  case kind::vector_seq:
  case kind::string_seq:
  case kind::map_seq:
  case kind::long_range:
  case kind::iterate:
  case kind::reducible:
  case kind::chunked_cons: return inside(v, "(", &writer::seq_elements, ")");
  case kind::vector:
  case kind::map_entry: return inside(v, "[", &writer::vector_elements, "]");
  case kind::array_map:
  case kind::hash_map: return map(v);
  case kind::sorted_map: return dup() ? sorted_by_call(v) : map(v);
  case kind::hash_set: return inside(v, "#{", &writer::set_elements, "}");
  case kind::sorted_set: return dup() ? sorted_by_call(v) : inside(v, "#{", &writer::set_elements, "}");
  case kind::atom: return object(v, ":ready", cast<atom>(v)->value);
  case kind::volatile_box: return object(v, ":ready", cast<volatile_box>(v)->value);
  case kind::reduced: return object(v, ":ready", cast<reduced>(v)->value);
  case kind::delay: return delay_object(cast<delay>(v));
  case kind::inst: return tagged("inst", inst_text(cast<inst>(v)->milliseconds));
  case kind::uuid: return tagged("uuid", uuid_text(cast<uuid>(v)));
  case kind::tagged_literal: return literal_with_tag(cast<tagged_literal>(v));
  case kind::reader_conditional: return conditional(cast<reader_conditional>(v));
  case kind::regex: return print_regex(out, cast<regex>(v));
  case kind::cell: return cell_object(cast<cell>(v));
  case kind::error: return error_object(cast<error>(v));
  case kind::cpp_error: return cpp_error_object(cast<cpp_error>(v));
  case kind::instance: return instance_object(v);
  case kind::type_description:
    if(dup()) { out += "#="; }
    out += qualified_name(cast<type_description>(v)->name);
    return;
  case kind::function:
  case kind::var:
  case kind::unbound:
  case kind::name_space:
  case kind::uncallable:
  case kind::unit:
  case kind::opaque:
  case kind::transient:
  case kind::array:
  case kind::multimethod:
  case kind::protocol: return object(v);
  }
}

} // namespace

void set_printer(kind k, printer p) { registered[static_cast<std::size_t>(k)] = p; }

void set_print_override(print_override f) { override = f; }

void print(std::string &out, object_ref v, print_settings const &settings) {
  writer{out, settings.readably, false, &settings}.value(v);
}

constinit print_settings const dup_settings{.metadata = true, .dup = true};

void print_readably(std::string &out, object_ref v) { writer{out, true}.value(v); }
void print_text(std::string &out, object_ref v) { writer{out, false}.value(v); }

void print_within(std::string &out, object_ref v, bool readably, std::size_t most) {
  writer w{out, readably};
  w.most = out.size() + most;
  w.value(v);
}

void print_str(std::string &out, object_ref v) {
  if(v.is_nil()) { return; }
  if(is(v, kind::string)) {
    out += cast<string>(v)->view();
    return;
  }
  if(auto const *const r{try_cast<regex>(v)}) {
    out += r->pattern->view();
    return;
  }
  if(is_number(v)) { return append_number(out, v, false); }
  if(is(v, kind::name_space)) { return print_text(out, v); }
  if(is(v, kind::instance)) {
    if(string const *const text{detail::instance_text(v)}) {
      out += text->view();
      return;
    }
  }
  if(auto const *const i{try_cast<inst>(v)}) {
    out += inst_text(i->milliseconds);
    return;
  }
  if(auto const *const u{try_cast<uuid>(v)}) {
    out += uuid_text(u);
    return;
  }
  bool const as_it_is{v.is_char() || is(v, kind::string)};
  writer{out, !as_it_is}.value(v);
}

std::string to_readable(object_ref v) {
  std::string out;
  print_readably(out, v);
  return out;
}

std::string to_text(object_ref v) {
  std::string out;
  print_text(out, v);
  return out;
}

std::string to_str(object_ref v) {
  std::string out;
  print_str(out, v);
  return out;
}

std::string to_short_text(object_ref v) {
  std::string out;
  writer{out, true, true}.value(v);
  return out;
}

} // namespace jank::object
