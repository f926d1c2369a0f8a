// Strings and names.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/append_str.hpp"
#include "object/find_keyword.hpp"
#include "object/fresh_names.hpp"
#include "object/visit_elements.hpp"

namespace jank::ns {

namespace {

object_ref str_one(object_ref, object_ref x) {
  if(is<string>(x)) { return x; }
  if(x.is_fixnum()) {
    long_digits const digits{x.as_fixnum()};
    return object_ref{make_string(digits.view())};
  }
  std::string text;
  print_str(text, x);
  return object_ref{make_string(text)};
}
// Often a long string and a little more, as in a reduction.
object_ref str_two(object_ref x, object_ref y) {
  std::string text;
  if(is<string>(x)) {
    if(is<string>(y)) { return object_ref{concatenate(cast<string>(x), cast<string>(y))}; }
    print_str(text, y);
    return object_ref{concatenate(cast<string>(x), make_string(text))};
  }
  print_str(text, x);
  print_str(text, y);
  return object_ref{make_string(text)};
}
object_ref str_all(object_ref, object_ref x, object_ref rest) {
  if(is<list>(rest) && next(rest).is_nil()) { return str_two(x, first(rest)); }
  text_buffer text;
  append_str(text, x);
  visit_elements_rooted(rest, [&text](object_ref v) { append_str(text, v); });
  return object_ref{make_string(text.whole())};
}

object_ref substring_from(object_ref, object_ref s, object_ref start) {
  auto *const text{expect<string>(s, "subs", "a string")};
  return object_ref{substring(text, to_long(start), text->char_count)};
}
object_ref substring_between(object_ref, object_ref s, object_ref start, object_ref end) {
  return object_ref{substring(expect<string>(s, "subs", "a string"), to_long(start), to_long(end))};
}

object_ref name_of(object_ref, object_ref x) {
  if(is<string>(x)) { return x; }
  if(auto const *const s{try_cast<symbol>(x)}) { return object_ref{s->name}; }
  if(auto const *const k{try_cast<keyword>(x)}) { return object_ref{k->name}; }
  throw_wrong_argument("name", "a string, symbol or keyword", x);
}
object_ref namespace_of(object_ref, object_ref x) {
  if(auto const *const s{try_cast<symbol>(x)}) { return object_ref{s->ns}; }
  if(auto const *const k{try_cast<keyword>(x)}) { return object_ref{k->ns}; }
  throw_wrong_argument("namespace", "a symbol or keyword", x);
}

std::string_view part(object_ref v, char const *function) {
  return v.is_nil() ? std::string_view{} : expect<string>(v, function, "strings")->view();
}

object_ref to_keyword(object_ref, object_ref x) {
  if(is<keyword>(x) || x.is_nil()) { return x; }
  if(auto const *const s{try_cast<symbol>(x)}) { return object_ref{make_keyword(qualified_name(s))}; }
  return object_ref{make_keyword(expect<string>(x, "keyword", "a string, symbol or keyword")->view())};
}
object_ref keyword_in(object_ref, object_ref ns, object_ref name) {
  return object_ref{make_keyword(part(ns, "keyword"), expect<string>(name, "keyword", "strings")->view())};
}
object_ref to_symbol(object_ref, object_ref x) {
  if(is<symbol>(x)) { return x; }
  if(auto const *const k{try_cast<keyword>(x)}) { return object_ref{make_symbol(qualified_name(k))}; }
  if(auto const *const v{try_cast<var>(x)}) { return object_ref{make_symbol(qualified_name(v))}; }
  return object_ref{make_symbol(expect<string>(x, "symbol", "a string, symbol, keyword or var")->view())};
}
object_ref symbol_in(object_ref, object_ref ns, object_ref name) {
  return object_ref{make_symbol(part(ns, "symbol"), expect<string>(name, "symbol", "strings")->view())};
}

std::string qualified_text(object_ref x) {
  if(auto const *const s{try_cast<symbol>(x)}) { return qualified_name(s); }
  if(auto const *const k{try_cast<keyword>(x)}) { return qualified_name(k); }
  return std::string{expect<string>(x, "find-keyword", "a string, symbol or keyword")->view()};
}
object_ref known_keyword(std::string_view ns, std::string_view name) {
  auto *const k{find_keyword(ns, name)};
  return k != nullptr ? object_ref{k} : nil;
}
object_ref find_by_name(object_ref, object_ref x) {
  auto const name{make_symbol(qualified_text(x))};
  return known_keyword(name->ns != nullptr ? name->ns->view() : std::string_view{}, name->name->view());
}
object_ref find_in(object_ref, object_ref ns, object_ref name) {
  return known_keyword(part(ns, "find-keyword"), expect<string>(name, "find-keyword", "strings")->view());
}

object_ref unique_symbol(std::string prefix) {
  static std::uint64_t last{0};
  return object_ref{make_fresh_symbol(prefix + std::to_string(++last))};
}
object_ref gensym_prefixed(object_ref, object_ref prefix) {
  std::string text;
  print_str(text, prefix);
  return unique_symbol(text);
}

constexpr native rows[]{
    {"str",
     "([] [x] [x & ys])",
     "The text of all arguments in one string; nil has none.",
     {+[](object_ref) { return object_ref{make_string({})}; }, str_one},
     str_all},
    {"subs",
     "([s start] [s start end])",
     "The characters of s from start (inclusive) to end (exclusive).",
     {substring_from, substring_between}},
    {"name",
     "([x])",
     "The name of a symbol or keyword, without its namespace, as a string; a string is its own name.",
     {name_of}},
    {"namespace", "([x])", "The namespace of a symbol or keyword as a string, or nil.", {namespace_of}},
    {"keyword",
     "([name] [ns name])",
     "The keyword with that name and namespace. A string with a / is split there.",
     {to_keyword, keyword_in}},
    {"find-keyword",
     "([name] [ns name])",
     "The keyword with that name and namespace if there is one already, else nil: it makes none.",
     {find_by_name, find_in}},
    {"symbol",
     "([name] [ns name])",
     "The symbol with that name and namespace. A string with a / is split there.",
     {to_symbol, symbol_in}},
    {"gensym",
     "([] [prefix])",
     "A symbol that no other has: the prefix, G__ when left out, and a number.",
     {+[](object_ref) { return unique_symbol("G__"); }, gensym_prefixed}},
};

} // namespace

struct string_table : rows_of_core<rows> {};
native_table string_natives() { return table_of<string_table>(); }

} // namespace jank::ns
