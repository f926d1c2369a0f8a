#include "object/nesting.hpp"

#include <string>

namespace jank::object {

constinit int nesting::depth_{};

nesting::nesting(char const *what) {
  if(depth_ >= deepest_nesting) {
    throw_error(error_kind::stack_overflow, std::string{"a collection is nested too deep "} + what + ": more than " +
                                                std::to_string(deepest_nesting) + " levels, or it contains itself");
  }
  ++depth_;
}

} // namespace jank::object
