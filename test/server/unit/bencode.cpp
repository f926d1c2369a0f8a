#include "wire/bencode.hpp"

#include <catch_amalgamated.hpp>

using namespace jank::server;

namespace {

// Everything that a reader gives for these bytes, fed in pieces of that size.
std::vector<std::string> read_all(std::string_view bytes, std::size_t piece = 1 << 20) {
  bencode_reader reader;
  std::vector<std::string> messages;
  for(std::size_t at{}; at < bytes.size(); at += piece) {
    reader.feed(bytes.substr(at, piece));
    while(auto const m{reader.next()}) { messages.push_back(json::serialize(*m)); }
  }
  return messages;
}

using texts = std::vector<std::string>;

} // namespace

TEST_CASE("bencode: a message is a dictionary of strings, integers, lists and dictionaries") {
  CHECK(read_all("d2:op4:eval4:code7:(+ 1 2)e") == texts{R"x({"op":"eval","code":"(+ 1 2)"})x"});
  CHECK(read_all("d1:ai-12e1:bli0eli1ee0:e1:cd1:xi9223372036854775807eee") ==
        texts{R"({"a":-12,"b":[0,[1],""],"c":{"x":9223372036854775807}})"});
  CHECK(read_all("de") == texts{"{}"});
}

TEST_CASE("bencode: messages come whole, whatever the pieces are") {
  std::string const bytes{"d2:op5:clonee"
                          "d2:op4:eval4:code11:(str \"a\xc3\xa4\")4:linei120ee"
                          "d6:statusl4:doneee"};
  texts const whole{read_all(bytes)};
  REQUIRE(whole.size() == 3);
  for(std::size_t piece{1}; piece < bytes.size(); ++piece) { CHECK(read_all(bytes, piece) == whole); }
}

TEST_CASE("bencode: strings that are no UTF-8 become valid") {
  CHECK(read_all("d1:a3:x\xff"
                 "ye") == texts{"{\"a\":\"x\xef\xbf\xbdy\"}"});
  CHECK(read_all("d1:a2:\xed\xa0"
                 "e") == texts{"{\"a\":\"\xef\xbf\xbd\xef\xbf\xbd\"}"});
}

TEST_CASE("bencode: what is no message is refused with the reason") {
  auto const refusal{[](std::string_view bytes, bencode_limits limits = {}) -> std::string {
    bencode_reader reader{limits};
    reader.feed(bytes);
    try {
      while(reader.next()) {}
    } catch(bencode_error const &e) { return e.what(); }
    return "";
  }};
  CHECK(refusal("GET / HTTP/1.1\r\n") == "a message begins with 'd', this one does not");
  CHECK(refusal("i1e") == "a message begins with 'd', this one does not");
  CHECK(refusal("di1ei2ee") == "a key that is no string");
  CHECK(refusal("dlee") == "a key that is no string");
  CHECK(refusal("d1:ae") == "a key without value");
  CHECK(refusal("d1:ai1x") == "an integer that is none of 64 bits");
  CHECK(refusal("d1:aiee") == "an integer that is none of 64 bits");
  CHECK(refusal("d1:ai99999999999999999999e") == "an integer that is none of 64 bits");
  CHECK(refusal("d1:ai1111111111111111111111111111") == "an integer that is none of 64 bits");
  CHECK(refusal("d1:a?") == "a byte that begins no value");
  CHECK(refusal("d1x") == "a length without ':'");
  CHECK(refusal("d99999999999999999999") == "a length without ':'");
  CHECK(refusal("d9999999999:") == "a message of more than 16777216 bytes");
  CHECK(refusal("d1:a5:hello1:bi1ee", {.bytes = 12}) == "a message of more than 12 bytes");
  CHECK(refusal("d1:al" + std::string(100, 'l')) == "a message nested deeper than 64");
  CHECK(refusal("d1:ali1ei1ei1ei1ee", {.elements = 4}) == "a message of more than 4 values");
}

TEST_CASE("bencode: an unfinished message waits") {
  for(std::string_view const bytes :
      {"", "d", "d2", "d2:", "d2:o", "d2:op", "d2:opi", "d2:opi-", "d2:opi-1", "d2:opl"}) {
    bencode_reader reader;
    reader.feed(bytes);
    CHECK_FALSE(reader.next());
  }
}

TEST_CASE("bencode: writing sorts keys, and reading gives the same again") {
  json::value const message{{"zeta", 1}, {"alpha", {"x", -5, json::object{}}}, {"id", "7"}};
  CHECK(to_bencode(message) == "d5:alphal1:xi-5edee2:id1:74:zetai1ee");
  bencode_reader reader;
  reader.feed(to_bencode(message));
  CHECK(json::value(*reader.next()) == message);
}

TEST_CASE("bencode: what the format has no word for") {
  CHECK(to_bencode(json::object{{"a", true}, {"b", nullptr}, {"c", 1.5}}) == "d1:ai1e1:ble1:c5:1.5E0e");
}
