#include "reader/reading.hpp"

#include "object/collections.hpp"
#include "object/sequence.hpp"

using namespace jank;
using jank::reader::position;
using jank::reader::source_error;
using jank::reader::source_text;
using namespace jank::reader::test;

namespace {

std::string show(position at) { return std::to_string(at.line) + ":" + std::to_string(at.column); }

// Positions of the first form and, for a list or vector, of its elements, in order.
std::string positions_of(std::string_view text) {
  source_text const source{make_source(text)};
  jank::reader::reader r{source};
  object_ref const form{r.read().value()};
  std::string all{show(r.positions().find(form))};
  if(object::has_flag(form, object::flag_sequential)) {
    object::for_each(form, [&](object_ref element) { all += " " + show(r.positions().find(element)); });
  }
  return all;
}

} // namespace

TEST_CASE("every form that is an object of its own has its position") {
  check_examples(positions_of, {
                                   {"a", "1:1"},
                                   {"  a", "1:3"},
                                   {"(a b)", "1:1 1:2 1:4"},
                                   {"(a\n  b\n\n c)", "1:1 1:2 2:3 4:2"},
                                   {"[\"s\" {:a 1} #{1} 1.5 99999999999]", "1:1 1:2 1:6 1:13 1:18 1:22"},
                                   {"('a @b #'c `d)", "1:1 1:2 1:5 1:8 1:12"},
                                   {"(^:m a #(b) ^:m [1])", "1:1 1:6 1:8 1:17"},
                                   {"(#?(:jank a) #_x b)", "1:1 1:11 1:18"},
                                   {"[#?@(:jank [a b])]", "1:1 1:13 1:15"},
                                   {"(#:n{:a 1})", "1:1 1:2"},
                               });
}

TEST_CASE("columns count characters, tabs as one") {
  check_examples(positions_of, {
                                   {"\ta", "1:2"},
                                   {"(日本 é \"😀\" x)", "1:1 1:2 1:5 1:7 1:11"},
                                   {"\r\n a", "2:2"},
                                   {"\"a\nb\" x", "1:1"},
                                   {"(\"a\nb\" x)", "1:1 1:2 2:4"},
                                   {"\xef\xbb\xbf(a)", "1:1 1:2"},
                                   {"(\\日 x)", "1:1 0:0 1:5"},
                               });
}

TEST_CASE("shared values have no position") {
  CHECK(positions_of("[1 :k nil true \\a () [] {} #{}]") == "1:1 0:0 0:0 0:0 0:0 0:0 0:0 0:0 0:0 0:0");
}

TEST_CASE("what a prefix wraps keeps its own position") {
  CHECK(positions_of("'abc") == "1:1 0:0 1:2");
  CHECK(positions_of("`~abc") == "1:3");
}

TEST_CASE("positions are those of the form that was read last, counted from first_line") {
  source_text source{make_source("(a)\n(b)")};
  source.first_line = 10;
  jank::reader::reader r{source};
  object_ref const first{r.read().value()};
  CHECK(r.positions().find(first) == position{10, 1});
  CHECK(r.where() == position{10, 4});
  object_ref const second{r.read().value()};
  CHECK(r.positions().find(second) == position{11, 1});
  CHECK_FALSE(r.positions().find(first).known());
  CHECK_FALSE(r.read().has_value());
  CHECK_FALSE(r.read().has_value());
}

TEST_CASE("an error carries the file, and is of the kind reader") {
  source_text const source{make_source(")")};
  jank::reader::reader r{source};
  try {
    r.read();
    FAIL("no error");
  } catch(source_error const &e) {
    CHECK(e.file == "test.jank");
    CHECK(e.why == object::error_kind::reader);
    CHECK(describe(source, e.at, e.message, e.hint) ==
          "test.jank:1:1: error: unmatched )\n  1 | )\n    | ^\n  hint: nothing that it could close is open");
  }
  CHECK_FALSE(r.incomplete());
}
