#include "object/static_type.hpp"

#include "object/call.hpp"

#include <string>

namespace jank::object {

namespace detail {

template <std::size_t... I>
object_ref arity_traits<std::index_sequence<I...>>::not_callable(object_ref self, value_at<I>...) {
  throw_not_callable(self, std::to_string(sizeof...(I)));
}

template <std::size_t... I>
object_ref arity_traits<std::index_sequence<I...>>::wrong_arity(object_ref self, value_at<I>...) {
  throw_wrong_arity(self, std::to_string(sizeof...(I)));
}

template struct arity_traits<std::make_index_sequence<0>>;
template struct arity_traits<std::make_index_sequence<1>>;
template struct arity_traits<std::make_index_sequence<2>>;
template struct arity_traits<std::make_index_sequence<3>>;
template struct arity_traits<std::make_index_sequence<4>>;
template struct arity_traits<std::make_index_sequence<5>>;
template struct arity_traits<std::make_index_sequence<6>>;
template struct arity_traits<std::make_index_sequence<7>>;
template struct arity_traits<std::make_index_sequence<8>>;
template struct arity_traits<std::make_index_sequence<9>>;
template struct arity_traits<std::make_index_sequence<10>>;
template struct arity_traits<std::make_index_sequence<11>>;
template struct arity_traits<std::make_index_sequence<12>>;
template struct arity_traits<std::make_index_sequence<13>>;
template struct arity_traits<std::make_index_sequence<14>>;
template struct arity_traits<std::make_index_sequence<15>>;
template struct arity_traits<std::make_index_sequence<16>>;
template struct arity_traits<std::make_index_sequence<17>>;
template struct arity_traits<std::make_index_sequence<18>>;
template struct arity_traits<std::make_index_sequence<19>>;
template struct arity_traits<std::make_index_sequence<20>>;

} // namespace detail

namespace {

struct refusing_everything {
  static constexpr kind what{kind::opaque};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.opaque"};
};

struct refusing_every_arity {
  static constexpr kind what{kind::opaque};
  static constexpr std::uint32_t flags{flag_ifn};
  static constexpr char const *name{"jank.runtime.opaque"};
};

} // namespace

entry const (&not_callable_entries)[max_arity + 1]{static_type<refusing_everything>.entries};
entry const (&wrong_arity_entries)[max_arity + 1]{static_type<refusing_every_arity>.entries};

} // namespace jank::object
