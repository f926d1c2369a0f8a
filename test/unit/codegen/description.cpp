#include "codegen/description.hpp"

#include "catch2.hpp"
#include "codegen/listing.hpp"
#include "memory/safepoint.hpp"
#include "object/equality.hpp"
#include "object/reference.hpp"
#include "unit/format.hpp"
#include "unit/unit.hpp"

using namespace jank;
using namespace jank::object;

namespace {

struct fixture : test::emission {
  // The unit described and made again, with slots that are never called.
  unit::unit *made_again(codegen::unit_code &code) {
    codegen::description const d{codegen::describe(code)};
    std::vector<entry> const slots(d.code.size(), reinterpret_cast<entry>(&emission::none));
    return unit::instantiate(d.content, slots);
  }

  // The constant `text` reads as, after the way through a description.
  object_ref constant_again(std::string_view text) {
    codegen::unit_code code;
    code.name = "test";
    reader::source_text const source{"test.jank", std::string{text}};
    reader::reader in{source};
    code.intern_value(in.read().value());
    return made_again(code)->constants[0];
  }
};

} // namespace

TEST_CASE_METHOD(fixture, "constants come back as they were") {
  for(std::string_view const text : {"nil",
                                     "true",
                                     "false",
                                     "0",
                                     "-1",
                                     "1073741823",
                                     "-1073741824",
                                     "9223372036854775807",
                                     "-9223372036854775808",
                                     "1.5",
                                     "-0.0",
                                     "1.0E300",
                                     "42N",
                                     "-9223372036854775809",
                                     "0N",
                                     "-22/7",
                                     "100000000000000000000/3",
                                     "-1.50M",
                                     "1E+400000000M",
                                     "\\a",
                                     "\\newline",
                                     "\"\"",
                                     "\"text with \\\"quotes\\\" and ünïcödé\"",
                                     "sym",
                                     "a.b/sym",
                                     ":key",
                                     ":a.b/key",
                                     "()",
                                     "(1 2 (3))",
                                     "[]",
                                     "[1 [2 [3]]]",
                                     "{}",
                                     "{:a 1, \"b\" [2]}",
                                     "#{}",
                                     "#{1 2 3}",
                                     "{1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9 10 10}",
                                     "[nil true 1 2.5 \\x \"s\" y :z (1) [2] {3 4} #{5}]"}) {
    INFO(text);
    reader::source_text const source{"test.jank", std::string{text}};
    reader::reader in{source};
    object_ref const before{in.read().value()};
    object_ref const after{constant_again(text)};
    CHECK(to_readable(after) == to_readable(before));
    CHECK((equal(after, before) || text == "-0.0"));
  }
}

TEST_CASE_METHOD(fixture, "metadata comes back, the reader's positions do not") {
  CHECK(to_readable(meta(constant_again("^:dynamic [1]"))) == "{:dynamic true}");
  CHECK(meta(constant_again("(1 2)")).is_nil());
  CHECK(to_readable(meta(constant_again("^{:tag long} x"))) == "{:tag long}");
}

TEST_CASE_METHOD(fixture, "keywords, vars and namespaces come back as the same objects") {
  codegen::unit_code code;
  code.name = "test";
  ns::var *const v{ns::intern_var(user, "v")};
  code.intern_value(object_ref{make_keyword("k")});
  code.intern_var(object_ref{v});
  code.intern_value(object_ref{user});
  unit::unit const *const u{made_again(code)};
  CHECK(u->constants[0] == object_ref{make_keyword("k")});
  CHECK(u->constants[1] == object_ref{v});
  CHECK(u->constants[2] == object_ref{user});
}

TEST_CASE_METHOD(fixture, "an address is that of the image") {
  codegen::unit_code code;
  code.name = "test";
  code.intern_address("safepoint-request");
  CHECK(made_again(code)->constants[0].bits == reinterpret_cast<word>(&jank_safepoint_request));
  codegen::unit_code unknown;
  unknown.name = "test";
  unknown.intern_address("nowhere");
  CHECK_THROWS_AS(made_again(unknown), thrown_value);
}

TEST_CASE_METHOD(fixture, "function types say their arities") {
  auto code{generate("(def g (fn* ([] 1) ([a] a) ([a b & more] more)))")};
  unit::unit const *const u{made_again(code)};
  REQUIRE(u->type_count == 1);
  function_type const &t{*u->types[0]};
  CHECK(std::string{t.name} == "user/g");
  CHECK(t.fixed_arities == 0b11);
  CHECK(t.variadic_required == 2);
  CHECK(t.variadic != nullptr);
  CHECK(t.captured_count == 0);
  CHECK(t.unit == object_ref{u});
}

TEST_CASE_METHOD(fixture, "the function of a def inside another form is marked: it may not be called directly") {
  auto nested{generate("(if f (def g (fn* [a] a)))")};
  CHECK(made_again(nested)->types[0]->fixed_arities == (unit::function_of_nested_definition | 0b10));
  CHECK(made_again(nested)->types[0]->captured_count == 0);
  auto top{generate("(def g (fn* [a] a))")};
  CHECK(made_again(top)->types[0]->fixed_arities == 0b10);
}

TEST_CASE_METHOD(fixture, "a function without captured values is a constant, with its metadata") {
  auto code{generate("(def g ^{:doc \"d\"} (fn* [] 1))")};
  unit::unit const *const u{made_again(code)};
  bool found{};
  for(std::uint32_t i{}; i < u->constant_count; ++i) {
    if(!is<function>(u->constants[i])) { continue; }
    found = true;
    CHECK(to_readable(meta(u->constants[i])) == "{:doc \"d\"}");
  }
  CHECK(found);
}

TEST_CASE_METHOD(fixture, "several top-level forms are joined in one init function, in order") {
  codegen::unit_code code;
  code.name = "test";
  for(char const *const form : {"(f 1)", "(f 2)", "(f 3)"}) { codegen::generate(code, *analyze(form)); }
  codegen::description const d{codegen::describe(code)};
  std::uint32_t const init{d.code.at(unit::read_header(d.content).init)};
  CHECK(test::listing(code, code.functions.at(init)).text() ==
        "0 [call test/top-level] drop 0 [call test/top-level] drop 0 [call test/top-level]");
}

TEST_CASE_METHOD(fixture, "a value without a name in text is refused, with what it is") {
  codegen::unit_code code;
  code.name = "test";
  code.intern_value(object_ref{make_atom(make_long(1))});
  try {
    codegen::describe(code);
    FAIL("an atom was described");
  } catch(thrown_value const &t) {
    CHECK(to_text(error_message(t.value)).find("a macro may put only data") != std::string::npos);
  }
}
