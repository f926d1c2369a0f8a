#pragma once

// The types of everything but functions: tables that are complete when the image is linked, so that they cost
// no start-up and no order of initialisation matters.
//
// A type is described by a struct beside its object:
//
//   struct keyword_description {
//     static constexpr kind what{kind::keyword};
//     static constexpr std::uint32_t flags{flag_named | flag_ifn};
//     static constexpr char const *name{"jank.runtime.keyword"};
//     static object_ref call(object_ref self, object_ref map);                        // one overload for
//     each arity static object_ref call(object_ref self, object_ref map, object_ref not_found);
//   };
//   object_type const &keyword_type{static_type<keyword_description>};
//
// Arities without an overload throw: "wrong number of arguments" when flags has flag_ifn, else "it is not a
// function".

#include "object/object.hpp"

#include <utility>

namespace jank::object {

namespace detail {

template <std::size_t> using value_at = object_ref;

template <typename> struct arity_traits;
template <std::size_t... I> struct arity_traits<std::index_sequence<I...>> {
  using signature = object_ref (*)(object_ref self, value_at<I>...);
  // Both are defined, for each arity, in static_type.cpp alone: one address for each in the whole image.
  static object_ref not_callable(object_ref self, value_at<I>...);
  static object_ref wrong_arity(object_ref self, value_at<I>...);
};

} // namespace detail

// What a call with Count arguments looks like, and the entries that refuse it.
template <std::size_t Count> using arity = detail::arity_traits<std::make_index_sequence<Count>>;

// The same two entries by number: what fill_uncallable and fill_wrong_arity copy.
extern entry const (&not_callable_entries)[max_arity + 1];
extern entry const (&wrong_arity_entries)[max_arity + 1];

namespace detail {

template <typename Description, std::size_t Count> struct code_for {
  static constexpr typename arity<Count>::signature code{
      (Description::flags & flag_ifn) != 0 ? &arity<Count>::wrong_arity : &arity<Count>::not_callable};
};
template <typename Description, std::size_t Count>
  requires requires { static_cast<typename arity<Count>::signature>(&Description::call); }
struct code_for<Description, Count> {
  static constexpr auto code{static_cast<typename arity<Count>::signature>(&Description::call)};
};

template <typename Description, typename = std::make_index_sequence<max_arity + 1>> struct type_table;
template <typename Description, std::size_t... Count> struct type_table<Description, std::index_sequence<Count...>> {
  static object_type const value;
};
// An initialiser list of casts and nothing else: a function that returned it would run at start-up.
template <typename Description, std::size_t... Count>
object_type const type_table<Description, std::index_sequence<Count...>>::value{
    Description::what,
    Description::flags,
    Description::name,
    {reinterpret_cast<entry>(code_for<Description, Count>::code)...}};

} // namespace detail

template <typename Description> inline constexpr object_type const &static_type{detail::type_table<Description>::value};

} // namespace jank::object
