#include "object/string.hpp"

#include "catch2.hpp"
#include "object/equality.hpp"
#include "thrown.hpp"

using namespace jank::object;

namespace {

// Characters of one, two, three and four bytes in turn.
std::string mixed(int count) {
  constexpr char32_t cycle[]{U'a', U'\u00e9', U'\u20ac', U'\U0001f600'};
  std::string s;
  for(int i{}; i < count; ++i) { append_utf8(s, cycle[i % 4]); }
  return s;
}

char32_t mixed_at(std::int64_t index) {
  constexpr char32_t cycle[]{U'a', U'\u00e9', U'\u20ac', U'\U0001f600'};
  return cycle[index % 4];
}

} // namespace

TEST_CASE("strings count characters, not bytes") {
  CHECK(make_string("")->char_count == 0);
  CHECK(make_string("abc")->char_count == 3);
  CHECK(make_string("h\u00e9llo")->char_count == 5);
  CHECK(make_string("h\u00e9llo")->byte_count == 6);
  CHECK(make_string("\U0001f600\u20ac")->char_count == 2);
  CHECK(make_string(std::string_view{"a\0b", 3})->char_count == 3);
  CHECK(make_string("abc")->bytes[3] == 0);
}

TEST_CASE("every character is found by its index, from the front and from the back") {
  for(int const count : {1, 63, 64, 65, 128, 129, 1000}) {
    auto *const forwards{make_string(mixed(count))};
    REQUIRE(forwards->char_count == static_cast<std::uint32_t>(count));
    for(std::int64_t i{}; i < count; ++i) { REQUIRE(char_at(forwards, i) == mixed_at(i)); }
    auto *const backwards{make_string(mixed(count))};
    for(std::int64_t i{count - 1}; i >= 0; --i) { REQUIRE(char_at(backwards, i) == mixed_at(i)); }
  }
  CHECK(char_at(make_string("abc"), 2) == U'c');
}

TEST_CASE("substrings are cut between characters") {
  auto *const s{make_string(mixed(200))};
  for(std::int64_t const begin : {0, 1, 63, 64, 65, 127, 199, 200}) {
    for(std::int64_t const end : {0, 1, 64, 65, 128, 199, 200}) {
      if(end < begin) { continue; }
      auto *const cut{substring(s, begin, end)};
      REQUIRE(cut->char_count == static_cast<std::uint32_t>(end - begin));
      for(std::int64_t i{begin}; i < end; ++i) { REQUIRE(char_at(cut, i - begin) == mixed_at(i)); }
    }
  }
  CHECK(substring(make_string("hello"), 1, 3)->view() == "el");
  CHECK(substring(make_string("hello"), 5, 5)->view().empty());
}

TEST_CASE("an index outside the string is an error that names both") {
  auto *const s{make_string("h\u00e9y")};
  CHECK(thrown_by([&] { char_at(s, 3); }) ==
        "index-out-of-bounds: index 3 is out of bounds for a string of 3 characters");
  CHECK(thrown_by([&] { char_at(s, -1); }) ==
        "index-out-of-bounds: index -1 is out of bounds for a string of 3 characters");
  CHECK(thrown_by([&] { char_at(make_string("a"), std::int64_t{1} << 32); }) ==
        "index-out-of-bounds: index 4294967296 is out of bounds for a string of 1 character");
  CHECK(thrown_by([&] { substring(s, 2, 4); }) ==
        "index-out-of-bounds: characters 2 to 4 are out of bounds for a string of 3 characters");
  CHECK(thrown_by([&] { substring(s, 2, 1); }) ==
        "index-out-of-bounds: characters 2 to 1 are out of bounds for a string of 3 characters");
  CHECK(thrown_by([&] { substring(s, -1, 1); }) ==
        "index-out-of-bounds: characters -1 to 1 are out of bounds for a string of 3 characters");
}

TEST_CASE("bytes that are no UTF-8 become U+FFFD, one for each part that could have begun a character") {
  struct row {
    char const *bytes;
    char const *mended;
  };
  for(auto const &[bytes, mended] : {
          row{"a\x80z", "a\ufffdz"},                           // a continuation byte alone
          row{"\xc3", "\ufffd"},                               // cut short
          row{"\xc3(", "\ufffd("},                             // no continuation
          row{"\xc0\xaf", "\ufffd\ufffd"},                     // overlong
          row{"\xe0\x80\xaf", "\ufffd\ufffd\ufffd"},           // overlong
          row{"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},           // a surrogate
          row{"\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd"}, // above 10ffff
          row{"\xf0\x9f\x98", "\ufffd"},                       // three of four bytes
          row{"\xe2\x82z", "\ufffdz"}, row{"\xff\xfe", "\ufffd\ufffd"},
          row{"\xef\xbf\xbd", "\ufffd"}, // U+FFFD itself is well-formed
      }) {
    auto *const s{make_string(bytes)};
    CHECK(s->view() == mended);
    CHECK(s->char_count == make_string(mended)->char_count);
  }
}

TEST_CASE("the borders of UTF-8's lengths survive encoding and decoding") {
  for(char32_t const c : {U'\0', U'\x7f', U'\u0080', U'\u07ff', U'\u0800', U'\ud7ff', U'\ue000', U'\uffff',
                          U'\U00010000', U'\U0010ffff'}) {
    std::string bytes;
    append_utf8(bytes, c);
    std::size_t at{};
    CHECK(decode_utf8(bytes, at) == c);
    CHECK(at == bytes.size());
  }
  std::string surrogate;
  append_utf8(surrogate, 0xd800);
  append_utf8(surrogate, 0x110000);
  CHECK(surrogate == "\ufffd\ufffd");
}

TEST_CASE("the hash of a string is odd, computed once, and of its bytes") {
  auto *const a{make_string("h\u00e9llo")};
  CHECK(a->hash == 0);
  auto const h{string_hash(a)};
  CHECK((h & 1) == 1);
  CHECK(a->hash == h);
  CHECK(string_hash(make_string("h\u00e9llo")) == h);
  CHECK(hash(a) == h);
  CHECK(string_hash(make_string("hello")) != h);
}
