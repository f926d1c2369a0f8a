#include "object/function.hpp"

#include "catch2.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/equality.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "thrown.hpp"

#include <utility>

using namespace jank::object;

namespace {

template <std::size_t> using value_at = object_ref;
template <typename> struct variadic;
// Answers a vector of its required arguments and the rest.
template <std::size_t... I> struct variadic<std::index_sequence<I...>> {
  static object_ref code(object_ref, value_at<I>... required, object_ref rest) {
    return make_vector({required..., rest});
  }
};
template <std::size_t Required> entry variadic_entry() {
  return reinterpret_cast<entry>(&variadic<std::make_index_sequence<Required>>::code);
}

template <std::size_t... I> object_ref call_with(object_ref f, std::index_sequence<I...>) {
  return call(f, make_fixnum(static_cast<int>(I))...);
}

// [0 1 ... required-1 (required ... count-1)]
object_ref expected(int required, int count) {
  object_ref v{empty_vector()};
  for(int i{}; i < required; ++i) { v = vector_conj(v, make_fixnum(i)); }
  object_ref rest{count == required ? nil : empty_list()};
  for(int i{count - 1}; i >= required; --i) { rest = list_conj(rest, make_fixnum(i)); }
  return vector_conj(v, rest);
}

template <std::size_t Required, std::size_t... More> void check_trampolines(std::index_sequence<More...>) {
  static function_type type{};
  fill_function_type(type, "user/v", nullptr, 0, Required, variadic_entry<Required>(), 0);
  object_ref const f{make_function(&type)};
  auto const check{[](object_ref result, int count) {
    INFO(Required << " required, called with " << count);
    CHECK(equal(result, expected(Required, count)));
  }};
  (check(call_with(f, std::make_index_sequence<Required + More>{}), static_cast<int>(Required + More)), ...);
}

template <std::size_t... Required> void check_every_required(std::index_sequence<Required...>) {
  (check_trampolines<Required>(std::make_index_sequence<max_arity + 1 - Required>{}), ...);
}

object_ref answer_captured(object_ref self) { return cast<function>(self)->captured[1]; }
object_ref answer_one(object_ref, object_ref) { return make_fixnum(1); }
object_ref answer_two(object_ref, object_ref, object_ref) { return make_fixnum(2); }

} // namespace

TEST_CASE("a variadic function of r parameters gets the rest as a list, nil when there is none, for each r "
          "and count") {
  check_every_required(std::make_index_sequence<max_arity + 1>{});
}

TEST_CASE("a fixed arity goes before the variadic one") {
  static function_type type{};
  arity_entry const fixed[]{{1, reinterpret_cast<entry>(answer_one)}, {2, reinterpret_cast<entry>(answer_two)}};
  fill_function_type(type, "user/mixed", fixed, 2, 2, variadic_entry<2>(), 0);
  CHECK(type.fixed_arities == 0b110);
  object_ref const f{make_function(&type)};
  CHECK(call(f, nil) == make_fixnum(1));
  CHECK(call(f, nil, nil) == make_fixnum(2));
  CHECK(to_readable(call(f, nil, nil, nil)) == "[nil nil (nil)]");
  CHECK(to_readable(apply(f, make_list({nil, nil}))) == "2");
  CHECK(thrown_by([&] { call(f); }) ==
        "arity: wrong number of arguments (0) passed to user/mixed; it takes 1 or 2 or more");
}

TEST_CASE("closures of one type share its code and hold their own captured values") {
  static function_type type{};
  arity_entry const fixed[]{{0, reinterpret_cast<entry>(answer_captured)}};
  fill_function_type(type, "user/closure", fixed, 1, -1, nullptr, 2);
  auto *const a{make_function(&type)};
  auto *const b{make_function(&type)};
  CHECK(a->captured[0] == nil);
  CHECK(a->captured[1] == nil);
  a->captured[1] = make_fixnum(1);
  b->captured[1] = make_fixnum(2);
  CHECK(call(object_ref{a}) == make_fixnum(1));
  CHECK(call(object_ref{b}) == make_fixnum(2));
  CHECK(has_flag(a, flag_ifn));
  CHECK(is<function>(a));
}

TEST_CASE("a function with other metadata is another object with the same code and captured values") {
  static function_type type{};
  arity_entry const fixed[]{{0, reinterpret_cast<entry>(answer_captured)}};
  fill_function_type(type, "user/closure", fixed, 1, -1, nullptr, 2);
  auto *const original{make_function(&type)};
  original->captured[1] = make_fixnum(3);
  auto *const copy{with_meta(original, empty_map())};
  CHECK(copy != original);
  CHECK(copy->meta == empty_map());
  CHECK(original->meta == nil);
  CHECK(call(object_ref{copy}) == make_fixnum(3));
}
