#pragma once

// Short names for the values that the tests of object/ are about.

#include "memory/heap.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/static_type.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"

#include "catch2.hpp"

#include <algorithm>
#include <concepts>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace jank::object::test {

inline object_ref num(std::int64_t n) { return make_long(n); }
inline object_ref str(std::string_view s) { return make_string(s); }
inline object_ref key(std::string_view name) { return make_keyword(name); }
inline object_ref sym(std::string_view name) { return make_symbol(name); }

// A callable made of a C++ one, for each arity it takes.
template <typename F> struct native_description {
  static constexpr kind what{kind::opaque};
  static constexpr std::uint32_t flags{flag_ifn};
  static constexpr char const *name{"test.native"};
  struct native : heap_object {
    static constexpr kind object_kind{kind::opaque};
    F f;
  };
  static F &code(object_ref self) { return cast<native>(self)->f; }
  static object_ref call(object_ref self)
    requires std::invocable<F &>
  {
    return code(self)();
  }
  static object_ref call(object_ref self, object_ref a)
    requires std::invocable<F &, object_ref>
  {
    return code(self)(a);
  }
  static object_ref call(object_ref self, object_ref a, object_ref b)
    requires std::invocable<F &, object_ref, object_ref>
  {
    return code(self)(a, b);
  }
};

template <typename F> object_ref native(F f) {
  using description = native_description<F>;
  return memory::make<typename description::native>(heap_object{&static_type<description>}, std::move(f));
}

// What `run` throws, or "" when it throws nothing.
template <typename F> std::string message_of(F &&run) {
  try {
    run();
  } catch(thrown_value const &thrown) { return to_text(error_message(thrown.value)); }
  return "";
}

// Pairs of longs with the same 32-bit hash: among 300,000 scattered ones about ten are expected (the birthday
// paradox).
inline std::vector<std::pair<std::int64_t, std::int64_t>> const &colliding_longs() {
  static std::vector<std::pair<std::int64_t, std::int64_t>> const pairs{[] {
    std::vector<std::pair<std::uint32_t, std::int64_t>> hashes;
    for(std::uint64_t i{}; i < 300'000; ++i) {
      auto const n{static_cast<std::int64_t>(i * 0x9e3779b97f4a7c15u)};
      hashes.emplace_back(hash(num(n)), n);
    }
    std::sort(hashes.begin(), hashes.end());
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    for(std::size_t i{1}; i < hashes.size(); ++i) {
      if(hashes[i].first == hashes[i - 1].first) { found.emplace_back(hashes[i - 1].second, hashes[i].second); }
    }
    return found;
  }()};
  return pairs;
}

} // namespace jank::object::test

namespace Catch {
template <> struct StringMaker<jank::object_ref> {
  static std::string convert(jank::object_ref v) { return jank::object::to_readable(v); }
};
} // namespace Catch

// Equality of values with both sides in the report; `==` on words is identity.
#define CHECK_EQUAL(actual, expected)                                                                                  \
  do {                                                                                                                 \
    jank::object_ref const actual_value{actual};                                                                       \
    jank::object_ref const expected_value{expected};                                                                   \
    INFO(#actual << " is " << jank::object::to_readable(actual_value) << ", expected "                                 \
                 << jank::object::to_readable(expected_value));                                                        \
    CHECK(jank::object::equal(actual_value, expected_value));                                                          \
  } while(false)
