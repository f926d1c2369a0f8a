// #:ns{:a 1} is {:ns/a 1}; #::{...} takes the current namespace, #::alias{...} what the alias means. Keys that have a namespace
// keep it, and the namespace _ stands for none.

#include "reader/parser.hpp"

#include "object/print.hpp"

namespace jank::reader {

namespace {

constexpr std::string_view no_namespace{"_"};

// Whether `name` without its namespace would be read as something else: 'a, nil, -1, b/c.
bool needs_namespace(std::string_view name, bool symbol) {
  if(name == "/") { return false; }
  if(name.front() == ':' || name.find('/') != std::string_view::npos) { return true; }
  bool const number{name.find_first_not_of("+-") == 1 && is_class(name[1], class_digit)};
  return symbol && (number || is_class(name.front(), class_ends_number | class_digit) || name == "nil" ||
                    name == "true" || name == "false");
}

// The namespace for a key that is written with `ns` (null: none).
std::string_view namespace_of_key(parser &p, item const &key, object::string const *ns, std::string_view name,
                                  std::string_view prefix) {
  if(ns == nullptr) { return prefix; }
  if(ns->view() != no_namespace) { return ns->view(); }
  if(needs_namespace(name, object::is<object::symbol>(key.form))) {
    fail(p, key.at, "the key " + object::to_readable(key.form) + " cannot be without a namespace");
  }
  return {};
}

object_ref qualify(parser &p, item const &key, std::string_view prefix) {
  if(auto const *const k{object::try_cast<object::keyword>(key.form)}; k != nullptr) {
    std::string_view const name{k->name->view()};
    return object::make_keyword(namespace_of_key(p, key, k->ns, name, prefix), name);
  }
  if(auto const *const s{object::try_cast<object::symbol>(key.form)}; s != nullptr) {
    std::string_view const name{s->name->view()};
    auto *const qualified{object::make_symbol(namespace_of_key(p, key, s->ns, name, prefix), name)};
    qualified->meta = s->meta;
    return p.place(qualified, key.at);
  }
  return key.form;
}

// As the namespace of a symbol it would not be read again.
bool cannot_be_namespace(std::string_view name) {
  return name.find_first_of(":/") != std::string_view::npos ||
         (!name.empty() && is_class(name.front(), class_digit | class_ends_number));
}

std::string_view read_prefix(parser &p, position start) {
  p.text.step_over(2);
  bool const resolved{p.text.sees(':')};
  if(resolved && p.is_edn) { fail(p, start, "EDN knows no maps of the current namespace, #::{}"); }
  if(resolved) { p.text.step(); }
  position const at{p.text.at};
  std::string_view const name{p.text.done() ? std::string_view{} : scan_token(p)};
  if(cannot_be_namespace(name) || (name.empty() && !resolved && !p.text.done())) {
    fail(p, start, "`#:" + std::string{name} + "` names no namespace", "write #:ns{...}, #::{...} or #::alias{...}");
  }
  if(!resolved) { return name; }
  return name.empty() ? current_namespace_name() : resolve_alias(p, name, at);
}

} // namespace

item read_namespaced_map(parser &p, position start) {
  std::string_view const prefix{read_prefix(p, start)};
  p.text.skip_space();
  if(p.text.done()) { fail_incomplete(p, start, "the text ends before the map of #:"); }
  if(!p.text.sees('{')) { fail(p, p.text.at, "#: wants a map behind its namespace"); }
  std::size_t const base{read_elements(p, braces, start)};
  for(std::size_t i{base}; i < p.forms.size(); i += 2) {
    p.forms[i] = qualify(p, {item_kind::form, p.forms[i], p.places[i]}, prefix);
  }
  return {item_kind::form, finish_map(p, base, start)};
}

} // namespace jank::reader
