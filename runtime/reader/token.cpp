// Symbols, keywords, and the names among them that are values: nil, true, false.

#include "reader/parser.hpp"

#include "namespace/namespace.hpp"
#include "object/collections.hpp"

#include <cstdio>

namespace jank::reader {

namespace {

struct named_value {
  std::string_view name;
  object_ref value;
};

constexpr named_value named_values[]{
    {"nil", object::nil},
    {"true", object::jank_true},
    {"false", object::jank_false},
};

// Unicode white space and invisible characters: in a name they could only be a mistake that nobody sees.
bool is_invisible(char32_t c) {
  return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 ||
         c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

std::string code_point(char32_t c) {
  char text[16];
  std::snprintf(text, sizeof text, "U+%04X", static_cast<unsigned>(c));
  return text;
}

// Requires that some byte of `token` is a control character or beyond ASCII.
void check_characters(parser const &p, std::string_view token, position at) {
  for(std::size_t offset{}; offset < token.size(); ++at.column) {
    std::size_t const begin{offset};
    char32_t const c{object::decode_utf8(token, offset)};
    if(c == 0xfffd && token.substr(begin, offset - begin) != "\xef\xbf\xbd") {
      fail(p, at, "the text is not UTF-8 here", "save the file as UTF-8");
    }
    if(is_invisible(c)) {
      fail(p, at, "invisible character " + code_point(c) + " in a name",
           "replace it by an ordinary space, or remove it");
    }
    if(c < 0x80 && is_class(static_cast<char>(c), class_control)) {
      fail(p, at, "control character " + code_point(c) + " in a name", "remove it");
    }
  }
}

struct split_name {
  std::string_view ns;
  std::string_view name;
  char const *wrong{}; // why this is no name; null when it is one
};

// What follows the colons of a keyword, or a whole symbol.
split_name split(std::string_view token) {
  if(token.empty()) { return {{}, {}, "a name is missing"}; }
  if(token == "/") { return {{}, token}; }
  auto const slash{token.find('/')};
  split_name parts{{}, token};
  if(slash != std::string_view::npos) { parts = {token.substr(0, slash), token.substr(slash + 1)}; }
  if(slash == 0) { parts.wrong = "the namespace before / is missing"; }
  if(parts.name.empty()) { parts.wrong = "the name behind / is missing"; }
  if(!parts.name.empty() && parts.name != "/") {
    if(parts.name.front() == '/') { parts.wrong = "the name behind / is missing"; }
  }
  if(parts.name.ends_with(':') || parts.ns.ends_with(':')) { parts.wrong = "a name cannot end with a colon"; }
  if(token.find("::") != std::string_view::npos) { parts.wrong = "a name cannot contain two colons in a row"; }
  return parts;
}

[[noreturn]] void fail_token(parser const &p, std::string_view token, char const *why, position at) {
  fail(p, at, std::string{"invalid token `"}.append(token).append("`"), why);
}

object_ref read_keyword(parser &p, std::string_view token, position at) {
  bool const resolved{token.starts_with("::")};
  if(resolved && p.is_edn) { fail_token(p, token, "EDN knows no keywords of the current namespace", at); }
  split_name parts{split(token.substr(resolved ? 2 : 1))};
  if(parts.wrong == nullptr && parts.name.front() == ':') { parts.wrong = "a keyword begins with one or two colons"; }
  if(parts.wrong != nullptr) { fail_token(p, token, parts.wrong, at); }
  if(resolved) { parts.ns = parts.ns.empty() ? current_namespace_name() : resolve_alias(p, parts.ns, at); }
  return object::make_keyword(parts.ns, parts.name);
}

} // namespace

std::string_view current_namespace_name() { return ns::current_namespace()->name->name->view(); }

std::string_view resolve_alias(parser &p, std::string_view alias, position at) {
  if(p.discarding > 0) { return alias; }
  ns::name_space const *const current{ns::current_namespace()};
  object::symbol const *const name{object::make_symbol({}, alias)};
  object_ref const aliased{object::map_get(current->aliases, name)};
  ns::name_space const *const target{aliased.is_some() ? object::cast<ns::name_space>(aliased)
                                                       : ns::find_namespace(name)};
  if(target == nullptr) {
    std::string const text{alias};
    fail(p, at,
         "`" + text + "` is no alias in namespace " + std::string{current_namespace_name()} + " and no namespace",
         "require the namespace first: (require '[... :as " + text + "])");
  }
  return target->name->name->view();
}

std::string_view scan_token(parser &p) {
  char const *const begin{p.text.here};
  position const at{p.text.at};
  bool plain{true};
  while(!p.text.done() && !is_class(*p.text.here, class_ends_token)) {
    plain = plain && static_cast<unsigned char>(*p.text.here) < 0x80 && !is_class(*p.text.here, class_control);
    p.text.step();
  }
  std::string_view const token{begin, static_cast<std::size_t>(p.text.here - begin)};
  if(!plain) { check_characters(p, token, at); }
  return token;
}

item read_token(parser &p, position start) {
  std::string_view const token{scan_token(p)};
  if(token.front() == ':') { return {item_kind::form, read_keyword(p, token, start)}; }
  if(token.front() == '%' && p.literal != nullptr) { return {item_kind::form, read_argument(p, token, start)}; }
  for(auto const &known : named_values) {
    if(known.name == token) { return {item_kind::form, known.value}; }
  }
  split_name parts{split(token)};
  // Only keywords have such names, as #:a{:1 x} and ::1 make them.
  if(!parts.name.empty() && is_class(parts.name.front(), class_digit)) {
    parts.wrong = "the name of a symbol cannot begin with a digit";
  }
  if(parts.wrong != nullptr) { fail_token(p, token, parts.wrong, start); }
  return {item_kind::form, p.place(object::make_symbol(parts.ns, parts.name), start)};
}

} // namespace jank::reader
