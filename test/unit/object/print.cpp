#include "object/print.hpp"

#include "catch2.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/function.hpp"
#include "object/lazy.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/reference.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

using namespace jank::object;

namespace {

object_ref n(std::int64_t value) { return make_long(value); }
object_ref s(std::string_view text) { return make_string(text); }
object_ref k(char const *name) { return make_keyword(name); }

std::string printed(double d) {
  std::string out;
  append_double(out, d);
  return out;
}

object_ref answer_nothing(object_ref) { return nil; }

function_type named_type(char const *name) {
  function_type type{};
  arity_entry const fixed[]{{0, reinterpret_cast<entry>(answer_nothing)}};
  fill_function_type(type, name, fixed, 1, -1, nullptr, 0);
  return type;
}

// With the address, which differs from run to run, as 0x_.
std::string without_address(std::string text) {
  for(std::size_t at{}; (at = text.find("0x", at)) != std::string::npos;) {
    at += 2;
    text.replace(at, text.find_first_not_of("0123456789abcdef", at) - at, "_");
  }
  return text;
}

} // namespace

TEST_CASE("doubles print as Clojure prints them") {
  struct row {
    double d;
    char const *text;
  };
  for(auto const &[d, text] : {
          row{0.0, "0.0"},
          row{-0.0, "-0.0"},
          row{1.0, "1.0"},
          row{-1.5, "-1.5"},
          row{0.1, "0.1"},
          row{100.0, "100.0"},
          row{123456.789, "123456.789"},
          row{9999999.0, "9999999.0"},
          row{1e7, "1.0E7"},
          row{1e10, "1.0E10"},
          row{12345678.9, "1.23456789E7"},
          row{0.001, "0.001"},
          row{0.00123, "0.00123"},
          row{0.0001, "1.0E-4"},
          row{1e-5, "1.0E-5"},
          row{1.5e300, "1.5E300"},
          row{1.7976931348623157e308, "1.7976931348623157E308"},
          row{0.1 + 0.2, "0.30000000000000004"},
          row{std::numeric_limits<double>::infinity(), "##Inf"},
          row{-std::numeric_limits<double>::infinity(), "##-Inf"},
          row{std::numeric_limits<double>::quiet_NaN(), "##NaN"},
      }) {
    CHECK(printed(d) == text);
  }
}

TEST_CASE("a printed double reads back as the same double") {
  std::mt19937_64 random{42};
  for(int i{}; i < 20000; ++i) {
    auto const d{std::bit_cast<double>(random())};
    if(!std::isfinite(d)) { continue; }
    REQUIRE(std::strtod(printed(d).c_str(), nullptr) == d);
  }
}

TEST_CASE("scalars print readably") {
  CHECK(to_readable(nil) == "nil");
  CHECK(to_readable(jank_true) == "true");
  CHECK(to_readable(jank_false) == "false");
  CHECK(to_readable(n(fixnum_min)) == "-1073741824");
  CHECK(to_readable(n(std::numeric_limits<std::int64_t>::min())) == "-9223372036854775808");
  CHECK(to_readable(make_symbol("n/a")) == "n/a");
  CHECK(to_readable(make_keyword("n/a")) == ":n/a");
}

TEST_CASE("characters print by name where they have one, and as they are where they can be seen") {
  struct row {
    char32_t c;
    char const *text;
  };
  for(auto const &[c, text] :
      {row{'a', "\\a"}, row{' ', "\\space"}, row{'\n', "\\newline"}, row{'\t', "\\tab"}, row{'\r', "\\return"},
       row{'\b', "\\backspace"}, row{'\f', "\\formfeed"}, row{0, "\\u0000"}, row{0x7f, "\\u007f"},
       row{0xe9, "\\\u00e9"}, row{0x1f600, "\\\U0001f600"}, row{0xd83d, "\\ud83d"}, row{'\\', "\\\\"}}) {
    CHECK(to_readable(make_char(c)) == text);
  }
  CHECK(to_text(make_char('a')) == "a");
  CHECK(to_text(make_char('\n')) == "\n");
}

TEST_CASE("strings print with escapes readably, as they are otherwise") {
  CHECK(to_readable(s("a\"b\\c\nd\te")) == R"("a\"b\\c\nd\te")");
  CHECK(to_readable(s(std::string_view{"\0\x1b\x7f", 3})) == R"("\u0000\u001b\u007f")");
  CHECK(to_readable(s("h\u00e9")) == "\"h\u00e9\"");
  CHECK(to_text(s("a\"b\n")) == "a\"b\n");
}

TEST_CASE("collections print as they are read") {
  CHECK(to_readable(empty_list()) == "()");
  CHECK(to_readable(make_list({n(1), s("a"), make_char('b')})) == R"((1 "a" \b))");
  CHECK(to_readable(make_cons(n(1), make_vector({n(2)}))) == "(1 2)");
  CHECK(to_readable(make_long_range(0, 3, 1)) == "(0 1 2)");
  CHECK(to_readable(make_vector({n(1), empty_vector(), nil})) == "[1 [] nil]");
  CHECK(to_readable(make_map_entry(k("a"), n(1))) == "[:a 1]");
  CHECK(to_readable(make_map({k("a"), n(1), k("b"), s("x")})) == R"({:a 1, :b "x"})");
  CHECK(to_readable(empty_map()) == "{}");
  CHECK(to_readable(set_conj(empty_set(), n(1))) == "#{1}");
}

TEST_CASE("print leaves strings inside collections bare, str quotes them") {
  object_ref const v{make_vector({s("a"), make_char('b'), nil})};
  CHECK(to_text(v) == "[a b nil]");
  CHECK(to_str(v) == R"(["a" \b nil])");
  CHECK(to_str(s("a")) == "a");
  CHECK(to_str(make_char('b')) == "b");
  CHECK(to_str(nil).empty());
  CHECK(to_text(nil) == "nil");
}

TEST_CASE("what cannot be read prints as an object with its type and address") {
  auto const type{named_type("user/f")};
  CHECK(without_address(to_readable(make_function(&type))) == "#object[user/f 0x_]");
  CHECK(without_address(to_readable(make_atom(s("x")))) ==
        R"(#object[jank.runtime.atom 0x_ {:status :ready, :val "x"}])");
  CHECK(without_address(to_readable(make_volatile(n(1)))) ==
        "#object[jank.runtime.volatile 0x_ {:status :ready, :val 1}]");
  CHECK(without_address(to_readable(make_reduced(n(1)))) ==
        "#object[jank.runtime.reduced 0x_ {:status :ready, :val 1}]");
  CHECK(without_address(to_readable(make_delay(make_function(&type)))) ==
        "#object[jank.runtime.delay 0x_ {:status :pending, :val nil}]");
}

TEST_CASE("an atom that holds itself prints once") {
  object_ref const a{make_atom(nil)};
  cast<atom>(a)->value = make_vector({a});
  auto const object{std::string{"#object[jank.runtime.atom 0x_ {:status :ready, :val "}};
  CHECK(without_address(to_readable(a)) == object + "[" + object + "...}]]}]");
}

TEST_CASE("errors print with message, data and cause") {
  object_ref const cause{make_error("inner", nil, nil)};
  CHECK(to_readable(make_error("boom", make_map({k("a"), s("x")}), cause)) ==
        R"(#error {:message "boom", :data {:a "x"}, :cause #error {:message "inner"}})");
  CHECK(to_text(make_error("boom", nil, nil)) == R"(#error {:message "boom"})");
  CHECK(to_readable(make_cpp_error("std::runtime_error", "no")) ==
        R"(#error {:message "no", :type "std::runtime_error"})");
}

TEST_CASE("a higher layer says how its kinds print") {
  auto const type{named_type("user/f")};
  set_printer(kind::function, [](std::string &out, object_ref v, bool readably) {
    out.append(readably ? "readable " : "plain ").append(v.as_heap()->type->name);
  });
  CHECK(to_readable(make_vector({make_function(&type)})) == "[readable user/f]");
  CHECK(to_text(make_function(&type)) == "plain user/f");
  set_printer(kind::function, nullptr);
  CHECK(without_address(to_text(make_function(&type))) == "#object[user/f 0x_]");
}

TEST_CASE("messages cut long values and leave lazy ones alone") {
  CHECK(to_short_text(make_long_range(0, 9, 0)) == "(0 0 0 0 0 0 0 0 ...)");
  CHECK(to_short_text(make_long_range(0, 8, 1)) == "(0 1 2 3 4 5 6 7)");
  CHECK(to_short_text(s(std::string(1000, 'x'))) == "\"" + std::string(60, 'x') + "\"...");
  CHECK(to_short_text(s(std::string(60, 'x'))) == "\"" + std::string(60, 'x') + "\"");
  object_ref deep{n(1)};
  for(int i{}; i < 5000; ++i) { deep = make_vector({deep}); }
  CHECK(to_short_text(deep) == "[[[[[...]]]]]");
  auto const type{named_type("user/body")};
  object_ref const lazy{make_lazy_seq(make_function(&type))};
  CHECK(to_short_text(lazy) == "(...)");
  CHECK(to_short_text(make_cons(n(1), lazy)) == "(1 ...)");
  CHECK_FALSE(is_realized(lazy));
  CHECK(to_readable(make_cons(n(1), lazy)) == "(1)");
  CHECK(to_short_text(lazy) == "()");
}

TEST_CASE("what is too long is cut between elements") {
  std::string out{"> "};
  print_within(out, make_long_range(0, 1'000'000, 0), true, 4);
  CHECK(out == "> (0 0 ...)");
  out.clear();
  print_within(out, make_vector({make_long_range(0, 1'000'000, 0), n(7)}), true, 4);
  CHECK(out == "[(0 0 ...) ...]");
}

TEST_CASE("what has been printed may be taken between elements, in order") {
  static std::string taken;
  taken.clear();
  print_settings settings;
  settings.drain = [](std::string &out, object_ref to) {
    CHECK(to == jank_true);
    taken += out + "|";
    out.clear();
  };
  settings.to = jank_true;
  std::string out;
  print(out, make_vector({n(1), make_vector({n(2), n(3)}), n(4)}), settings);
  CHECK(taken == "[|1 |[|2 |3] |");
  CHECK(out == "4]");
}
