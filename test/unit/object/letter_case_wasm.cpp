// In wasm only: natively the C library's tables depend on the locale.

#include "object/letter_case.hpp"

#include "catch2.hpp"

using namespace jank::object;

TEST_CASE("letters have an upper and a lower case in every alphabet") {
  CHECK(to_upper("abc-\u00e4\u03b1\u0434\U00010428") == "ABC-\u00c4\u0391\u0414\U00010400");
  CHECK(to_lower("ABC-\u00c4\u0391\u0414\U00010400") == "abc-\u00e4\u03b1\u0434\U00010428");
  CHECK(to_upper("\u65e5\u672c 12") == "\u65e5\u672c 12");
  CHECK(to_upper("") == "");
}

TEST_CASE("some letters become several in upper case") {
  CHECK(to_upper("stra\u00dfe") == "STRASSE");
  CHECK(to_upper("\ufb03") == "FFI");
  CHECK(to_upper("\u0390") == "\u0399\u0308\u0301");
  CHECK(to_lower("\u0130") == "i\u0307");
}

TEST_CASE("a sigma that ends a word has a form of its own") {
  CHECK(to_lower("\u039f\u03a3 \u03a3\u039f") == "\u03bf\u03c2 \u03c3\u03bf");
  CHECK(to_lower("\u03a3") == "\u03c3");
}
