#include "session/json.hpp"

#include "catch2.hpp"
#include "object/error.hpp"
#include "object/print.hpp"

using namespace jank;
using namespace jank::object;

namespace {

std::string read(std::string_view text) { return to_readable(session::read_json(text)); }

std::string again(std::string_view text) {
  std::string out;
  session::write_json(out, session::read_json(text));
  return out;
}

std::string refusal(std::string_view text) {
  try {
    session::read_json(text);
  } catch(thrown_value const &t) { return to_text(error_message(t.value)); }
  return "taken";
}

} // namespace

TEST_CASE("JSON becomes maps with keywords, vectors, strings and numbers") {
  CHECK(read(R"({"op": "eval", "n": [1, -2, 3.5, 1e3, true, false, null]})") ==
        "{:op \"eval\", :n [1 -2 3.5 1000.0 true false nil]}");
  CHECK(read(R"({"a/b": {}})") == "{:a/b {}}");
  CHECK(read(" [ ] ") == "[]");
  CHECK(read("12345678901234567890") == "1.2345678901234567E19");
}

TEST_CASE("text comes out of JSON as it went in") {
  CHECK(again(R"(["a\"\\\n\u0001\u00e9\ud83d\ude00"])") == "[\"a\\\"\\\\\\n\\u0001é😀\"]");
  CHECK(again(R"({"k":[1,2.5,null,true]})") == R"({"k":[1,2.5,null,true]})");
  CHECK(again("{}") == "{}");
}

TEST_CASE("a lone surrogate is replaced") { CHECK(again(R"("\ud800x")") == "\"\uFFFDx\""); }

TEST_CASE("what is no JSON is refused, with the offset") {
  for(char const *const text : {"", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"",
                                "tru", "+1", "-", "1 2", "nan", "{1:2}"}) {
    INFO(text);
    CHECK(refusal(text).starts_with("JSON, offset "));
  }
}

TEST_CASE("nesting has a limit") {
  CHECK(refusal(std::string(60, '[') + std::string(60, ']')) == "taken");
  CHECK(refusal(std::string(100000, '[')).find("too deep") != std::string::npos);
}
