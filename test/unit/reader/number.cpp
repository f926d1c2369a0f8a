#include "reader/reading.hpp"

using namespace jank;
using namespace jank::reader::test;

TEST_CASE("longs are decimal, hexadecimal, octal, or of a radix up to 36") {
  check_examples(read_all,
                 {
                     {"0", "0"},
                     {"-0", "0"},
                     {"+7", "7"},
                     {"42", "42"},
                     {"-42", "-42"},
                     {"1073741823 1073741824 -1073741824 -1073741825", "1073741823 1073741824 -1073741824 -1073741825"},
                     {"9223372036854775807", "9223372036854775807"},
                     {"-9223372036854775808", "-9223372036854775808"},
                     {"0x1F 0Xff -0x10 +0xA", "31 255 -16 10"},
                     {"0x7fffffffffffffff -0x8000000000000000", "9223372036854775807 -9223372036854775808"},
                     {"017 00 -07 0777", "15 0 -7 511"},
                     {"2r1010 36rZZ 16rff 8R17 -2r11", "10 1295 255 15 -3"},
                 });
}

TEST_CASE("doubles have a fraction, an exponent, or both") {
  check_examples(read_all, {
                               {"1.5", "1.5"},
                               {"-1.5e3", "-1500.0"},
                               {"1.", "1.0"},
                               {"1e2", "100.0"},
                               {"1E+2", "100.0"},
                               {"25e-2", "0.25"},
                               {"0.1", "0.1"},
                               {"08.5", "8.5"},
                               {"-0.0", "-0.0"},
                               {"1e400 -1e400", "##Inf ##-Inf"},
                               {"##Inf ##-Inf ##NaN", "##Inf ##-Inf ##NaN"},
                           });
}

TEST_CASE("a number ends where another form can begin") {
  check_examples(read_all, {
                               {"[1(2)]", "[1 (2)]"},
                               {"[1\"a\"]", "[1 \"a\"]"},
                               {"[1'2]", "[1 (quote 2)]"},
                               {"[1#_2]", "[1]"},
                               {"[1;2\n]", "[1]"},
                               {"[1,2]", "[1 2]"},
                           });
}

TEST_CASE("a sign without a digit begins a symbol") {
  check_examples(read_all, {{"+ - +a -a -> -.5", "+ - +a -a -> -.5"}});
  CHECK(object::is(read_one("-.5"), object::kind::symbol));
}

TEST_CASE("what begins with a digit and is no number is an error") {
  check_examples(error_of,
                 {
                     {"1x", "1:1 invalid number `1x`"},
                     {"(+ 1\n   12abc)", "2:4 invalid number `12abc`"},
                     {"-1x", "1:1 invalid number `-1x`"},
                     {"08", "1:1 invalid number `08` | a leading 0 makes it octal, with the digits 0-7"},
                     {"0x", "1:1 invalid number `0x` | its digits are missing"},
                     {"0xfg", "1:1 invalid number `0xfg` | hexadecimal digits are 0-9, a-f, A-F"},
                     {"1r0", "1:1 invalid number `1r0` | the radix before r is 2 to 36"},
                     {"37r1", "1:1 invalid number `37r1` | the radix before r is 2 to 36"},
                     {"100r1", "1:1 invalid number `100r1` | the radix before r is 2 to 36"},
                     {"2r12", "1:1 invalid number `2r12` | a digit is too large for its radix"},
                     {"2r", "1:1 invalid number `2r` | its digits are missing"},
                     {"1e", "1:1 invalid number `1e` | the digits of its exponent are missing"},
                     {"1e+", "1:1 invalid number `1e+` | the digits of its exponent are missing"},
                     {"1.5.2", "1:1 invalid number `1.5.2`"},
                     {"1/", "1:1 invalid number `1/`"},
                     {"1/x", "1:1 invalid number `1/x`"},
                     {"1NN", "1:1 invalid number `1NN`"},
                     {"##Infinity", "1:1 unknown symbolic value `##Infinity` | there are ##Inf, ##-Inf and ##NaN"},
                     {"## Inf", "1:1 unknown symbolic value `##` | there are ##Inf, ##-Inf and ##NaN"},
                     {"##", "1:1 the text ends after ##..."},
                 });
}

TEST_CASE("integers beyond 64 bits, and those that end in N, are big") {
  check_examples(read_all, {
                               {"9223372036854775808", "9223372036854775808N"},
                               {"-9223372036854775809", "-9223372036854775809N"},
                               {"0xffffffffffffffff", "18446744073709551615N"},
                               {"[1 2N -2N 0N]", "[1 2N -2N 0N]"},
                               {"0x10N 017N", "16N 15N"},
                               {"36rzzzzzzzzzzzzzzz", "221073919720733357899775N"},
                           });
}

TEST_CASE("ratios are in lowest terms, and longs when they are whole") {
  check_examples(read_all, {
                               {"1/2 -1/2 +6/4", "1/2 -1/2 3/2"},
                               {"4/2 0/5 -9/3", "2 0 -3"},
                               {"36893488147419103232/2", "18446744073709551616N"},
                           });
  CHECK(error_of("(f 1/0)") == "1:4 Divide by zero: the denominator of `1/0` is 0 | write another denominator");
  CHECK(error_of("1/2N") == "1:1 invalid number `1/2N`");
}

TEST_CASE("big decimals keep their scale") {
  check_examples(read_all, {
                               {"1M 1.5M -1.50M 1.M", "1M 1.5M -1.50M 1M"},
                               {"1e3M 1.5E-9M", "1E+3M 1.5E-9M"},
                           });
  CHECK(error_of("1e500000001M") == "1:1 the exponent of `1e500000001M` is out of range | exponents of big decimals go "
                                    "from -500000000 to 500000000");
  CHECK(error_of("1MM") == "1:1 invalid number `1MM`");
}
