#include "object/regex.hpp"

#include "object/print.hpp"
#include "values.hpp"

using namespace jank;
using namespace jank::object;
using namespace jank::object::test;

namespace {
std::string found(std::string_view pattern, std::string_view text) {
  auto *const m{make_matcher(make_regex(pattern), make_string(text))};
  std::string all;
  while(find_next(m)) { all += to_readable(groups(m)); }
  return all;
}
} // namespace

TEST_CASE("a matcher goes from match to match, also over empty ones") {
  CHECK(found("\\d+", "1 22") == R"("1""22")");
  CHECK(found("(a)|(b)", "ab") == R"(["a" "a" nil]["b" nil "b"])");
  CHECK(found("x*", "öx") == R"("""x""")");
  CHECK(found("", "") == R"("")");
  CHECK(found("a", "") == "");
}

TEST_CASE("the whole text matches or not") {
  auto *const m{make_matcher(make_regex("a|ab"), make_string("ab"))};
  CHECK(match_whole(m));
  CHECK(*group(m, 0) == "ab");
}

TEST_CASE("patterns print as literals that mean the same") {
  for(std::string_view const pattern : {"a\\d", "a\\\"b", "\\\\", "[\\\"]"}) {
    CHECK(to_readable(make_regex(pattern)) == "#\"" + std::string{pattern} + "\"");
  }
  CHECK(to_readable(make_regex("a\"b")) == "#\"a\\\"b\"");
  CHECK(to_readable(make_regex("\\Qa\"b\\E")) == "#\"\\Qa\\E\\\"\\Qb\\E\"");
  CHECK(to_str(make_regex("a\"b")) == "a\"b");
}

TEST_CASE("a wrong pattern is shown with the place") {
  regex_failure why{};
  CHECK(try_make_regex("aö(", why) == nullptr);
  CHECK(describe_regex_failure("aö(", why).find("at index 3\n  aö(\n     ^") != std::string::npos);
}
