#include "reader/reading.hpp"

#include "object/symbol.hpp"

using namespace jank;
using namespace jank::reader::test;

namespace {

// "namespace|name"
std::string parts_of_symbol(std::string_view text) {
  auto const *const s{object::cast<object::symbol>(read_one(text))};
  return std::string{s->ns == nullptr ? std::string_view{} : s->ns->view()} + "|" + std::string{s->name->view()};
}
std::string parts_of_keyword(std::string_view text) {
  auto const *const k{object::cast<object::keyword>(read_one(text))};
  return std::string{k->ns == nullptr ? std::string_view{} : k->ns->view()} + "|" + std::string{k->name->view()};
}

} // namespace

TEST_CASE("nil, true and false are values") {
  CHECK(read_one("nil") == object::nil);
  CHECK(read_one("true") == object::jank_true);
  CHECK(read_one("false") == object::jank_false);
  CHECK(object::is<object::symbol>(read_one("nilly")));
  CHECK(object::is<object::symbol>(read_one("a/nil")));
}

TEST_CASE("symbols have a name and perhaps a namespace") {
  check_examples(parts_of_symbol, {
                                      {"a", "|a"},
                                      {"a/b", "a|b"},
                                      {"/", "|/"},
                                      {"ns//", "ns|/"},
                                      {"clojure.core/map", "clojure.core|map"},
                                      {"a/b/c", "a|b/c"},
                                      {"+", "|+"},
                                      {"-", "|-"},
                                      {".", "|."},
                                      {"..", "|.."},
                                      {".size", "|.size"},
                                      {"foo.", "|foo."},
                                      {"->>", "|->>"},
                                      {"a'", "|a'"},
                                      {"a#", "|a#"},
                                      {"a:b", "|a:b"},
                                      {"*ns*", "|*ns*"},
                                      {"&", "|&"},
                                      {"%", "|%"},
                                      {"a%b", "|a%b"},
                                      {"<=>", "|<=>"},
                                      {"a|b", "|a|b"},
                                      {"日本/é", "日本|é"},
                                      {"cpp/std.sin", "cpp|std.sin"},
                                  });
}

TEST_CASE("each occurrence of a symbol is an object of its own") {
  auto const forms{read_forms("a a")};
  CHECK_FALSE(forms[0] == forms[1]);
}

TEST_CASE("keywords") {
  check_examples(parts_of_keyword, {
                                       {":a", "|a"},
                                       {":a/b", "a|b"},
                                       {":a.b/c", "a.b|c"},
                                       {":/", "|/"},
                                       {":1", "|1"},
                                       {":a/1", "a|1"},
                                       {"::1", "reader.test|1"},
                                       {":a:b", "|a:b"},
                                       {":a'#", "|a'#"},
                                       {":日", "|日"},
                                       {"::a", "reader.test|a"},
                                       {"::reader.test/a", "reader.test|a"},
                                   });
  auto const forms{read_forms(":k :k")};
  CHECK(forms[0] == forms[1]);
}

TEST_CASE("::alias/name takes the namespace that the alias means") {
  make_source("");
  auto *const here{ns::current_namespace()};
  ns::add_alias(here, object::make_symbol({}, "s"), ns::intern_namespace("some.where.else"));
  CHECK(read_all("::s/k") == ":some.where.else/k");
  CHECK(error_of("[::nowhere/k]") ==
        "1:2 `nowhere` is no alias in namespace reader.test and no namespace | require the "
        "namespace first: (require '[... :as nowhere])");
}

TEST_CASE("tokens end at white space, delimiters and macro characters") {
  check_examples(read_all, {
                               {"(a(b)c)", "(a (b) c)"},
                               {"[a\"s\"b]", "[a \"s\" b]"},
                               {"[a@b]", "[a (clojure.core/deref b)]"},
                               {"[a;b\n]", "[a]"},
                               {"[a,b]", "[a b]"},
                               {"[:a:b]", "[:a:b]"},
                               {"[a\\b]", "[a \\b]"},
                               {"{:a{:b[1]}}", "{:a {:b [1]}}"},
                           });
}

TEST_CASE("names that are none") {
  check_examples(error_of, {
                               {":", "1:1 invalid token `:` | a name is missing"},
                               {"::", "1:1 invalid token `::` | a name is missing"},
                               {"[a :]", "1:4 invalid token `:` | a name is missing"},
                               {":::a", "1:1 invalid token `:::a` | a keyword begins with one or two colons"},
                               {"a/", "1:1 invalid token `a/` | the name behind / is missing"},
                               {"/a", "1:1 invalid token `/a` | the namespace before / is missing"},
                               {"//", "1:1 invalid token `//` | the namespace before / is missing"},
                               {"a//b", "1:1 invalid token `a//b` | the name behind / is missing"},
                               {":a/", "1:1 invalid token `:a/` | the name behind / is missing"},
                               {"a:", "1:1 invalid token `a:` | a name cannot end with a colon"},
                               {":a:", "1:1 invalid token `:a:` | a name cannot end with a colon"},
                               {"a:/b", "1:1 invalid token `a:/b` | a name cannot end with a colon"},
                               {"a::b", "1:1 invalid token `a::b` | a name cannot contain two colons in a row"},
                               {"a/1", "1:1 invalid token `a/1` | the name of a symbol cannot begin with a digit"},
                           });
}

TEST_CASE("invisible and broken characters in names are refused where they are") {
  check_examples(
      error_of,
      {
          {"(ab\u00a0cd)", "1:4 invisible character U+00A0 in a name | replace it by an ordinary space, or remove it"},
          {"é\u200b", "1:2 invisible character U+200B in a name | replace it by an ordinary space, or remove it"},
          {"\n a\x01", "2:3 control character U+0001 in a name | remove it"},
          {"ab\xff", "1:3 the text is not UTF-8 here | save the file as UTF-8"},
          {":\xc3", "1:2 the text is not UTF-8 here | save the file as UTF-8"},
      });
  CHECK(read_all("\ufffd") == "\ufffd");
}
