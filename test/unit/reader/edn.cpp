#include "reading.hpp"

#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/number.hpp"

using namespace jank;
using namespace jank::reader::test;

namespace {

object_ref pair(object::symbol *tag, object_ref form) { return object::make_vector({object_ref{tag}, form}); }

std::string read_edn(std::string_view text) {
  reader::source_text const source{make_source(text)};
  reader::reader in{source, reader::reader::edn_tags{pair}};
  auto const form{in.read()};
  return form.has_value() ? object::to_readable(*form) : "nothing";
}

} // namespace

TEST_CASE("EDN is values and tags") {
  CHECK(read_edn("{:a [1 \"x\" \\c #{nil}]} 2") == "{:a [1 \"x\" \\c #{nil}]}");
  CHECK(read_edn("#a/b [#c 1]") == "[a/b [[c 1]]]");
  CHECK(read_edn("#_ #a 1 2") == "2");
  CHECK(read_edn(" ; comment") == "nothing");
}

TEST_CASE("EDN has no code in it") {
  for(char const *const text : {"'a", "@a", "`a", "~a", "#'a", "#(a)", "#\"a\"", "#?(:jank 1)", "#=(a)", "#<a>", "::a",
                                "#::{:a 1}", "#nil 1", "#"}) {
    INFO(text);
    CHECK_THROWS_AS(read_edn(text), reader::source_error);
  }
}

TEST_CASE("what a tag's function throws passes through the reader") {
  reader::source_text const source{make_source("[#a 1]")};
  reader::reader in{source, reader::reader::edn_tags{[](object::symbol *, object_ref) -> object_ref {
                      object::throw_value(object::make_long(5));
                    }}};
  try {
    in.read();
    FAIL("nothing was thrown");
  } catch(object::thrown_value const &e) { CHECK(e.value == object::make_long(5)); }
}
