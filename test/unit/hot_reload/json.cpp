// JSON written piece by piece.

#include "hot_reload/json.hpp"

#include "catch2.hpp"

#include <limits>

using jank::hot_reload::json_writer;

TEST_CASE("objects, arrays and values are separated by commas") {
  json_writer out;
  out.begin('{');
  out.key("a").number(1);
  out.key("b").begin('[');
  out.text("x").text("y").number(2.5);
  out.begin('[').end(']').begin('{').end('}');
  out.end(']');
  out.key("c").begin('{').end('}');
  out.end('}');
  CHECK(out.take() == R"({"a":1,"b":["x","y",2.5,[],{}],"c":{}})");
}

TEST_CASE("texts are quoted") {
  json_writer out;
  out.text(std::string_view{"a \"b\" \\ \n \t \x01 \0 é", 18});
  CHECK(out.take() == "\"a \\\"b\\\" \\\\ \\u000a \\u0009 \\u0001 \\u0000 \xc3\xa9\"");
}

TEST_CASE("numbers: integers without a fraction, JSON has no others that are no numbers") {
  auto const written{[](double d) {
    json_writer out;
    return out.number(d).take();
  }};
  CHECK(written(0) == "0");
  CHECK(written(-12) == "-12");
  CHECK(written(4294967296.0) == "4294967296");
  CHECK(written(0.25) == "0.25");
  CHECK(written(1.0 / 3) == "0.333333");
  CHECK(written(1e300) == "1e+300");
  CHECK(written(std::numeric_limits<double>::quiet_NaN()) == "null");
  CHECK(written(std::numeric_limits<double>::infinity()) == "null");
}
