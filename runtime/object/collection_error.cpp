#include "object/detail/collection_error.hpp"
#include "object/big_integer.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/print.hpp"

namespace jank::object::detail {

void throw_not_a(char const *action, object_ref value, char const *wanted) {
  throw_error(error_kind::type, std::string{"cannot "} + action + " " + to_short_text(value) + ": it is no " + wanted);
}

void throw_out_of_bounds(std::int64_t index, char const *what, std::int64_t count) {
  throw_error(error_kind::index_out_of_bounds, "index " + std::to_string(index) + " is out of bounds for " + what +
                                                   (count == unknown_count ? "" : " of " + std::to_string(count)));
}

std::int64_t index_of(object_ref key, char const *what) {
  std::int64_t index{};
  if(!find_long(key, index)) {
    throw_error(error_kind::type, std::string{"the index of "} + what + " must be a long, not " + to_short_text(key));
  }
  return index;
}

} // namespace jank::object::detail
