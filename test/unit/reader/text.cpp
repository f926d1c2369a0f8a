#include "reader/reading.hpp"

#include "object/string.hpp"

using namespace jank;
using namespace jank::reader::test;

namespace {

std::string bytes_of(std::string_view text) {
  return std::string{object::cast<object::string>(read_one(text))->view()};
}
char32_t char_of(std::string_view text) {
  object_ref const c{read_one(text)};
  REQUIRE(c.is_char());
  return c.as_char();
}

} // namespace

TEST_CASE("strings keep their characters, line ends included") {
  CHECK(bytes_of("\"\"").empty());
  CHECK(bytes_of("\"abc\"") == "abc");
  CHECK(bytes_of("\"a\nb\"") == "a\nb");
  CHECK(bytes_of("\"日本 é 😀\"") == "日本 é 😀");
  CHECK(bytes_of("\"; no comment #_ \"") == "; no comment #_ ");
}

TEST_CASE("escapes in strings") {
  CHECK(bytes_of(R"("\n\t\r\"\\\b\f")") == "\n\t\r\"\\\b\f");
  CHECK(bytes_of(R"("a\nb\nc")") == "a\nb\nc");
  CHECK(bytes_of(R"("\u0041\u00e9\u65e5")") == "Aé日");
  CHECK(bytes_of(R"("\uD83D\uDE00!")") == "😀!");
  CHECK(bytes_of(R"("\101\7\0618\377")") == "A\a18\u00ff");
  CHECK(bytes_of(R"("\0")") == std::string(1, '\0'));
  CHECK(bytes_of(R"("\"")") == "\"");
  CHECK(bytes_of(R"("\\")") == "\\");
}

TEST_CASE("wrong strings name the place") {
  std::string const known{" | there are \\n \\t \\r \\\" \\\\ \\b \\f \\uXXXX and octal \\NNN"};
  CHECK(error_of(R"("ab\qc")") == "1:4 unknown escape \\q in a string" + known);
  CHECK(error_of(R"("\é")") == "1:2 unknown escape \\é in a string" + known);
  CHECK(error_of(R"("\8")") == "1:2 unknown escape \\8 in a string" + known);
  check_examples(error_of, {
                               {"(f \"abc", "1:4 string opened at 1:4 is never closed | add \" where it ends..."},
                               {"\"abc\\", "1:1 string opened at 1:1 is never closed | add \" where it ends..."},
                               {"\"a\nb\\\"", "1:1 string opened at 1:1 is never closed | add \" where it ends..."},
                               {R"("\u12")", "1:2 \\u wants four hexadecimal digits"},
                               {R"("\u12g4")", "1:2 \\u wants four hexadecimal digits"},
                               {R"("\uD83D")", "1:2 half of a surrogate pair is no character"},
                               {R"("\uDE00")", "1:2 half of a surrogate pair is no character"},
                               {R"("\uD83D\u0041")", "1:2 half of a surrogate pair is no character"},
                               {R"("x\400")", "1:3 an octal escape goes up to \\377"},
                               {"\"\xff\"", "1:1 the text of this string is not UTF-8 | save the file as UTF-8"},
                           });
}

TEST_CASE("characters") {
  CHECK(char_of("\\a") == U'a');
  CHECK(char_of("\\newline") == U'\n');
  CHECK(char_of("\\space") == U' ');
  CHECK(char_of("\\tab") == U'\t');
  CHECK(char_of("\\backspace") == U'\b');
  CHECK(char_of("\\formfeed") == U'\f');
  CHECK(char_of("\\return") == U'\r');
  CHECK(char_of("\\u0041") == U'A');
  CHECK(char_of("\\u65e5") == U'日');
  CHECK(char_of("\\o101") == U'A');
  CHECK(char_of("\\o7") == 7);
  CHECK(char_of("\\o377") == 255);
  CHECK(char_of("\\日") == U'日');
  CHECK(char_of("\\😀") == U'😀');
  CHECK(char_of("\\u") == U'u');
  CHECK(char_of("\\o") == U'o');
  CHECK(char_of("\\(") == U'(');
  CHECK(char_of("\\\\") == U'\\');
  CHECK(char_of("\\\"") == U'"');
  CHECK(char_of("\\;") == U';');
  CHECK(char_of("\\,") == U',');
  CHECK(char_of("\\ ") == U' ');
}

TEST_CASE("a character ends where a token ends") {
  check_examples(read_all, {
                               {"[\\a\\b]", "[\\a \\b]"},
                               {"[\\a]", "[\\a]"},
                               {"(\\()", "(\\()"},
                               {"[\\](\\))]", "[\\] (\\))]"},
                               {"[\\a\"s\"]", "[\\a \"s\"]"},
                           });
}

TEST_CASE("wrong characters") {
  std::string const known{
      " | there are \\newline \\space \\tab \\backspace \\formfeed \\return \\uXXXX \\oNNN and single characters"};
  CHECK(error_of("[1 \\newlin]") == "1:4 unknown character name \\newlin" + known);
  CHECK(error_of("\\ab") == "1:1 unknown character name \\ab" + known);
  CHECK(error_of("\\u004") == "1:1 unknown character name \\u004" + known);
  CHECK(error_of("\\u00411") == "1:1 unknown character name \\u00411" + known);
  CHECK(error_of("\\o8") == "1:1 unknown character name \\o8" + known);
  check_examples(error_of,
                 {
                     {"\\uD800", "1:1 half of a surrogate pair is no character"},
                     {"\\o400", "1:1 an octal character goes up to \\o377"},
                     {"\\\xff", "1:1 the text is not UTF-8 here | save the file as UTF-8"},
                     {"(a \\", "1:4 the text ends after \\ | write the character, or a name such as \\newline..."},
                 });
}
