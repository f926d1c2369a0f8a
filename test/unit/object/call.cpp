#include "object/call.hpp"

#include "catch2.hpp"
#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/equality.hpp"
#include "object/function.hpp"
#include "object/lazy.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/reference.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "thrown.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace jank::object;
namespace memory = jank::memory;

namespace {

std::vector<object_ref> numbers(int count) {
  std::vector<object_ref> values;
  for(int i{}; i < count; ++i) { values.push_back(make_fixnum(i)); }
  return values;
}

// Functions that answer a vector of what they were given.
template <std::size_t> using value_at = object_ref;
template <typename> struct echo;
template <std::size_t... I> struct echo<std::index_sequence<I...>> {
  static object_ref call(object_ref, value_at<I>... values) { return make_vector({values...}); }
};
template <std::size_t Count> entry echo_entry() {
  return reinterpret_cast<entry>(&echo<std::make_index_sequence<Count>>::call);
}

template <std::size_t Count> object_ref echo_of() {
  static function_type type{};
  arity_entry const fixed[]{{Count, echo_entry<Count>()}};
  fill_function_type(type, "user/echo", fixed, 1, -1, nullptr, 0);
  return make_function(&type);
}

template <std::size_t... Count> void call_each_arity(std::index_sequence<Count...>) {
  auto const check{[](object_ref f, int count) {
    auto const values{numbers(count)};
    auto const expected{make_vector(values.data(), values.size())};
    CHECK(equal(call_array(f, values.data(), count), expected));
    CHECK(equal(apply(f, make_list(values.data(), values.size())), expected));
  }};
  (check(echo_of<Count>(), Count), ...);
}

// What calling `f` with each number of arguments throws.
template <std::size_t... I> std::string thrown_by_call_with(object_ref f, std::index_sequence<I...>) {
  return thrown_by([&] { call(f, make_fixnum(static_cast<int>(I))...); });
}
template <std::size_t... Count>
std::vector<std::string> thrown_by_each_arity(object_ref f, std::index_sequence<Count...>) {
  return {thrown_by_call_with(f, std::make_index_sequence<Count>{})...};
}

object_ref variadic_from(int required) {
  static function_type types[max_arity + 1]{};
  entry const code[]{echo_entry<1>(), echo_entry<2>(), echo_entry<3>(), echo_entry<4>(), echo_entry<5>()};
  fill_function_type(types[required], "user/rest", nullptr, 0, required, code[required], 0);
  return make_function(&types[required]);
}

// (lazy-seq (cons "i" <the next>)) up to `end`; each step collects and then covers what was freed.
object_ref counting_body(object_ref self);
object_ref counting_seq(std::int64_t from, std::int64_t end) {
  static function_type type{};
  arity_entry const fixed[]{{0, reinterpret_cast<entry>(counting_body)}};
  fill_function_type(type, "user/counting", fixed, 1, -1, nullptr, 2);
  auto *const body{make_function(&type)};
  body->captured[0] = make_fixnum(from);
  body->captured[1] = make_fixnum(end);
  return make_lazy_seq(body);
}
object_ref counting_body(object_ref self) {
  auto const at{as_long(cast<function>(self)->captured[0])};
  auto const end{as_long(cast<function>(self)->captured[1])};
  memory::collect_now();
  for(int i{}; i < 1000; ++i) { make_list({make_string("covered"), make_fixnum(i)}); }
  return at == end ? nil : make_cons(make_string(std::to_string(at)), counting_seq(at + 1, end));
}

constexpr auto every_arity{std::make_index_sequence<max_arity + 1>{}};

} // namespace

TEST_CASE("functions of 0 to 20 arguments are called with an array and with a seq") { call_each_arity(every_arity); }

TEST_CASE("calling what is no function is an error that names value and arity") {
  for(auto const &[value, text] : {std::pair{nil, "nil"}, std::pair{make_fixnum(1), "1"}, std::pair{jank_true, "true"},
                                   std::pair{make_char('c'), "\\c"}, std::pair{object_ref{make_string("a")}, "\"a\""},
                                   std::pair{make_double(1.5), "1.5"}, std::pair{empty_list(), "()"}}) {
    auto const messages{thrown_by_each_arity(value, every_arity)};
    for(int count{}; count <= max_arity; ++count) {
      CHECK(messages[static_cast<std::size_t>(count)] ==
            std::string{"not-callable: cannot call "} + text + " with " + std::to_string(count) +
                (count == 1 ? " argument" : " arguments") + ": it is not a function");
    }
  }
  auto const many{numbers(25)};
  CHECK(thrown_by([&] { call_array(nil, many.data(), 25); }) ==
        "not-callable: cannot call nil with 25 arguments: it is not a function");
  CHECK(thrown_by([&] { apply(make_fixnum(1), make_long_range(0, 1, 0)); }) ==
        "not-callable: cannot call 1 with more than 20 arguments: it is not a function");
}

TEST_CASE("a wrong number of arguments is an error that names the function and what it takes") {
  static function_type type{};
  arity_entry const fixed[]{{1, echo_entry<1>()}, {2, echo_entry<2>()}};
  fill_function_type(type, "user/ggg", fixed, 2, -1, nullptr, 0);
  object_ref const f{make_function(&type)};
  auto const messages{thrown_by_each_arity(f, every_arity)};
  for(int count{}; count <= max_arity; ++count) {
    CHECK(messages[static_cast<std::size_t>(count)] ==
          (count == 1 || count == 2 ? "nothing"
                                    : "arity: wrong number of arguments (" + std::to_string(count) +
                                          ") passed to user/ggg; it takes 1 or 2"));
  }
  auto const many{numbers(25)};
  CHECK(thrown_by([&] { call_array(f, many.data(), 25); }) ==
        "arity: wrong number of arguments (25) passed to user/ggg; it takes 1 or 2");
  CHECK(thrown_by([&] { apply(f, make_long_range(0, 1, 0)); }) ==
        "arity: wrong number of arguments (more than 20) passed to user/ggg; it takes 1 or 2");
}

TEST_CASE("the arities a function takes are told in words") {
  auto const told{[](std::vector<arity_entry> const &fixed, int required) {
    static function_type type;
    type = {};
    fill_function_type(type, "f", fixed.data(), static_cast<int>(fixed.size()), required,
                       required < 0 ? nullptr : echo_entry<3>(), 0);
    auto const message{thrown_by([&] { call(make_function(&type), nil); })};
    return message.substr(message.find("takes"));
  }};
  CHECK(told({{0, echo_entry<0>()}}, -1) == "takes 0");
  CHECK(told({{20, echo_entry<20>()}}, -1) == "takes 20");
  CHECK(told({{0, echo_entry<0>()}, {2, echo_entry<2>()}, {4, echo_entry<4>()}}, -1) == "takes 0, 2 or 4");
  CHECK(told({}, 2) == "takes 2 or more");
  CHECK(told({{0, echo_entry<0>()}}, 2) == "takes 0 or 2 or more");
}

TEST_CASE("over 20 arguments a variadic function gets the rest") {
  auto const many{numbers(45)};
  for(int const required : {0, 1, 3}) {
    auto const result{call_array(variadic_from(required), many.data(), 45)};
    REQUIRE(vector_count(result) == static_cast<std::size_t>(required + 1));
    for(int i{}; i < required; ++i) { CHECK(vector_nth(result, static_cast<std::size_t>(i)) == make_fixnum(i)); }
    CHECK(equal(vector_nth(result, static_cast<std::size_t>(required)), make_long_range(required, 45, 1)));
  }
}

TEST_CASE("apply hands a variadic function the tail as it is") {
  object_ref const endless{make_long_range(7, 8, 0)};
  auto const result{apply(variadic_from(1), endless)};
  CHECK(vector_nth(result, 0) == make_fixnum(7));
  CHECK(is(vector_nth(result, 1), kind::long_range));

  object_ref const pending{make_lazy_seq(make_fixnum(0))}; // its body cannot be called
  auto const untouched{apply(variadic_from(0), make_cons(make_fixnum(1), pending))};
  CHECK(equal(first(vector_nth(untouched, 0)), make_fixnum(1)));
  CHECK_FALSE(is_realized(pending));
}

TEST_CASE("apply takes everything seqable, and nil for no arguments") {
  CHECK(to_readable(apply(echo_of<0>(), nil)) == "[]");
  CHECK(to_readable(apply(variadic_from(0), nil)) == "[nil]");
  CHECK(to_readable(apply(variadic_from(1), make_vector({make_fixnum(1)}))) == "[1 nil]");
  CHECK(to_readable(apply(echo_of<2>(), make_string("ab"))) == "[\\a \\b]");
  CHECK(thrown_by([] { apply(echo_of<1>(), make_fixnum(5)); }) != "nothing");
}

TEST_CASE("apply keeps the arguments it has while the next one is computed, whatever is collected") {
  memory::rooted<object_ref> const f{echo_of<20>()};
  memory::rooted<object_ref> const fixed{apply_rooted(f, counting_seq(0, 20))};
  CHECK(to_text(fixed) == "[0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19]");
  memory::rooted<object_ref> const v{variadic_from(3)};
  memory::rooted<object_ref> const variadic{apply_rooted(v, counting_seq(0, 6))};
  CHECK(to_text(variadic) == "[0 1 2 (3 4 5)]");
}

TEST_CASE("collections are called like functions") {
  object_ref const k{make_keyword("k")};
  CHECK(call(make_map({k, make_fixnum(1)}), k) == make_fixnum(1));
  CHECK(call(empty_map(), k, make_fixnum(2)) == make_fixnum(2));
  CHECK(call(make_vector({make_fixnum(5)}), make_fixnum(0)) == make_fixnum(5));
  CHECK(call(set_conj(empty_set(), k), k) == k);
}

TEST_CASE("call delays collection, call_rooted does not") {
  static std::int32_t seen;
  struct watching {
    static object_ref code(object_ref) {
      seen = jank_collection_delays;
      return nil;
    }
  };
  static function_type type{};
  arity_entry const fixed[]{{0, reinterpret_cast<entry>(watching::code)}};
  fill_function_type(type, "f", fixed, 1, -1, nullptr, 0);
  object_ref const f{make_function(&type)};
  auto const before{jank_collection_delays};
  call(f);
  CHECK(seen == before + 1);
  call_rooted(f);
  CHECK(seen == before);
  CHECK(thrown_by([&] { call(f, nil); }) != "nothing");
  CHECK(jank_collection_delays == before);
}

TEST_CASE("types made at run time refuse calls until they are filled") {
  object_type uncalled{kind::opaque, 0, "user.thing", {}};
  fill_uncallable(uncalled);
  heap_object thing{&uncalled};
  CHECK(
      thrown_by([&] { call(object_ref{&thing}, nil); }).starts_with("not-callable: cannot call #object[user.thing 0x"));
  object_type called{kind::opaque, flag_ifn, "user.thing", {}};
  fill_wrong_arity(called);
  called.entries[1] = echo_entry<1>();
  thing.type = &called;
  CHECK(to_readable(call(object_ref{&thing}, make_fixnum(1))) == "[1]");
  CHECK(thrown_by([&] { call(object_ref{&thing}); }).ends_with("; it takes 1"));
}
