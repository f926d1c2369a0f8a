// Descriptions that are not what the generator writes: each is refused with a reason, and nothing is half made.

#include "catch2.hpp"
#include "codegen/description.hpp"
#include "codegen/listing.hpp"
#include "unit/unit.hpp"

using namespace jank;
using namespace jank::object;
using codegen::bytes;

namespace {

struct fixture : test::emission {
  bytes whole;
  std::size_t code_count{};

  fixture() {
    auto code{generate("(def g (fn* ([x] (f [x :key \"text\" 'sym 1.5 5N 2/3 1.5M {:a #{1 2}}])) ([x y & more] (fn* [] "
                       "(f x more)))))")};
    codegen::description const d{codegen::describe(code)};
    whole = d.content;
    code_count = d.code.size();
  }

  std::string outcome(bytes const &description, std::size_t slot_count) {
    std::vector<entry> const slots(slot_count, reinterpret_cast<entry>(&emission::none));
    try {
      unit::instantiate(description, slots);
    } catch(thrown_value const &t) {
      REQUIRE(is<error>(t.value));
      CHECK(cast<error>(t.value)->why != error_kind::none);
      return to_text(error_message(t.value));
    }
    return "made";
  }
  std::string outcome(bytes const &description) { return outcome(description, code_count); }
};

bool mentions(std::string const &text, std::string_view part) { return text.find(part) != std::string::npos; }

// A description by hand: header for one code function, then whatever follows.
bytes by_hand(std::initializer_list<std::uint8_t> rest) {
  bytes b{'j', 'a', 'n', 'k', unit::abi_version, 1, 'u', 1, 0};
  b.insert(b.end(), rest.begin(), rest.end());
  return b;
}
constexpr auto tag(unit::item i) { return static_cast<std::uint8_t>(i); }

} // namespace

TEST_CASE_METHOD(fixture, "a whole description is made into a unit") { CHECK(outcome(whole) == "made"); }

TEST_CASE_METHOD(fixture, "every truncation is refused") {
  for(std::size_t n{}; n < whole.size(); ++n) {
    INFO(n << " of " << whole.size() << " bytes");
    CHECK(mentions(outcome({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n)}),
                   "this unit cannot be loaded"));
  }
}

TEST_CASE_METHOD(fixture, "every changed byte is either refused or harmless") {
  for(std::size_t n{}; n < whole.size(); ++n) {
    for(int const change : {0x01, 0x10, 0x80, 0xff}) {
      bytes damaged{whole};
      damaged[n] = static_cast<std::uint8_t>(damaged[n] ^ change);
      CHECK_FALSE(outcome(damaged).empty());
    }
  }
}

TEST_CASE_METHOD(fixture, "what follows the end is refused") {
  bytes longer{whole};
  longer.push_back(0);
  CHECK(mentions(outcome(longer), "something follows its end"));
}

TEST_CASE_METHOD(fixture, "another ABI version is refused, with both numbers") {
  bytes other{whole};
  other[4] = unit::abi_version + 1;
  std::string const text{outcome(other)};
  CHECK(mentions(text, "compiled for ABI version " + std::to_string(unit::abi_version + 1)));
  CHECK(mentions(text, "the image has version " + std::to_string(unit::abi_version)));
}

TEST_CASE_METHOD(fixture, "a description that does not fit its code is refused") {
  CHECK(mentions(outcome(whole, code_count + 1), "does not fit its code"));
  CHECK(mentions(outcome(whole, code_count - 1), "does not fit its code"));
  CHECK(mentions(outcome({'j', 'a', 'n', 'k', unit::abi_version, 0, 1, 1}, 1), "the init function does not exist"));
}

TEST_CASE_METHOD(fixture, "indices are checked") {
  using enum unit::item;
  CHECK(outcome(by_hand({0, 1, tag(nil)}), 1) == "made");
  CHECK(mentions(outcome(by_hand({0, 1, tag(function), 0}), 1), "a function type does not exist"));
  CHECK(mentions(outcome(by_hand({0, 1, tag(function_type), 7}), 1), "a function type does not exist"));
  CHECK(mentions(outcome(by_hand({0, 1, tag(shared), 0}), 1), "a constant refers to a later one"));
  CHECK(outcome(by_hand({0, 2, tag(true_), tag(shared), 0}), 1) == "made");
  CHECK(mentions(outcome(by_hand({0, 1, 0xee}), 1), "an unknown constant"));
  CHECK(mentions(outcome(by_hand({0, 1, tag(character), 0x80, 0x80, 0x44}), 1), "a character is out of range"));
  // a type: name "t", 0 captured, 1 arity: (21, code 0)
  CHECK(mentions(outcome(by_hand({1, 1, 't', 0, 1, 21, 0, 0, 0}), 1), "an arity is too large"));
  CHECK(mentions(outcome(by_hand({1, 1, 't', 0, 1, 0, 9, 0, 0}), 1), "a function has no code"));
  CHECK(mentions(outcome(by_hand({1, 1, 't', 0, 0, 22, 0, 0}), 1), "an arity is too large"));
}

TEST_CASE_METHOD(fixture, "numbers that are none are refused") {
  using enum unit::item;
  CHECK(outcome(by_hand({0, 1, tag(big_integer), 1, 1, 5}), 1) == "made");
  CHECK(mentions(outcome(by_hand({0, 1, tag(big_integer), 0, 1, 0}), 1), "a big integer has wrong digits"));
  CHECK(mentions(outcome(by_hand({0, 1, tag(big_integer), 0, 1, 0x80, 0x80, 0x80, 0x80, 1}), 1), "wrong digits"));
  CHECK(mentions(outcome(by_hand({0, 1, tag(big_integer), 0, 0x7f, 1}), 1), "a count is larger than what follows"));
  CHECK(outcome(by_hand({0, 1, tag(ratio), tag(big_integer), 0, 1, 1, tag(big_integer), 0, 1, 2}), 1) == "made");
  CHECK(mentions(outcome(by_hand({0, 1, tag(ratio), tag(nil), tag(nil)}), 1), "a number is made of something else"));
  CHECK(mentions(outcome(by_hand({0, 1, tag(ratio), tag(big_integer), 0, 1, 1, tag(big_integer), 0, 0}), 1),
                 "a ratio has a wrong denominator"));
  CHECK(outcome(by_hand({0, 1, tag(big_decimal), tag(big_integer), 0, 1, 1, 2}), 1) == "made");
  CHECK(mentions(outcome(by_hand({0, 1, tag(big_decimal), tag(big_integer), 0, 1, 1, 0x80, 0x80, 0x80, 0x80, 0x10}), 1),
                 "the scale of a big decimal is out of range"));
}

TEST_CASE_METHOD(fixture, "maps with keys twice and metadata on what has none are refused or harmless") {
  using enum unit::item;
  CHECK_FALSE(outcome(by_hand({0, 1, tag(map), 2, tag(nil), tag(nil), tag(nil), tag(nil)}), 1).empty());
  CHECK_FALSE(outcome(by_hand({0, 1, tag(with_meta), tag(nil), tag(true_)}), 1).empty());
  CHECK_FALSE(outcome(by_hand({0, 1, tag(string), 1, 0xff}), 1).empty());
}

TEST_CASE_METHOD(fixture, "nesting has a limit") {
  bytes deep{by_hand({0, 1})};
  for(int i{0}; i < 5000; ++i) {
    deep.push_back(tag(unit::item::vector));
    deep.push_back(1);
  }
  deep.push_back(tag(unit::item::nil));
  CHECK(mentions(outcome(deep, 1), "nested too deeply"));
}
